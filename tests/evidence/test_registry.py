"""The registry joins what pages gave, and says what does not fit together."""

from __future__ import annotations

import json
from typing import Any

from examples import a_claim, a_finding
from retorno.evidence.registry import Contribution, Registry, given_twice, unjudged
from retorno.evidence.verdicts import judge

ANALYSIS = "chapters/analyses/arrivals"
CLAIM = a_claim(-50, 1, unit="percent", quantity="change")
CHANGE = a_finding(
    -49.5, id="change", unit="percent", precision=0.1, datasets=("z", "arrivals"), quantity="change", base=""
)


def pages(**more: Contribution) -> dict[str, Contribution]:
    """An analysis that judges the claim, and a chapter that shows it."""
    return {
        "index": Contribution(uses={"finding:change", "claim:a-claim"}),
        ANALYSIS: Contribution(
            findings={"change": CHANGE},
            verdicts={"a-claim": judge(CLAIM, CHANGE)},
            uses={"finding:change"},
            inputs={"scripts/b.py": "2", "data/arrivals.csv": "1"},
        ),
        **more,
    }


def registry(**more: Contribution) -> Registry:
    return Registry({"a-claim": CLAIM}, pages(**more))


def test_an_entry_says_where_a_value_comes_from_and_where_it_is_shown() -> None:
    entry = registry().entry("finding:change")
    assert (entry.page, entry.used_on) == (ANALYSIS, (ANALYSIS, "index"))
    assert entry.inputs["data/arrivals.csv"] == "1"
    assert registry().entry("claim:a-claim").used_on == ("index",)
    nowhere = registry().entry("finding:unknown")
    assert (nowhere.page, nowhere.used_on, dict(nowhere.inputs)) == ("", (), {})


def test_pages_are_found_by_what_they_show_and_what_they_read() -> None:
    assert registry().pages_reading("arrivals") == [ANALYSIS]
    assert registry().pages_reading("arriv") == []


def test_the_published_list_has_what_is_promised() -> None:
    claim, found = registry().as_list()
    promised = {
        "id",
        "kind",
        "statement",
        "source",
        "published",
        "computed",
        "verdict",
        "page",
        "datasets",
        "used_on",
        "inputs",
    }
    assert promised <= claim.keys()
    assert promised <= found.keys()
    assert (claim["kind"], claim["verdict"], claim["manner"], claim["gap"]) == ("claim", "reproduced", "rounded", 0.5)
    published = {"value": -50, "text": "-50", "unit": "percent", "period": "2025-05"}
    assert claim["published"] == {**published, "comparator": "equal", "quantity": "change", "base": ""}
    expected = {"value": -49.5, "unit": "percent", "precision": 0.1, "period": "2025-05", "place": "PAN"}
    more = {"quantity": "change", "base": "", "low": None, "high": None}
    assert claim["computed"] == found["computed"] == {**expected, **more}
    assert claim["sentence"] == "The data give it: −49.5%."
    assert claim["basis"] == "recomputed"
    assert claim["page"] == f"{ANALYSIS}.html"
    assert claim["datasets"] == ["arrivals", "z"]
    assert list(found["inputs"]) == ["data/arrivals.csv", "scripts/b.py"]
    json.dumps(registry().as_list(), allow_nan=False)


def test_the_published_list_does_not_depend_on_the_order_of_reading() -> None:
    backwards = dict(reversed(list(pages(other=Contribution(findings={"a": a_finding(id="a")})).items())))
    assert (
        Registry({"a-claim": CLAIM}, backwards).as_list()
        == registry(other=Contribution(findings={"a": a_finding(id="a")})).as_list()
    )


def test_a_claim_that_nobody_judged_has_no_verdict() -> None:
    (claim,) = Registry({"a-claim": CLAIM}, {}).as_list()
    assert (claim["verdict"], claim["computed"], claim["page"], claim["datasets"]) == (None, None, None, [])


def test_a_list_is_published_as_a_list() -> None:
    claim = a_claim(None, None, "list", unit="places", members=("USA", "ESP"))
    found = a_finding(["ESP", "USA"], unit="places")
    given = Contribution(findings={"a-finding": found}, verdicts={"a-claim": judge(claim, found)})
    published, _ = Registry({"a-claim": claim}, {ANALYSIS: given}).as_list()
    assert (published["published"]["value"], published["computed"]["value"]) == (["USA", "ESP"], ["ESP", "USA"])


def problems(claims: Any, pages: dict[str, Contribution]) -> list[tuple[str, int, str, str]]:
    found = [*unjudged({claim.id: claim for claim in claims}, pages), *given_twice(pages)]
    assert all(problem.right for problem in found)
    return [(problem.file, problem.line, problem.place, problem.wrong) for problem in found]


def test_what_fits_together_is_no_problem() -> None:
    assert problems([CLAIM], pages()) == []


def test_a_claim_whose_analysis_is_missing() -> None:
    (found,) = problems([CLAIM], {})
    wrong = "claim a-claim: its analysis chapters/analyses/arrivals.md never judges it"
    assert found == ("data/claims.csv", 0, "column id", wrong)


def test_a_claim_that_its_analysis_does_not_judge() -> None:
    silent = {**pages(), ANALYSIS: Contribution(findings={"change": CHANGE})}
    assert [place for _, _, place, _ in problems([CLAIM], silent)] == ["column id"]
    elsewhere = {**silent, "chapters/analyses/other": Contribution(verdicts={"a-claim": judge(CLAIM, CHANGE)})}
    assert [place for _, _, place, _ in problems([CLAIM], elsewhere)] == ["column id"]


def test_one_value_comes_from_one_page() -> None:
    twice = pages(**{"chapters/analyses/later": pages()[ANALYSIS]})
    found = problems([CLAIM], twice)
    assert [(file, place) for file, _, place, _ in found] == [
        ("chapters/analyses/later.md", "finding change"),
        ("chapters/analyses/later.md", "verdict a-claim"),
    ]
    assert all("already given in chapters/analyses/arrivals.md" in wrong for *_, wrong in found)
