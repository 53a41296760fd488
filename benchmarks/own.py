"""The book of this project, for the contest.

Jupyter Book alone does not know our roles and directives: for it they are empty stand-ins
(:mod:`benchmarks.stand_ins`), so that it has rather less to do than this project.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

from benchmarks.book import more_pages
from benchmarks.tools import Tool
from retorno.project.paths import Project

TABLE, MONTH = "data/darien-monthly.csv", "2025-04"
"""The cell that changes: a month whose value the analysis prints, and that no other table repeats."""

LEFT_OUT = (".git", ".venv", ".cache", "_build", "_site", "tests", "node_modules", "__pycache__")
SETTINGS = re.compile(r"^sphinx:\n(?:[ #].*\n)*", re.M)

PLAIN = f"""\
sphinx:
  extra_extensions: [sphinx_exercise]
  local_extensions:
    benchmarks.stand_ins: {json.dumps(str(Path(__file__).parents[1]))}
"""


class OwnBook:
    """The book of *project*, copied for each contestant; one cell of its table on the Darién changes."""

    name = "this book"
    analysis = "chapters/analyses/darien"
    prose = "chapters/reference/method"

    def __init__(self, project: Project) -> None:
        self.project = project

    def write(self, folder: Path, tool: Tool) -> None:
        """Copy the book into *folder*, which is emptied first, set up for *tool*.

        Raises :class:`ValueError` for a tool that does not know Jupyter Book's settings.
        """
        if tool.kind not in ("retorno", "jupyter-book"):
            raise ValueError(f"{tool.name} does not read the settings of this book")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.project.root, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        if tool.kind == "jupyter-book":
            config = folder / "_config.yml"
            text = SETTINGS.sub(lambda _: PLAIN, config.read_text(encoding="utf-8"))
            config.write_text(re.sub(r"(?<=execute_notebooks: )\w+", tool.mode, text))

    def change_cell(self, folder: Path, by: int) -> None:
        """Add *by* to the value of the month."""
        path, value = folder / TABLE, self._value(folder)
        text = path.read_text(encoding="utf-8")
        changed = re.sub(rf"^({MONTH},[^,]*,[^,]*),{value},", rf"\g<1>,{value + by},", text, flags=re.M)
        path.write_text(changed, encoding="utf-8")

    def change_sentence(self, folder: Path, sentence: str) -> None:
        """Add a sentence to the page of prose."""
        path = folder / f"{self.prose}.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")

    def expected(self, folder: Path) -> str:
        """The words that the page of the analysis must show now."""
        return f"April 2025: {self._value(folder)} "

    @staticmethod
    def _value(folder: Path) -> int:
        with (folder / TABLE).open(encoding="utf-8", newline="") as stream:
            return next(int(row["value"]) for row in csv.DictReader(stream) if row["period"] == MONTH)


class TwiceOwnBook(OwnBook):
    """The same book with as many pages and analyses again, those of the comparison book: to see what growth costs."""

    name = "this book twice"

    def write(self, folder: Path, tool: Tool) -> None:
        """Copy the book into *folder*, as :meth:`OwnBook.write` does, and add what makes it twice as large."""
        if tool.kind != "retorno":
            raise ValueError(f"{tool.name} is not asked what growth costs")
        super().write(folder, tool)
        toc = folder / "_toc.yml"
        text = toc.read_text(encoding="utf-8")
        pages = len(re.findall(r"^ *- file: ", text, re.M))
        analyses = sum("{code-cell}" in path.read_text(encoding="utf-8") for path in folder.glob("chapters/**/*.md"))
        cited = re.findall(r"^@\w+\{([^,]+),", (folder / "references.bib").read_text(encoding="utf-8"), re.M)
        added = more_pages(folder / "chapters" / "more", folder / "data", pages - analyses, analyses, cited)
        listed = "".join(f"      - file: chapters/more/{name}\n" for name in added)
        toc.write_text(f"{text.rstrip()}\n  - caption: More\n    chapters:\n{listed}", encoding="utf-8")
