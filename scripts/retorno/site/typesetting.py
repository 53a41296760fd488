"""What the machine must have to set the book as PDF: libraries and typefaces, each asked for by itself.

Nothing but Python's own library is imported here: ``scripts/setup_print.py`` asks before each build,
and a build asks without starting WeasyPrint.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterable
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
        """Whether this machine has it."""
        library = not self.files or _library(self.files) is not None
        return library and all(_has_face(family) for family in self.families)


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
    packages = " ".join(need.package for need in needs)
    return f"On Debian and Ubuntu, “apt-get install {packages}” as root brings what is missing"


def why_not() -> str:
    """Why no PDF can be set on this machine, or an empty text."""
    lacking = [need.name for need in missing() if need.required]
    return f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not installed" if lacking else ""


def _library(names: Iterable[str]) -> ctypes.CDLL | None:
    """The library that bears one of *names*, as WeasyPrint would find it."""
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            # On Linux the names of files are enough; looking further would start a compiler.
            found = None if sys.platform == "linux" else ctypes.util.find_library(name)
            if found:
                return ctypes.CDLL(found)
    return None


def _has_face(family: str) -> bool:
    """Whether Fontconfig gives a face of this *family*, and not another in its place."""
    fonts = _library(FONTCONFIG)
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
