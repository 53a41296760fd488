"""A place that is cited exists: the text has such a paragraph, section or footnote.

`policy/words/locators.toml` says of the texts that the book explains how many paragraphs, footnotes and sections each
has; where paragraphs are counted section by section, a paragraph is cited with its section: § 4.1 ¶ 3. This
holds for citations in pages and for the column locator of all tables. Whether the place says what the
sentence says is for a reader to see; whether it was read is asked by the rule `reading-notes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retorno.checks.reading.cited_places import located
from retorno.checks.reading.content import Content
from retorno.checks.reading.locator_parts import numbered
from retorno.checks.reading.word_lists import document
from retorno.project.problems import Problem

SEVERITY = "error"
WORDS = {"paragraph": "¶", "section": "§", "footnote": "footnote"}


def check(content: Content) -> Iterator[Problem]:
    """Compare every place that is cited of a text in the register with the parts that it has."""
    register = document(content, "locators")
    for file, line, key, locator in located(content):
        if key in register:
            for place, wrong, right in _faults(register[key], locator):
                yield Problem(file, line, f"{key}, {locator.strip()[:40]}", f"{wrong}: {place}", right)


def _faults(has: dict[str, Any], locator: str) -> Iterator[tuple[str, str, str]]:
    """Place, what is wrong and what would be right of each part of *locator* that the text has not."""
    section = ""
    for kind, value in numbered(locator):
        shown = f"{WORDS.get(kind, kind)} {value}"
        if kind == "section":
            section = value
            if isinstance(has.get(kind), dict) and value not in has[kind]:
                known = ", ".join(has[kind]) or "none"
                yield shown, "the text has no such section", f"one of its sections: {known}"
        elif kind == "paragraph" and has.get("section"):
            of = has["section"].get(section)
            if not section:
                yield shown, "the paragraphs of this text are counted section by section", "the section too: § 4.1 ¶ 3"
            elif of is not None and value.isdigit() and not 1 <= int(value) <= of:
                yield f"§ {section} {shown}", "the section has no such paragraph", f"one of its {of} paragraphs"
        elif isinstance(has.get(kind), int) and value.isdigit() and not 1 <= int(value) <= has[kind]:
            yield shown, f"the text has no such {kind}", f"one from 1 to {has[kind]}" if has[kind] else f"no {kind}"
