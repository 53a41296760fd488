"""The code of notebooks: of ordinary text notebooks without any notebook machinery, else as MyST-NB reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any


@dataclass(frozen=True)
class Notebook:
    """A notebook to be executed: its file, its code cells, the line where each begins, and the kernel it asks for.

    Where a line of the file says nothing to its author (``.ipynb``), each cell begins at line 1.
    Cells at the positions *skipped* are not run, those at *may_fail* may end with an error, which is shown.
    """

    page: Path
    cells: tuple[str, ...]
    lines: tuple[int, ...]
    kernel: str = "python3"
    skipped: tuple[int, ...] = ()
    may_fail: tuple[int, ...] = ()

    @property
    def refusal(self) -> str:
        """Why it cannot be executed here, or an empty string."""
        if self.kernel.startswith("python"):
            return ""
        return f"it asks for the kernel “{self.kernel}”, but notebooks run Python here: write “name: python3”"

    @property
    def code(self) -> list[Any]:
        """All that decides what is run, as plain data."""
        tagged = [{"skipped": self.skipped, "may_fail": self.may_fail}] if self.skipped or self.may_fail else []
        return [*self.cells, *tagged]


FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
KERNEL = re.compile(r"^kernelspec:\n(?:[ ]+.*\n)*?[ ]+name:[ ]*(\S+)", re.M)
FENCED = re.compile(
    r"^(?P<fence>(?P<sign>[`~:])(?P=sign){2,})(?P<head>[^\n`]*)\n(?P<body>.*?)^(?P=fence)(?P=sign)*[ ]*$", re.M | re.S
)
OPTIONS = re.compile(r"\A(?:---\n.*?\n---\n|(?::[\w-]+:[^\n]*\n)+\n*)", re.S)

UNUSUAL = re.compile(
    r"^<|^:?\s*load:|skip-execution|raises-exception|^mystnb:|^file_format:|^[ \t]+(?:```|~~~)+\{code-cell\}", re.M
)
"""What may stand in a text notebook and is read by MyST-NB only."""


def notebook_of(page: Path) -> Notebook | None:
    """The code of an ordinary text notebook, or None where the page is plain prose."""
    # A page that is not UTF-8 is refused where content is checked; what is looked for here is ASCII.
    text = page.read_text(encoding="utf-8", errors="replace")
    front = FRONT_MATTER.match(text)
    if not front or "jupytext:" not in front.group(1):
        return None
    cells, lines = [], []
    for match in FENCED.finditer(text):
        if not _is_cell(match):
            continue  # what stands inside is shown, as an example, and not executed
        body = match["body"]
        options = OPTIONS.match(body)
        skipped = options.end() if options else 0
        cells.append(body[skipped:].rstrip("\n"))
        lines.append(text.count("\n", 0, match.start("body") + skipped) + 1)
    kernel = KERNEL.search(front.group(1))
    return Notebook(page, tuple(cells), tuple(lines), kernel.group(1).strip("'\"") if kernel else "python3")


def is_ordinary(text: str, colons: bool) -> bool:
    """Whether :func:`notebook_of` reads a page as MyST-NB does; *colons* says whether ``:::`` opens a block."""
    return not UNUSUAL.search(text) and (colons or "\n:::" not in text) and "\n    format_name: myst\n" in text


def notebook_from(page: Path, read: Any) -> Notebook | None:
    """The code of a notebook as MyST-NB has *read* it (a ``NotebookNode``); None where it asks not to be executed."""
    if (read.metadata.get("mystnb") or {}).get("execution_mode") == "off":
        return None
    map = read.metadata.get("source_map") or [0] * len(read.cells)
    cells = [(cell, line) for cell, line in zip(read.cells, map, strict=False) if cell["cell_type"] == "code"]
    tags = [(cell.metadata.get("tags") or []) for cell, _ in cells]
    return Notebook(
        page,
        tuple(cell["source"] for cell, _ in cells),
        tuple(line + 1 for _, line in cells),
        str((read.metadata.get("kernelspec") or {}).get("name", "python3")),
        tuple(position for position, given in enumerate(tags) if "skip-execution" in given),
        tuple(position for position, given in enumerate(tags) if "raises-exception" in given),
    )


def notebooks_among(pages: Iterable[Path]) -> list[Notebook]:
    """The ordinary text notebooks among *pages*, in their order; pages that are not there are passed over."""
    return [notebook for page in pages if page.is_file() and (notebook := notebook_of(page))]


LISTED = re.compile(r"^\s*-?\s*(?P<kind>file|root|glob):\s*(?P<quote>[\"']?)(?P<name>\S+?)(?P=quote)\s*$", re.M)


def listed_names(root: Path, unwritten: Iterable[str] = ()) -> list[str]:
    """The pages that ``_toc.yml`` lists, as it writes them, in their order; none where there is no such file.

    A pattern (``glob``) stands for the Markdown pages that fit it, those *unwritten* among them: pages
    that are known before there is a file.
    """
    toc = root / "_toc.yml"
    names: list[str] = []
    for match in LISTED.finditer(toc.read_text(encoding="utf-8", errors="replace")) if toc.is_file() else ():
        names += _fitting(root, match["name"], unwritten) if match["kind"] == "glob" else [match["name"]]
    return names


def _fitting(root: Path, pattern: str, unwritten: Iterable[str]) -> list[str]:
    """The names of pages that fit a *pattern* of a table of contents, in their order there."""
    if Path(pattern).is_absolute():
        return []
    there = {path.relative_to(root).as_posix().removesuffix(".md") for path in root.glob(f"{pattern}.md")}
    return sorted(there | {name for name in unwritten if PurePosixPath(name).match(pattern)})


def listed_pages(root: Path) -> list[Path]:
    """The pages that ``_toc.yml`` lists, in their order."""
    return [root / f"{name}.md" for name in listed_names(root)]


def without_code(text: str) -> str:
    """The text of a page with its code cells taken out; their places stay."""
    return FENCED.sub(lambda match: match["fence"] if _is_cell(match) else match[0], text)


def code_of(text: str) -> str:
    """The code cells of a page, options included, one after another."""
    return "\n".join(match[0] for match in FENCED.finditer(text) if _is_cell(match))


def _is_cell(match: re.Match[str]) -> bool:
    return match["sign"] != ":" and match["head"].startswith("{code-cell}")
