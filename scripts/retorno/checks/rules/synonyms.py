"""Every word that the search takes for another stands in the glossary.

Who looks for a word of ``chapters/reference/synonyms.toml`` is shown pages with other words. The
glossary is where a reader learns why, so each word has to be there, and in one group only.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.problems import Problem
from retorno.project.search_words import fold, read_synonyms

SEVERITY = "error"

FILE = "chapters/reference/synonyms.toml"
GLOSSARY = "chapters/reference/glossary"


def check(content: Content) -> Iterator[Problem]:
    """Find words that the glossary does not have, and words in two groups."""
    groups = read_synonyms(content.project)
    glossary = " ".join(fold(page.text) for page in content.pages if page.name == GLOSSARY)
    lines = (content.project.root / FILE).read_text(encoding="utf-8").split("\n") if groups else []
    seen: set[str] = set()
    for group in groups:
        for word in group:
            line = next((number for number, text in enumerate(lines, 1) if f'"{word}"' in text), 0)
            if f" {fold(word)} " not in f" {glossary} ":
                yield Problem(
                    FILE, line, word, "the glossary does not have this word", "a word of the glossary, or none"
                )
            if fold(word) in seen:
                yield Problem(FILE, line, word, "the word stands in two groups", "each word in one group")
            seen.add(fold(word))
