"""What a place in one of the two texts names, and what treats it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retorno.evidence.text_parts import coverage, parts
from retorno.project.paths import Project


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("¶ 3", {"¶ 3"}),
        ("¶ 13 to ¶ 16", {"¶ 13", "¶ 14", "¶ 15", "¶ 16"}),
        ("¶ 3, ¶ 4, ¶ 8 and ¶ 15", {"¶ 3", "¶ 4", "¶ 8", "¶ 15"}),
        ("footnote 2", {"fn 2"}),
        ("fn 12 and fn 13", {"fn 12", "fn 13"}),
        ("§ 4.2, fn 17 to fn 19", {"§ 4.2", "fn 17", "fn 18", "fn 19"}),
        ("§ 3 ¶ 1–2", {"§ 3 ¶ 1", "§ 3 ¶ 2"}),
        ("§ 4.2 ¶ 2, ¶ 5, ¶ 6 and box; fn 18", {"§ 4.2 ¶ 2", "§ 4.2 ¶ 5", "§ 4.2 ¶ 6", "§ 4.2 box", "fn 18"}),
        ("§ 2 Figure 1", {"§ 2 Figure 1"}),
        ("summary; § 4.3 box", {"summary", "§ 4.3 box"}),
        ("§ 2, § 4.1 ¶ 1", {"§ 2", "§ 4.1 ¶ 1"}),
        ("the whole text", set()),
    ],
)
def test_a_place_names_its_parts(place: str, named: set[str]) -> None:
    assert parts(place) == named


@given(st.integers(1, 40), st.integers(0, 10))
def test_a_range_names_all_between_its_ends(first: int, more: int) -> None:
    assert len(parts(f"¶ {first} to ¶ {first + more}")) == more + 1


def test_chapters_exercises_and_claims_are_kept_apart(small_book: Project) -> None:
    (small_book.data / "attributed-statements.csv").write_text(
        "page,heading,source,place\n"
        "chapters/a/one,Why,iom2008dialogue,¶ 3\n"
        "chapters/a/one,How,iom2008dialogue,¶ 3 and ¶ 4\n"
        "chapters/a/two,Exercise,iom2008dialogue,¶ 3\n"
        "chapters/a/paragraph-guide,¶ 5,iom2008dialogue,¶ 5\n",
        encoding="utf-8",
    )
    found = coverage(small_book, [])
    assert found["iom2008dialogue", "¶ 3"].pages == ["chapters/a/one"]
    assert found["iom2008dialogue", "¶ 3"].exercises == ["chapters/a/two"]
    assert found["iom2008dialogue", "¶ 4"].pages == ["chapters/a/one"]
    assert ("iom2008dialogue", "¶ 5") not in found
