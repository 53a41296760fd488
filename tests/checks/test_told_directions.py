"""A direction in words is held against the values that the sentence shows."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from examples import a_finding
from retorno.book.values import told_values
from retorno.checks.reading import told_directions
from retorno.checks.reading.content import Content, Page
from retorno.evidence.findings import Finding
from retorno.evidence.source_texts import readings
from retorno.evidence.verdicts import Verdict
from retorno.project.paths import Project

LOW, MIDDLE, HIGH = (
    a_finding(value, id=f"in-{year}") for value, year in ((559.0, 2010), (133726.0, 2021), (520085.0, 2023))
)
FALL = replace(a_finding(-93.0, id="the-fall"), unit="percent", quantity="change", base="2024")
VALUES: dict[str, Finding] = {one.id: one for one in (LOW, MIDDLE, HIGH, FALL)}
A, B, C, D = ("{finding}`in-2010`", "{finding}`in-2021`", "{finding}`in-2023`", "{finding}`the-fall`")


def told(project: Project, text: str) -> list[str]:
    """What is said of a page with this text."""
    page = Page(f"# Words\n\n{text}\n", "words", "words.md")
    return [problem.wrong for problem in told_directions.in_page(Content(project), page, VALUES)]


@pytest.mark.parametrize(
    "text",
    [
        f"Registrations fell from {A} in 2010 to {B} in 2021.",
        f"Entries declined again, from about {A} to some {C}.",
        f"They rose from {A} in 2010 to {B}, then fell to {C} in 2023.",
        f"There were {A}, up from {B} in 2021.",
        f"There were {A}, more than the {B} of the year 2021.",
        f"There were {C}, fewer than the {B} of 2021.",
        f"Arrivals rose by {D} within a year.",
        f"They\nfell from {A}\nto {B}.",
    ],
)
def test_a_direction_that_the_values_contradict_is_told(small_book: Project, text: str) -> None:
    (wrong,) = told(small_book, text)
    assert wrong.startswith("“")
    assert "in-20" in wrong or "the-fall is -93" in wrong


@pytest.mark.parametrize(
    "text",
    [
        f"Registrations rose from {A} in 2010 to {B} in 2021, {C} in 2023.",
        f"They fell from {C} to {B}, and rose again. Those of 2010 were {A}.",
        f"There were {C}, up from {B}, and more than the {A} of 2010.",
        f"More than {A} came, and more than {B} are said to have come.",
        f"It changed by {D}; arrivals went from {A} to {B}.",
        f"Fewer fell ill. From {A} the road leads to {B}.",
        "Registrations fell from {finding}`unknown` to {finding}`in-2021`.",
        f"% allowed: told-directions, what a text says of itself\nRegistrations fell from {A} to {B}.",
    ],
)
def test_what_is_right_or_no_direction_is_left_alone(small_book: Project, text: str) -> None:
    assert told(small_book, text) == []


def test_a_size_without_its_sign_is_held_against_its_sign(small_book: Project) -> None:
    content = Content(small_book)
    assert told_directions.in_template(content, "{size_the_fall} fewer than in 2024.", VALUES) == []
    (wrong,) = told_directions.in_template(content, "{size_the_fall} more than in 2024.", VALUES)
    assert wrong == "“more”, and the-fall is -93"


def test_what_a_second_reader_held_is_compared_with_the_verdict(small_book: Project) -> None:
    rows = ["arrivals-fell,first,2026-11-25,second,2026-11-25,mixed,"]
    rows += ["other,first,2026-11-25,second,2026-11-25,mixed,changed: held to be reproduced at first"]
    rows += ["third,first,2026-11-25,second,2026-11-25,mixed,agreed"]
    head = "claim,decided_by,decided_on,checked_by,checked_on,checked_verdict,remark\n"
    (small_book.data / "verdict-readings.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    assert len(readings(small_book)) == 3
    verdicts = {id: Verdict(id, "reproduced") for id in ("arrivals-fell", "other", "third")}
    words = small_book.root / "chapters/understanding/words.md"
    words.write_text(f"# Words\n\nRegistrations fell from {A} to {B}.\n", encoding="utf-8")
    book = SimpleNamespace(
        project=small_book,
        env=SimpleNamespace(found_docs={"words"}, doc2path=lambda name: words),
        registry=SimpleNamespace(
            findings=VALUES,
            verdicts=verdicts,
            used=lambda verdict: [SimpleNamespace(id="the-fall")],
            entry=lambda key: SimpleNamespace(page="analyses/arrivals"),
        ),
        sentences={"arrivals-fell": (2, "{size_the_fall} more than in 2024.")},
    )
    found = {(one.file, one.line): one.wrong for one in told_values.faults(cast(Any, book))}
    assert set(found) == {
        ("chapters/understanding/words.md", 3),
        ("data/words-to-use.csv", 2),
        ("data/verdict-readings.csv", 2),
        ("data/verdict-readings.csv", 4),
    }
    assert "second held it to be mixed, the data give reproduced" in found["data/verdict-readings.csv", 2]
    rights = {(one.file, one.line): one.right for one in told_values.faults(cast(Any, book))}
    assert "first the calculation of the-fall (analyses/arrivals.md)" in rights["data/verdict-readings.csv", 2]
    assert "the remark says “agreed”" in found["data/verdict-readings.csv", 4]
