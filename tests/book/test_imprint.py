"""How far the data reach, as a page says beneath its title."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retorno.book.theme.imprint import data_to, shown_to
from retorno.evidence.book_figures import Figure
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.findings import Finding
from retorno.evidence.registry import Contribution, Registry
from retorno.project.paths import Project

PAGE, READER = "chapters/analyses/returns", "chapters/returns-told"


def edited(project: Project, name: str, **about: Any) -> Catalogue:
    """The catalogue with another description of one data set."""
    package = json.loads(project.descriptor.read_text(encoding="utf-8"))
    described = next(one for one in package["resources"] if one["name"] == name)
    described |= {f"retorno:{key}": value for key, value in about.items()}
    project.descriptor.write_text(json.dumps(package), encoding="utf-8")
    return Catalogue(project)


@pytest.mark.parametrize(("to", "told"), [("2025-05", "2025-05"), ("2026", "2026"), ("2028", "")])
def test_a_plan_for_years_to_come_is_no_data(small_book: Project, to: str, told: str) -> None:
    catalogue = edited(small_book, "arrivals", coverage={"from": "2024", "to": to}, checked="2026-11-25")
    assert data_to(catalogue, ["arrivals", "no-such-set"]) == told


def value(period: str) -> Finding:
    return Finding("one", 1.0, "persons", 1, "Somebody.", period, datasets=("arrivals",))


def drawn(csv: str) -> Figure:
    return Figure("bars", "", "", "", "", "", (), ("arrivals",), csv, {}, None)


@pytest.mark.parametrize(
    ("periods", "csv", "told"),
    [
        (["2023", "2024"], "", "2024"),
        (["2024", "2023-10/2024-12"], "", "2024-12"),
        (["2023"], "Year,value\n2020,2027\n2024,2028\n", "2024"),
        ([], "period,value\n2024-03,1\n2024-04,2\n", "2024-04"),
        ([], "period,value\n2024-03-01,1\n2024-04-01,2\n", "2024-04"),
        (["2024"], "where,value\nhere,2025\n", "2024"),
        (["2024", "2028"], "", "2025-11"),
        ([], "", "2025-11"),
    ],
    ids=["values", "exact", "a figure", "a figure alone", "months", "no time", "a plan", "neither: what is read"],
)
def test_a_page_reaches_no_farther_than_what_it_shows(
    small_book: Project, periods: list[str], csv: str, told: str
) -> None:
    """A data set that goes on for longer than what a page takes from it would promise too much."""
    catalogue = edited(small_book, "arrivals", coverage={"from": "2020", "to": "2025-11"}, checked="2026-11-25")
    findings = {f"of-{period[:4]}-{len(period)}": value(period) for period in periods}
    figures = {"bars": drawn(csv).summary} if csv else {}
    made = Contribution(findings=findings, figures=figures, inputs={"data/arrivals.csv": "hash"})
    shows = Contribution(uses={f"finding:{id}" for id in findings})
    registry = Registry({}, {PAGE: made, READER: shows})
    assert shown_to(catalogue, registry, PAGE) == told
    if findings and not figures:
        assert shown_to(catalogue, registry, READER) == told
    assert shown_to(catalogue, registry, "chapters/reference/data/arrivals") == "2025-11"


def test_what_is_quoted_from_a_table_without_a_reach_says_nothing(small_book: Project) -> None:
    catalogue = edited(small_book, "arrivals", coverage={})
    registry = Registry({}, {PAGE: Contribution(findings={"one": value("2018-12-19")})})
    assert shown_to(catalogue, registry, PAGE) == ""
