"""The comparison book: prose chapters with citations, and notebooks that each read a CSV and draw two charts.

The same sources build with this project, with Jupyter Book and with MyST; for Quarto they are put
into its own notation. The notebooks use pandas and Altair and nothing of ours.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks import quarto
from benchmarks.tools import Tool

CHAPTERS = 20
CITATIONS_A_CHAPTER = 16
SOURCES = 40
TABLE = "data/place-0.csv"

WORDS = [
    *("return", "border", "people", "office", "record", "month", "series", "count", "register", "person"),
    *("town", "family", "work", "law", "decision", "report", "paper", "note", "source", "table", "survey"),
    *("answer", "question", "place", "country", "region", "journey", "support", "plan", "service", "school"),
]

CONFIG = """\
title: Comparison book
author: Nobody
only_build_toc_files: true
exclude_patterns: [_build, _site, .cache, .jupyter_cache]
bibtex_bibfiles: [references.bib]
execute:
  execute_notebooks: "{mode}"
  timeout: 120
parse:
  myst_enable_extensions: [colon_fence, deflist]
"""

OURS = """\
sphinx:
  recursive_update: true
  config:
    extensions: [myst_nb, sphinx_external_toc, sphinx_design, sphinxcontrib.bibtex, retorno.book]
    html_theme: retorno
    bibtex_default_style: retorno
    bibtex_reference_style: retorno
"""

NOTEBOOK = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Analysis {number}

What the table of place {number} says, month by month.

```{{code-cell}} ipython3
import altair as alt
import pandas as pd

alt.renderers.enable("png")  # what every tool may show: this project publishes no HTML that acts
table = pd.read_csv("../data/place-{number}.csv", parse_dates=["month"])
total = int(table["value"].sum())
pd.DataFrame({{"result": [f"The total is {{total}}."]}})  # a table, which print shows too
```

```{{code-cell}} ipython3
alt.Chart(table, title="Every month").mark_line().encode(x="month:T", y="value:Q")
```

```{{code-cell}} ipython3
by_year = table.groupby(table["month"].dt.year)["value"].sum().reset_index()
alt.Chart(by_year, title="Every year").mark_bar().encode(x="month:O", y="value:Q")
```

```{{code-cell}} ipython3
table.describe()
```
"""

PACKAGE = (
    '{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "comparison", '
    '"title": "Comparison", "created": "2026-11-22", '
    '"description": "Tables of the comparison book.", "resources": []}\n'
)

CLAIMS = (
    "id,source,locator,quote,speaker,statement,text,comparator,printed,value,upper,unit,quantity,members,population,"
    "place,period,base,differs,analysis,note\n"
)


MYST = """\
version: 1
project:
  title: Comparison book
  bibliography: [references.bib]
  toc:
{pages}
site:
  template: book-theme
"""


@dataclass(frozen=True)
class ComparisonBook:
    """The book with so many *notebooks*; the numbers in its tables follow from *seed*."""

    notebooks: int
    seed: int = 2026

    analysis = "analyses/analysis-0"
    """The page whose table changes."""

    prose = "chapters/chapter-0"
    """A page of prose."""

    @property
    def name(self) -> str:
        """How results name this book."""
        return f"{self.notebooks} notebooks"

    def write(self, folder: Path, tool: Tool) -> None:
        """Write the book into *folder*, which is emptied first, set up for *tool*."""
        shutil.rmtree(folder, ignore_errors=True)
        for name in ("chapters", "analyses", "data"):
            (folder / name).mkdir(parents=True)
        dice = random.Random(self.seed)
        (folder / "index.md").write_text(f"# Comparison book\n\n{_paragraph(dice)}\n")
        (folder / "references.bib").write_text("\n".join(_source(number) for number in range(SOURCES)))
        (folder / "data" / "datapackage.json").write_text(PACKAGE)
        (folder / "data" / "claims.csv").write_text(CLAIMS)
        for number in range(CHAPTERS):
            (folder / "chapters" / f"chapter-{number}.md").write_text(_chapter(dice, number))
        for number in range(self.notebooks):
            (folder / "analyses" / f"analysis-{number}.md").write_text(NOTEBOOK.format(number=number))
            (folder / "data" / f"place-{number}.csv").write_text(_table(dice))
        self._set_up(folder, tool)

    def _set_up(self, folder: Path, tool: Tool) -> None:
        """Write the settings that *tool* reads."""
        if tool.kind == "myst":
            pages = "\n".join(f"    - file: {page}.md" for page in self._pages())
            (folder / "myst.yml").write_text(MYST.format(pages=pages))
        elif tool.kind == "quarto":
            quarto.translate(folder, self._pages(), tool.mode)
        else:
            settings = OURS if tool.kind == "retorno" else ""
            (folder / "_config.yml").write_text(CONFIG.format(mode=tool.mode) + settings)
            (folder / "_toc.yml").write_text(_toc(self.notebooks))

    def _pages(self) -> list[str]:
        chapters = [f"chapters/chapter-{number}" for number in range(CHAPTERS)]
        return ["index", *chapters, *(f"analyses/analysis-{number}" for number in range(self.notebooks))]

    def change_cell(self, folder: Path, by: int) -> None:
        """Add *by* to one cell of the table that the analysis reads."""
        path = folder / TABLE
        header, first, *rest = path.read_text().splitlines()
        month, value = first.split(",")
        path.write_text("\n".join([header, f"{month},{int(value) + by}", *rest]) + "\n")

    def change_sentence(self, folder: Path, sentence: str) -> None:
        """Add a sentence to the page of prose."""
        path = folder / f"{self.prose}.md"
        path.write_text(f"{path.read_text()}\n{sentence}\n")

    def expected(self, folder: Path) -> str:
        """The words that the page of the analysis must show now."""
        rows = (folder / TABLE).read_text().splitlines()[1:]
        return f"The total is {sum(int(row.split(',')[1]) for row in rows)}."


def more_pages(folder: Path, data: Path, chapters: int, notebooks: int, cited: list[str]) -> list[str]:
    """Write so many chapters and notebooks into *folder*, their tables into *data*; gives their names.

    The chapters cite what is *cited* in the book that they are added to, and add no list of it.
    """
    dice = random.Random(2026)
    folder.mkdir()
    for number in range(chapters):
        text = _chapter(dice, number).replace("```{bibliography}\n```", "").replace("chapter-", "more-chapter-")
        text = re.sub(r"source\d+", lambda _: dice.choice(cited), text)
        (folder / f"chapter-{number}.md").write_text(text, encoding="utf-8")
    for number in range(notebooks):
        notebook = NOTEBOOK.format(number=number).replace("../data/", "../../data/")
        (folder / f"analysis-{number}.md").write_text(notebook, encoding="utf-8")
        (data / f"place-{number}.csv").write_text(_table(dice), encoding="utf-8")
    return [path.stem for path in sorted(folder.iterdir())]


def _toc(notebooks: int) -> str:
    lines = ["format: jb-book", "root: index", "parts:", "  - caption: Chapters", "    chapters:"]
    lines += [f"      - file: chapters/chapter-{number}" for number in range(CHAPTERS)]
    lines += ["  - caption: Analyses", "    chapters:"]
    lines += [f"      - file: analyses/analysis-{number}" for number in range(notebooks)]
    return "\n".join(lines) + "\n"


def _paragraph(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(70)).capitalize() + "."


def _chapter(dice: random.Random, number: int) -> str:
    cited = [f"{{cite}}`source{dice.randrange(SOURCES)}`" for _ in range(CITATIONS_A_CHAPTER)]
    parts = [f"(chapter-{number})=\n# Chapter {number}\n", _paragraph(dice), ":::{note}\n" + _paragraph(dice) + "\n:::"]
    for section in range(4):
        parts.append(f"## Section {section} of chapter {number}")
        parts += [f"{_paragraph(dice)} {citation}" for citation in cited[section * 4 : section * 4 + 4]]
    parts.append(
        "| word | other word |\n|---|---|\n"
        + "\n".join(f"| {dice.choice(WORDS)} | {dice.choice(WORDS)} |" for _ in range(8))
    )
    parts.append("\n".join(f"- {dice.choice(WORDS)} and {dice.choice(WORDS)}" for _ in range(6)))
    if number == CHAPTERS - 1:
        parts.append("```{bibliography}\n```")
    return "\n\n".join(parts) + "\n"


def _source(number: int) -> str:
    return (
        f"@book{{source{number},\n  author = {{Writer{number}, Some}},\n  title = {{Book number {number}}},\n"
        f"  year = {{{1980 + number}}},\n  publisher = {{A publisher}},\n}}\n"
    )


def _table(dice: random.Random) -> str:
    months = [f"{year}-{month:02}-01" for year in range(2010, 2025) for month in range(1, 13)]
    return "month,value\n" + "".join(f"{month},{dice.randrange(100, 90000)}\n" for month in months)
