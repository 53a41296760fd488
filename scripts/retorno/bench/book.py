"""The comparison book: prose chapters with citations, and notebooks that each read a CSV and draw two charts.

The same sources build with Jupyter Book alone and with this project: the notebooks use pandas
and Altair and nothing of ours, the prose uses MyST and citations.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

CHAPTERS = 20
CITATIONS_A_CHAPTER = 16
SOURCES = 40

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
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, sphinx_design, sphinxcontrib.bibtex, retorno.sphinxext]
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

table = pd.read_csv("../data/place-{number}.csv", parse_dates=["month"])
total = int(table["value"].sum())
print(f"The total is {{total}}.")
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
    '{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "comparison", "resources": []}\n'
)

CLAIMS = (
    "id,source,locator,statement,value,comparator,text,precision,unit,members,"
    "population,place,period,analysis,finding,note\n"
)


def write(folder: Path, notebooks: int, ours: bool, mode: str = "cache", seed: int = 2026) -> None:
    """Write the book with so many *notebooks* into *folder*, which is emptied first.

    With *ours* its configuration names this project's extension and theme; otherwise it is plain
    Jupyter Book that executes in *mode*.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("chapters", "analyses", "data"):
        (folder / name).mkdir(parents=True)
    dice = random.Random(seed)
    config = CONFIG.format(mode="off" if ours else mode) + (OURS if ours else "")
    (folder / "_config.yml").write_text(config)
    (folder / "_toc.yml").write_text(_toc(notebooks))
    (folder / "index.md").write_text(f"# Comparison book\n\n{_paragraph(dice)}\n")
    (folder / "references.bib").write_text("\n".join(_source(number) for number in range(SOURCES)))
    (folder / "data" / "datapackage.json").write_text(PACKAGE)
    (folder / "data" / "claims.csv").write_text(CLAIMS)
    for number in range(CHAPTERS):
        (folder / "chapters" / f"chapter-{number}.md").write_text(_chapter(dice, number))
    for number in range(notebooks):
        (folder / "analyses" / f"analysis-{number}.md").write_text(NOTEBOOK.format(number=number))
        (folder / "data" / f"place-{number}.csv").write_text(_table(dice))


def change_cell(folder: Path, number: int = 0, by: int = 1) -> int:
    """Change one cell of one table; returns the new total, which the page must then show."""
    path = folder / "data" / f"place-{number}.csv"
    header, first, *rest = path.read_text().splitlines()
    month, value = first.split(",")
    path.write_text("\n".join([header, f"{month},{int(value) + by}", *rest]) + "\n")
    return total(folder, number)


def total(folder: Path, number: int) -> int:
    """The number that the page of one notebook shows."""
    lines = (folder / "data" / f"place-{number}.csv").read_text().splitlines()[1:]
    return sum(int(line.split(",")[1]) for line in lines)


def change_sentence(folder: Path, text: str, number: int = 0) -> None:
    """Add one sentence to one prose chapter."""
    path = folder / "chapters" / f"chapter-{number}.md"
    path.write_text(path.read_text() + f"\n{text}\n")


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
