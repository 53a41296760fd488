"""The date of an edition, and the facts on its cover."""

from __future__ import annotations

import json
from datetime import date

import pytest

from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site.printing.edition_facts import edition_date, facts

SETTINGS = {"html_title": "Small book", "author": "Somebody"}


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_the_date_is_that_of_the_data_where_nothing_else_is_stated(small_book: Project) -> None:
    package = small_book.data / "datapackage.json"
    described = json.loads(package.read_text(encoding="utf-8"))
    package.write_text(json.dumps({**described, "created": "2025-06-02T00:00:00Z"}), encoding="utf-8")
    assert edition_date(small_book) == date(2025, 6, 2)


def test_a_citation_file_comes_before_the_data(small_book: Project) -> None:
    (small_book.root / "CITATION.cff").write_text("date-released: 2026-01-31\n", encoding="utf-8")
    assert edition_date(small_book) == date(2026, 1, 31)


def test_source_date_epoch_comes_first(small_book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (small_book.root / "CITATION.cff").write_text("date-released: 2026-01-31\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert edition_date(small_book) == date(2023, 11, 14)


def test_an_edition_without_a_date_is_refused(small_book: Project) -> None:
    package = small_book.data / "datapackage.json"
    package.write_text(package.read_text(encoding="utf-8").replace('"created"', '"made"'), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        edition_date(small_book)
    assert refused.value.problems[0].file == "CITATION.cff"
    assert "2026-11-22" in refused.value.problems[0].right


def test_the_cover_comes_from_the_citation_file(small_book: Project) -> None:
    (small_book.root / "CITATION.cff").write_text(
        'title: "Small: a book for tests"\nabstract: >-\n  Two\n  lines.\nurl: https://example.org\n', encoding="utf-8"
    )
    known = facts(small_book, "en", SETTINGS)
    assert (known.title, known.subtitle, known.description) == ("Small book", "a book for tests", "Two lines.")
    assert known.address == "https://example.org"


def test_a_damaged_citation_file_is_told(small_book: Project) -> None:
    (small_book.root / "CITATION.cff").write_text("title: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"CITATION\.cff:1: this is not valid YAML"):
        facts(small_book, "en", SETTINGS)
