"""What the machine must have to set the book as PDF: libraries and typefaces, each asked for by itself.

Nothing but Python's own library is imported here: ``scripts/setup_print.py`` asks before each build,
and a build asks without starting WeasyPrint.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Something that the PDF is set with: the files of a library, or typefaces by their families.

    *package* is Debian's and Ubuntu's. Without what is not *required* there is a PDF as well:
    WeasyPrint cuts faces down in a slower way, or takes other faces.
    """

    name: str
    package: str
    files: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    required: bool = True

    def there(self) -> bool:
        """Whether this machine has it, and can use it."""
        library = not self.files or _library(self.files)[0] is not None
        return library and all(_has_face(family) for family in self.families)

    def broken(self) -> str:
        """Why a library that lies on this machine cannot be loaded, as the system says it; empty for all others."""
        return _library(self.files)[1]


NEEDS = (
    Need("Pango", "libpango-1.0-0", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0")),
    Need(
        "PangoFT2",
        "libpangoft2-1.0-0",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll", "pangoft2-1.0"),
    ),
    Need(
        "HarfBuzz-Subset",
        "libharfbuzz-subset0",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll", "harfbuzz-subset"),
        required=False,
    ),
    Need(
        "the typefaces Liberation",
        "fonts-liberation",
        families=("Liberation Sans", "Liberation Serif", "Liberation Mono"),
        required=False,
    ),
    Need("the typefaces DejaVu", "fonts-dejavu-core", families=("DejaVu Sans",), required=False),
)
"""Pango brings HarfBuzz, GObject and Fontconfig with it."""

FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")


def missing(needs: Iterable[Need] = NEEDS) -> list[Need]:
    """Those of *needs* that this machine does not have."""
    return [need for need in needs if not need.there()]


def how_to_get(needs: Iterable[Need]) -> str:
    """How to have *needs*, as a sentence."""
    if sys.platform == "darwin":
        return "With Homebrew, “brew install pango” brings what is missing"
    needs = list(needs)
    packages = " ".join(need.package for need in needs)
    if any(need.broken() for need in needs):
        return f"On Debian and Ubuntu, “apt-get install --reinstall {packages}” as root puts whole ones in their place"
    return f"On Debian and Ubuntu, “apt-get install {packages}” as root brings what is missing"


def why_not() -> str:
    """Why no PDF can be set on this machine, or an empty text."""
    needed = {need.name: need.broken() for need in missing() if need.required}
    absent = [name for name, why in needed.items() if not why]
    told = [f"{name} cannot be loaded ({why})" for name, why in needed.items() if why]
    if absent:
        told.append(f"{' and '.join(absent)} {'is' if len(absent) == 1 else 'are'} not installed")
    return ", and ".join(told)


def _library(names: Iterable[str]) -> tuple[ctypes.CDLL | None, str]:
    """The library that bears one of *names*, as WeasyPrint would find it, or why one that is there cannot be loaded."""
    why = ""
    for name in names:
        for file in _files(name):
            try:
                return ctypes.CDLL(file), ""
            except OSError as error:
                why = why or ("" if _is_absence(str(error)) else str(error))
    return None, why


def _files(name: str) -> Iterator[str]:
    """Under which names a library is asked for."""
    yield name
    # On Linux the names of files are enough; looking further would start a compiler.
    if sys.platform != "linux" and (found := ctypes.util.find_library(name)):
        yield found


def _is_absence(error: str) -> bool:
    """Whether the system says that there is no such library, in the words of Linux or of macOS."""
    return any(words in error for words in ("cannot open shared object file", "no such file"))


def _has_face(family: str) -> bool:
    """Whether Fontconfig gives a face of this *family*, and not another in its place."""
    fonts, _ = _library(FONTCONFIG)
    if fonts is None:
        return False
    for name in ("FcNameParse", "FcFontMatch"):
        getattr(fonts, name).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fonts.FcNameParse(family.encode()))
    fonts.FcConfigSubstitute(None, pattern, 0)
    fonts.FcDefaultSubstitute(pattern)
    result, given = ctypes.c_int(), ctypes.c_char_p()
    match = fonts.FcFontMatch(None, pattern, ctypes.byref(result))
    fonts.FcPatternDestroy(pattern)
    if not match:
        return False
    found = ctypes.c_void_p(match)
    fonts.FcPatternGetString(found, b"family", 0, ctypes.byref(given))
    same = (given.value or b"").decode("utf-8", "replace") == family
    fonts.FcPatternDestroy(found)
    return same
