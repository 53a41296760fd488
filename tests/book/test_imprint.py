"""How far the data of a page reach: the latest period of its series, and no budget of years to come."""

from __future__ import annotations

from retorno.book.theme.imprint import data_sets_of, data_to
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.registry import Contribution, Registry
from retorno.project.paths import Project


def test_the_latest_series_counts_and_quoted_figures_do_not(real_book: Project) -> None:
    catalogue = Catalogue(real_book)
    end = data_to(catalogue, ["darien-monthly", "darien-yearly"])
    assert end in {str(catalogue[name].about("coverage")["to"]) for name in ("darien-monthly", "darien-yearly")}
    assert data_to(catalogue, ["cited-figures", "no-such-table"]) == ""


def test_what_ends_after_the_edition_does_not_count(real_book: Project) -> None:
    catalogue = Catalogue(real_book)
    assert data_to(catalogue, ["darien-yearly"], "2026-11-22")
    assert data_to(catalogue, ["darien-yearly"], "2001-01-01") == ""


def test_the_data_of_a_page_are_those_that_its_notebook_read() -> None:
    pages = {"a": Contribution(inputs={"data/one.csv": "x", "scripts/y.py": "z"})}
    assert data_sets_of(Registry({}, pages), "a") == {"one"}
    assert data_sets_of(Registry({}, pages), "b") == set()
