"""The bundle of a figure explains itself, and is the same on every day."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from retorno.book.figures import figure_bundle
from retorno.evidence.book_citation import Citation
from retorno.evidence.book_figures import Figure
from retorno.evidence.catalogue import DataSet
from retorno.evidence.wording import ENGLISH

FIGURE = Figure(
    "arrivals", "They fell", "Events.", "Two bars.", "Source: Office", "June 2025", (), (), "a\n1\n", {}, None
)
DATA = DataSet(
    "arrivals",
    Path("arrivals.csv"),
    {
        "title": "Arrivals",
        "sources": [{"title": "Office", "path": "https://example.org"}],
        "licenses": [{"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "retorno:counts": "Registrations.",
        "retorno:breaks": [{"at": "2024", "what": "new form"}],
        "retorno:caveats": ["An example."],
    },
)


def described() -> dict[str, Any]:
    """The metadata of the example."""
    return figure_bundle.metadata(FIGURE, 3, Citation("How to cite it.", "@misc{x}"), [DATA], "chapters/a", ENGLISH)


def test_the_readme_has_definition_source_licence_and_citation() -> None:
    text = figure_bundle.readme(described(), ENGLISH)
    for part in ("Figure 3. They fell", "Definition: Registrations.", "Office https://example.org", "CC BY 4.0",
                 "Break: 2024: new form", "An example.", "How to cite it.", "@misc{x}", "June 2025"):  # fmt: skip
        assert part in text


def test_a_figure_of_no_data_set_says_so_instead_of_an_empty_list_alone() -> None:
    made = replace(FIGURE, source="Source: synthetic data", vintage="")
    told = figure_bundle.metadata(made, 3, Citation("How to cite it.", "@misc{x}"), [], "chapters/a", ENGLISH)
    assert (told["datasets"], told["made_of"]) == ([], figure_bundle.NO_DATA_SET)
    text = figure_bundle.readme(told, ENGLISH)
    assert f"Source: synthetic data\n\nWhat it is made of\n{figure_bundle.NO_DATA_SET}" in text
    assert "Data:" not in text
    assert "made_of" not in described()


def test_the_archive_holds_all_and_is_always_the_same() -> None:
    one, other = (figure_bundle.archive("arrivals", "a\n1\n", described(), ENGLISH) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["arrivals/arrivals.csv", "arrivals/README.txt", "arrivals/metadata.json"]
        assert archive.read("arrivals/arrivals.csv") == b"a\n1\n"
        assert json.loads(archive.read("arrivals/metadata.json"))["datasets"][0]["definition"] == "Registrations."
