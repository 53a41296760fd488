"""The source texts, their passages, and who read the verdicts."""

from __future__ import annotations

from retorno.evidence.catalogue import Catalogue
from retorno.evidence.claims import read_claims
from retorno.evidence.quotations import quoted
from retorno.evidence.source_texts import passages, readings, texts
from retorno.project.paths import Project


def test_a_book_without_the_tables_has_none(small_book: Project) -> None:
    assert (texts(small_book), passages(small_book), readings(small_book)) == ({}, [], {})
    assert quoted(Catalogue(small_book)) == {}


def test_every_text_passage_and_reading_of_the_book_is_read(real_book: Project) -> None:
    claims = read_claims(real_book)
    of_claims = {passage.claim for _, passage in passages(real_book) if passage.claim}
    assert set(texts(real_book)) == {claim.source for claim in claims.values()}
    assert of_claims == set(claims) == set(readings(real_book))
    assert len(claims) >= 52
    assert all(passage.claim or passage.reason for _, passage in passages(real_book))


def test_a_reading_says_by_whom_and_when(real_book: Project) -> None:
    for reading in readings(real_book).values():
        assert reading.decided_by == "first reader"
        assert bool(reading.checked_by) == bool(reading.checked_on) == bool(reading.checked_verdict)


def test_a_cited_figure_brings_what_a_claim_needs(real_book: Project) -> None:
    found = quoted(Catalogue(real_book))["removal-flights-region-2025"]
    assert (found.quantity, found.unit, found.reported_by) == ("flow", "flights", "flights-witness-2025")
    assert found.population == "removal flights to Latin America and the Caribbean"
