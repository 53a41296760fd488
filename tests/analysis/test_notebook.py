"""The names that an analysis imports: what they refuse, and what they hand to the book."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from retorno.evidence.findings import FindingError
from retorno.evidence.media_types import FIGURE, FINDING, VERDICT
from retorno.project.paths import Project
from retorno.project.problems import ContentError

RECORD: dict[str, Any] = {
    "unit": "percent",
    "precision": 0.1,
    "statement": "Change.",
    "period": "2025-05",
    "place": "PAN",
    "quantity": "change",
    "base": "2024-05",
    "population": "registered arrivals",
}


class Shown:
    """A session of the small book, and everything that it displayed."""

    def __init__(self, session: Any, bundles: list[dict[str, Any]]) -> None:
        self.session, self.bundles = session, bundles


@pytest.fixture
def notebook(small_book: Project, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.chdir(small_book.chapters / "analyses")
    from retorno.analysis import notebook

    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(notebook, "show", bundles.append)
    return Shown(notebook.Session(), bundles)


def test_a_finding_is_shown_and_knows_what_was_read(notebook: Shown) -> None:
    notebook.session.record("before-reading", 1, **RECORD)
    notebook.session.load("arrivals")
    notebook.session.load("arrivals")
    notebook.session.record("after-reading", -49.5, **RECORD)
    before, after = (bundle[FINDING] for bundle in notebook.bundles)
    assert (before["datasets"], after["datasets"]) == ((), ("arrivals",))
    assert (after["id"], after["value"], after["unit"]) == ("after-reading", -49.5, "percent")
    assert notebook.bundles[1]["text/plain"] == "Change. −49.5%"


def test_a_value_names_the_tables_from_which_it_was_computed(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    notebook.session.load("places")
    with pytest.raises(FindingError, match=r"2 data sets have been read \(arrivals, places\): say from which"):
        notebook.session.record("change", 1, **RECORD)
    with pytest.raises(FindingError, match=r"“arrival” has not been read above. Did you mean “arrivals”\?"):
        notebook.session.record("change", 1, datasets="arrival", **RECORD)
    notebook.session.record("change", 1, datasets="arrivals", **RECORD)
    notebook.session.record("other", 1, datasets=["places", "arrivals"], **RECORD)
    assert [bundle[FINDING]["datasets"] for bundle in notebook.bundles] == [("arrivals",), ("places", "arrivals")]


def test_a_source_that_is_named_is_one_of_the_tables(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    notebook.session.record("arrivals-known", 1, sources="office2025", **RECORD)
    assert notebook.session.findings["arrivals-known"].sources == ("office2025",)
    with pytest.raises(FindingError, match=r"“office2024” is no source of its data sets. Did you mean “office2025”\?"):
        notebook.session.record("arrivals-unknown", 1, sources=["office2024"], **RECORD)


def test_a_finding_is_recorded_once(notebook: Shown) -> None:
    notebook.session.record("change", 1, **RECORD)
    with pytest.raises(FindingError, match="change is recorded twice"):
        notebook.session.record("change", 2, **RECORD)
    assert notebook.session.findings["change"].value == 1


def test_what_cannot_be_published_is_not_recorded(notebook: Shown) -> None:
    with pytest.raises(FindingError, match="missing or infinite"):
        notebook.session.record("change", float("nan"), **RECORD)
    assert (notebook.session.findings, notebook.bundles) == ({}, [])


def test_an_unknown_table_is_answered_with_the_nearest(notebook: Shown) -> None:
    with pytest.raises(ContentError, match="Did you mean “arrivals”"):
        notebook.session.load("arrival")


def test_a_verdict_is_shown_with_its_manner(notebook: Shown) -> None:
    notebook.session.record("arrivals-change", -49.5, **RECORD)
    notebook.session.judge("arrivals-fell", "arrivals-change")
    shown = notebook.bundles[-1][VERDICT]
    assert (shown["claim"], shown["kind"], shown["manner"]) == ("arrivals-fell", "reproduced", "rounded")
    assert notebook.bundles[-1]["text/plain"].endswith("The data give it: −49.5%.")


def test_nothing_to_judge_with_is_as_reported(notebook: Shown) -> None:
    notebook.session.judge("arrivals-fell")
    assert notebook.bundles[-1][VERDICT]["kind"] == "as-reported"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("arrivals-fall",), "no claim “arrivals-fall” in data/claims.csv. Did you mean “arrivals-fell”?"),
        (("arrivals-fell", "change"), "“change” has not been recorded above. Did you mean “a-change”?"),
    ],
)
def test_unknown_ids_are_answered_with_the_nearest(notebook: Shown, arguments: tuple[str, ...], said: str) -> None:
    notebook.session.record("a-change", 1, **RECORD)
    with pytest.raises(FindingError) as refused:
        notebook.session.judge(*arguments)
    assert said in str(refused.value)


def test_an_unknown_figure_of_something_else(notebook: Shown) -> None:
    with pytest.raises(FindingError, match="“other” has not been recorded above"):
        notebook.session.judge("arrivals-fell", elsewhere="other")


def test_a_claim_is_judged_once(notebook: Shown) -> None:
    notebook.session.judge("arrivals-fell")
    with pytest.raises(FindingError, match="arrivals-fell is judged twice"):
        notebook.session.judge("arrivals-fell")


FRAME = pd.DataFrame({"period": ["2024", "2025"], "value": [2000, 1010]})
FIGURE_TEXTS: dict[str, Any] = {
    "id": "arrivals",
    "title": "Arrivals fell",
    "caption": "Registrations.",
    "alt": "Two bars.",
}


def chart(data: Any = FRAME) -> alt.Chart:
    return alt.Chart(data).mark_bar().encode(x="period:N", y="value:Q")


def test_a_figure_carries_its_text_its_table_and_its_data_sets(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    notebook.session.figure(chart(), **FIGURE_TEXTS)
    shown = notebook.bundles[-1][FIGURE]
    assert {name: shown[name] for name in FIGURE_TEXTS} == FIGURE_TEXTS
    assert shown["csv"] == "period,value\n2024,2000\n2025,1010\n"
    assert list(shown["datasets"]) == ["arrivals"]


def test_a_figure_can_show_none_of_the_data_sets_that_were_read(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    notebook.session.figure(chart(), **FIGURE_TEXTS, source="Source: assumptions", datasets=[])
    assert list(notebook.bundles[-1][FIGURE]["datasets"]) == []
    assert notebook.session.shown == {"arrivals": ()}


@pytest.mark.parametrize("name", ["title", "caption", "alt"])
def test_a_figure_without_its_text_is_refused(notebook: Shown, name: str) -> None:
    notebook.session.load("arrivals")
    with pytest.raises(FindingError, match=f"figure arrivals: {name}=… is empty"):
        notebook.session.figure(chart(), **{**FIGURE_TEXTS, name: " "})
    assert notebook.bundles == []


def test_a_figure_without_a_table_is_refused(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    with pytest.raises(FindingError, match="give the table behind the chart"):
        notebook.session.figure(chart("data.csv"), **FIGURE_TEXTS)
    notebook.session.figure(chart(FRAME), table=FRAME[["value"]], **FIGURE_TEXTS)
    assert notebook.bundles[-1][FIGURE]["csv"] == "value\n2000\n1010\n"


@pytest.mark.parametrize("id", ["", "Arrivals", 'a" onload="x', "a b"])
def test_a_figure_has_an_id_of_the_books_form(notebook: Shown, id: str) -> None:
    notebook.session.load("arrivals")
    with pytest.raises(FindingError, match="is no id"):
        notebook.session.figure(chart(), **{**FIGURE_TEXTS, "id": id})


def test_a_figure_is_shown_once(notebook: Shown) -> None:
    notebook.session.load("arrivals")
    notebook.session.figure(chart(), **FIGURE_TEXTS)
    with pytest.raises(FindingError, match="figure arrivals is shown twice"):
        notebook.session.figure(chart(), **FIGURE_TEXTS)


def test_the_register_is_read_once(notebook: Shown) -> None:
    with pytest.raises(FindingError, match="there is no claim"):
        notebook.session.judge("no-such-claim")
    notebook.session.project.data.joinpath("claims.csv").unlink()
    notebook.session.judge("arrivals-fell")
    assert notebook.bundles[-1][VERDICT]["claim"] == "arrivals-fell"
