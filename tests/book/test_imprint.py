"""How far the data reach, as a page says beneath its title."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retorno.book.theme.imprint import data_to
from retorno.evidence.catalogue import Catalogue
from retorno.project.paths import Project


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
