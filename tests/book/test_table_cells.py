"""Numbers at the end of their cells, dates on one line, the name of the column beside each cell on a phone."""

from __future__ import annotations

import pytest
from docutils import nodes

from retorno.book.state.node_builders import table
from retorno.book.theme import table_cells


def told(rows: list[list[str]], header: tuple[str, ...] = ("When", "What", "Count")) -> nodes.table:
    made = table(header, rows)
    table_cells.tell(made)
    return made


def classes(made: nodes.table, column: int) -> list[list[str]]:
    rows = [row for body in made.findall(nodes.tbody) for row in body.findall(nodes.row)]
    return [row[column]["classes"] for row in rows]


def test_cells_of_numbers_and_dates() -> None:
    made = told([["20 January 2025", "a rule", "29,259"], ["May 2025", "5", "−92.6%"]])
    assert classes(made, 0) == [["date"], ["date"]]
    assert classes(made, 1) == [[], []]
    assert classes(made, 2) == [["number"], ["number"]]
    assert "stacked" in made["classes"]
    assert [entry.get("label") for entry in made.findall(nodes.entry)][3:] == ["When", "What", "Count"] * 2


@pytest.mark.parametrize("cells", [["2024", "2025"], ["", ""], ["12", "n.d."]])
def test_years_and_mixtures_are_no_numbers(cells: list[str]) -> None:
    made = told([["a", "b", cell] for cell in cells])
    assert classes(made, 2) == [[], []]


def test_two_columns_are_not_stacked() -> None:
    made = told([["a", "1"]], ("What", "Count"))
    assert "stacked" not in made["classes"]


def test_tables_of_libraries_have_minus_signs() -> None:
    assert table_cells.numbers("<td>-99.754</td><td>a-1</td>") == '<td class="number">−99.754</td><td>a-1</td>'
