"""The comparison book in the notation of Quarto."""

from __future__ import annotations

import re
from pathlib import Path

SETTINGS = """\
project:
  type: website
  render:
{pages}
website:
  title: Comparison book
bibliography: references.bib
jupyter: python3
execute:
  freeze: {freeze}
"""

FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
LABEL = re.compile(r"^\([\w-]+\)=\n", re.M)
CITED = re.compile(r"\{cite\}`(\w+)`")
REPLACED = {
    "```{code-cell} ipython3": "```{python}",
    ":::{note}": "::: {.callout-note}",
    "```{bibliography}\n```": "::: {#refs}\n:::",
}


def translate(folder: Path, pages: list[str], freeze: str) -> None:
    """Put the *pages* in *folder* into Quarto's notation, and write its settings."""
    for page in pages:
        source = folder / f"{page}.md"
        source.with_suffix(".qmd").write_text(translated(source.read_text(encoding="utf-8")), encoding="utf-8")
        source.unlink()
    listed = "\n".join(f"    - {page}.qmd" for page in pages)
    (folder / "_quarto.yml").write_text(SETTINGS.format(pages=listed, freeze=freeze), encoding="utf-8")


def translated(text: str) -> str:
    """One page of MyST as Quarto reads it."""
    text = CITED.sub(r"[@\1]", LABEL.sub("", FRONT.sub("", text)))
    for there, instead in REPLACED.items():
        text = text.replace(there, instead)
    return text
