"""When newer figures are expected, and how old the tables are, by their descriptions alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from retorno.evidence import expected_figures
from retorno.evidence.catalogue import Catalogue, DataSet
from retorno.project.paths import Project


def data_set(name: str = "counts", publisher: str = "Agency", **about: Any) -> DataSet:
    given = {"checked": "2026-11-22", "refresh": {"publisher": publisher}, **about}
    return DataSet(name, Path(f"{name}.csv"), {f"retorno:{key}": value for key, value in given.items()})


def covering(name: str, to: str, expected: str, **about: Any) -> DataSet:
    return data_set(name, coverage={"from": "2000", "to": to}, expected=expected, **about)


@pytest.mark.parametrize(
    ("expected", "behind"),
    [("2026-10", True), ("2026-11", True), ("2026-12", False), ("ended", False), ("unknown", False), ("", False)],
)
def test_what_was_expected_by_the_last_look_is_behind(expected: str, behind: bool) -> None:
    assert expected_figures.is_behind(data_set(expected=expected)) is behind


def test_the_oldest_is_that_whose_figures_end_first_among_those_that_go_on() -> None:
    sets = [
        covering("over", "2001", "ended"),
        covering("without-rhythm", "2002", "unknown"),
        covering("monthly", "2023-12", "2027-01", checked="2026-11-25"),
        covering("yearly", "2023", "2026-10"),
        covering("june", "2023-06", "2027-06"),
        data_set("own", "Retorno", checked="2020-01-01"),
    ]
    told = expected_figures.age(sets)
    assert told == expected_figures.Age(5, "2026-11-22", "2026-11-25", "june", ("yearly",))
    assert expected_figures.age([data_set("own", "Retorno")]) is None


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [("", "not said when"), ("June 2027", "no month"), ("2027-13", "no month"), ("2027-06", ""), ("ended", "")],
)
def test_a_month_or_a_word(expected: str, wrong: str) -> None:
    told = [fault for fault, _ in expected_figures.faults(data_set(expected=expected))]
    assert (wrong in told[0]) if wrong else not told


def test_every_table_of_another_publisher_says_what_it_expects(real_book: Project) -> None:
    for one in Catalogue(real_book):
        assert one.is_own or one.about("expected"), one.name
