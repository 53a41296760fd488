"""Words that one may use: their numbers come from findings, and none is typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from retorno.evidence import usable_words
from retorno.evidence.claims import read_claims
from retorno.evidence.findings import Finding
from retorno.project.paths import Project

FALL = Finding(
    id="fall-2025",
    value=-99.75,
    unit="percent",
    precision=0.01,
    period="2025",
    place="PAN",
    statement="Change.",
    quantity="change",
    base="2024",
    datasets=(),
)
ENTRIES = replace(FALL, id="entries-2025", value=73.0, unit="items", precision=1.0, quantity="flow", base="")
FOUND = {one.id: one for one in (FALL, ENTRIES)}


def test_numbers_are_put_in() -> None:
    told = usable_words.told("{entries_2025} came, {size_fall_2025} fewer ({fall_2025}).", FOUND)
    assert told == "73 came, 99.75% fewer (−99.75%)."


def test_a_sentence_with_an_unknown_finding_is_not_told_but_reported() -> None:
    assert usable_words.told("{entries_2026} came.", FOUND) == ""
    problems = list(usable_words.faults({"nobody": (2, "{entries_2026} came.")}, {}, FOUND))
    assert [problem.line for problem in problems] == [2, 2]
    assert "“nobody”" in problems[0].wrong
    assert "Did you mean “entries-2025”?" in problems[1].wrong


@pytest.fixture(scope="module")
def sentences(real_book: Project) -> dict[str, tuple[int, str]]:
    """Those of the book."""
    return usable_words.read(real_book)


NAMES = re.compile(r"\b(?:19|20)\d\d\b|Title 42|Article 1[23]|2030 Agenda|note of 2008")
"""Years and names that have digits; every other digit is a number that must come from a finding."""


def test_no_number_is_typed(sentences: dict[str, tuple[int, str]]) -> None:
    assert sentences
    for id, (_, template) in sentences.items():
        plain = NAMES.sub("", re.sub(r"\{[a-z0-9_]+\}", "", template))
        assert not re.search(r"\d", plain), (id, plain)


def test_every_claim_that_data_bear_on_has_its_words(real_book: Project, sentences: dict[str, tuple[int, str]]) -> None:
    assert set(sentences) <= set(read_claims(real_book))
    assert all(usable_words.findings_in(text) for _, text in sentences.values())
