"""The claims register: each row is read, or refused with its line and column."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from retorno.evidence.claims import COLUMNS, COMPARATORS, NUMERIC, read_claims
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

ROW = {
    "id": "arrivals-fell",
    "source": "news2025",
    "locator": "paragraph 1",
    "quote": "arrivals fell by 50 %",
    "speaker": "the text itself",
    "statement": "Arrivals fell by half within a year.",
    "text": "50% fall",
    "comparator": "equal",
    "printed": "50 %",
    "value": "-50",
    "upper": "",
    "unit": "percent",
    "quantity": "change",
    "members": "",
    "population": "registered arrivals",
    "place": "PAN",
    "period": "2025-05",
    "base": "2024-05",
    "differs": "",
    "analysis": "arrivals",
    "note": "",
}


def write(project: Project, *rows: dict[str, str], columns: list[str] = COLUMNS) -> None:
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore", restval="")
    table.writeheader()
    table.writerows(rows)
    (project.data / "claims.csv").write_text(text.getvalue(), encoding="utf-8")


def faults(project: Project) -> list[Problem]:
    with pytest.raises(ContentError) as refused:
        read_claims(project)
    assert {problem.file for problem in refused.value.problems} == {"data/claims.csv"}
    assert all(problem.right for problem in refused.value.problems)
    return refused.value.problems


def test_a_claim_is_read_as_it_stands(small_book: Project) -> None:
    differs = "period: the text gives none; population: entries; not crossings"
    rising = {**ROW, "id": "rising", "comparator": "rise", "value": "", "unit": "direction", "differs": differs}
    listed = {**ROW, "id": "listed", "comparator": "list", "value": "", "unit": "places"}
    write(small_book, ROW, rising, {**listed, "members": "USA; ESP;BRA"})
    claims = read_claims(small_book)
    assert list(claims) == ["arrivals-fell", "rising", "listed"]
    fell = claims["arrivals-fell"]
    assert (fell.value, fell.step, fell.digit, fell.members, fell.locator) == (-50.0, 1.0, 1.0, (), "paragraph 1")
    assert (claims["rising"].value, claims["rising"].step) == (None, None)
    assert claims["rising"].differs == {"period": "the text gives none", "population": "entries; not crossings"}
    assert claims["listed"].members == ("USA", "ESP", "BRA")


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_must_be_there(small_book: Project, column: str) -> None:
    write(small_book, ROW, columns=[name for name in COLUMNS if name != column])
    (problem,) = faults(small_book)
    assert (problem.line, problem.place) == (1, f"column {column}")
    assert "is missing" in problem.wrong


def test_no_other_column_may_be_there(small_book: Project) -> None:
    write(small_book, ROW, columns=[*COLUMNS, "verdict"])
    (problem,) = faults(small_book)
    assert (problem.line, problem.place) == (1, "column verdict")


def test_a_misspelt_column_is_answered_with_the_nearest(small_book: Project) -> None:
    write(small_book, ROW, columns=["locater" if name == "locator" else name for name in COLUMNS])
    assert any("Did you mean “locator”?" in problem.wrong for problem in faults(small_book))


def test_a_column_stands_once(small_book: Project) -> None:
    write(small_book, ROW, columns=[*COLUMNS, "value"])
    assert "2 columns “value”" in faults(small_book)[0].wrong


@pytest.mark.parametrize(
    ("changed", "column", "wrong"),
    [
        ({"id": "Arrivals fell"}, "id", "“Arrivals fell” is no id"),
        ({"id": ""}, "id", "“” is no id"),
        ({"comparator": "roughly"}, "comparator", "“roughly” is not known"),
        ({"unit": "people"}, "unit", "“people” is no known unit"),
        *(
            ({"value": text}, "value", f"“{text}” is not a plain number")
            for text in ("", "1,000", "1 000", "93%", "nan", "inf", "1e6", "1_000", "half")
        ),
        ({"upper": "many"}, "upper", "“many” is not a plain number"),
        ({"comparator": "between"}, "upper", "“” is not a plain number"),
        ({"comparator": "between", "upper": "-60"}, "upper", "-60 does not lie above -50"),
        ({"quantity": "level"}, "quantity", "“level” is no kind of quantity"),
        ({"value": "-60"}, "printed", "“50 %” does not say -60"),
        ({"printed": ""}, "printed", "“” does not say -50"),
        ({"quote": "arrivals fell by 50%"}, "printed", "“50 %” does not stand in the quote"),
        ({"differs": "when: never"}, "differs", "“when” is no aspect with a reason"),
        ({"differs": "period:"}, "differs", "“period” is no aspect with a reason"),
        ({"comparator": "rise", "value": "5"}, "value", "has no value"),
        ({"comparator": "list", "value": "", "members": " ; "}, "members", "names no members"),
        *(
            ({name: " "}, name, "the cell is empty")
            for name in ("source", "locator", "speaker", "statement", "text", "analysis")
        ),
    ],
)
def test_a_cell_that_does_not_fit_is_named(
    small_book: Project, changed: dict[str, str], column: str, wrong: str
) -> None:
    write(small_book, {**ROW, "id": "before"}, {**ROW, **changed})
    (problem,) = faults(small_book)
    assert (problem.line, problem.place) == (3, f"column {column}")
    assert wrong in problem.wrong


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_every_comparator_is_accepted(small_book: Project, comparator: str) -> None:
    about = {"upper": "60"} if comparator in NUMERIC else {"value": "", "members": "USA"}
    write(small_book, {**ROW, "comparator": comparator, **about})
    assert read_claims(small_book)["arrivals-fell"].comparator == comparator


def test_an_id_stands_once(small_book: Project) -> None:
    write(small_book, ROW, {**ROW, "id": "other"}, ROW)
    (problem,) = faults(small_book)
    assert (problem.line, problem.place) == (4, "column id")
    assert "already used" in problem.wrong


def test_all_faults_are_told_at_once(small_book: Project) -> None:
    write(small_book, {**ROW, "unit": "people", "value": "many"}, {**ROW, "id": "b", "comparator": "?"})
    places = [(problem.line, problem.place) for problem in faults(small_book)]
    assert places == [(2, "column unit"), (2, "column value"), (3, "column comparator")]


def test_a_line_is_that_of_the_file(small_book: Project) -> None:
    write(small_book, {**ROW, "note": "two\nlines"}, {**ROW, "id": "b", "unit": "people"})
    assert [problem.line for problem in faults(small_book)] == [4]


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        (b"", 0, "the file is empty"),
        (b"id,value\n", 1, "the header lacks these columns"),
        (b"\xff\xfe", 1, "not UTF-8 (byte 1)"),
        ((",".join(COLUMNS) + "\na,b\n").encode(), 2, "2 cells, the header has 21"),
        ((",".join(COLUMNS) + "\n" + "a," * 30 + "\n").encode(), 2, "31 cells, the header has 21"),
        ((",".join(COLUMNS) + '\n"' + "x" * 200_000).encode(), 2, "does not end"),
    ],
    ids=["empty", "short header", "utf-16", "short row", "long row", "endless cell"],
)
def test_a_file_that_is_no_register(small_book: Project, content: bytes, line: int, wrong: str) -> None:
    csv.field_size_limit(131_072)  # other libraries raise it, for the whole process
    (small_book.data / "claims.csv").write_bytes(content)
    assert any(problem.line == line and wrong in problem.wrong for problem in faults(small_book))


def test_a_register_that_is_missing(small_book: Project) -> None:
    (small_book.data / "claims.csv").unlink()
    assert "the file is missing" in faults(small_book)[0].wrong


def test_the_register_of_the_book_can_be_read(real_book: Project) -> None:
    claims: dict[str, Any] = read_claims(real_book)
    assert {claim.source for claim in claims.values()}
    assert all(id == claim.id for id, claim in claims.items())
