"""What pages are read from, by content: their sources, the files that they take in, and the code that reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

OWN = Path(__file__).resolve().parent
"""The folder of this package."""

READERS = ("sphinx", "docutils", "myst-parser", "myst-nb", "sphinxcontrib-bibtex", "sphinx-external-toc")
"""The libraries whose versions can change how a page is read."""


UNSETTLED = "edited while it was read"
"""The hash of a page's sources that no sources have."""


class Contents:
    """The hashes of files, each taken once: before pages are read, and again (with those *before*) afterwards."""

    def __init__(self, before: Contents | None = None) -> None:
        self._known: dict[Path, str] = {}
        self._before = before._known if before else {}

    def of_page(self, env: BuildEnvironment, docname: str) -> str:
        """A hash of the source of a page and of every file that it depends on."""
        # Sphinx names the packed translation before a page is read, and forgets it when it has been.
        names = sorted(name for name in env.dependencies[docname] if not str(name).endswith(".mo"))
        places = [Path(env.srcdir, folder) for folder in env.config.locale_dirs]
        translations = [place / str(env.config.language) / "LC_MESSAGES" / f"{docname}.po" for place in places]
        paths = [Path(env.doc2path(docname)), *translations, *(Path(env.srcdir, name) for name in names)]
        return self._of_all(paths)

    def of_code(self, app: Sphinx) -> str:
        """A hash of the code and the templates that read and write pages, with the versions of libraries.

        It is that of the folders in the setting ``freshness_code``, and of this package.
        """
        folders = (OWN, *(Path(app.srcdir, folder) for folder in app.config.freshness_code))
        found = (path for folder in folders for path in folder.rglob("*"))
        files = sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
        extensions = sorted(f"{name} {extension.version}" for name, extension in app.extensions.items())
        return digest("\n".join([self._of_all(files), *extensions, *versions()]))

    def _of_all(self, paths: Sequence[Path]) -> str:
        """A hash of several files with their names, or that they are not settled."""
        hashes = [self.of(path) for path in paths]
        if any(self._before.get(path, now) != now for path, now in zip(paths, hashes, strict=True)):
            return UNSETTLED
        return digest("\n".join(f"{path.name} {now}" for path, now in zip(paths, hashes, strict=True)))

    def of(self, path: Path) -> str:
        """The hash of one file."""
        if path not in self._known:
            try:
                self._known[path] = digest(path.read_bytes())
            except OSError:
                self._known[path] = "missing"
        return self._known[path]


def digest(content: str | bytes) -> str:
    """A SHA-256 in hexadecimal."""
    return sha256(content.encode(errors="surrogatepass") if isinstance(content, str) else content).hexdigest()


def versions() -> Iterator[str]:
    """The versions of the libraries that read pages and need not be extensions."""
    for name in READERS:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
