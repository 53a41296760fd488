"""The verdict as one sentence, made from its parts."""

from __future__ import annotations

import re

import pytest

from examples import a_claim, a_finding
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.sentences import TEMPLATES, sentence
from retorno.evidence.verdicts import judge
from retorno.evidence.wording import Words
from verdict_cases import CASES, REFUSED, Case, change, data, listed, measured, percent, places, says, way


def told(claim: Claim, locale: str = "en", **evidence: object) -> str:
    """The sentence for a claim and its evidence."""
    measures = evidence.pop("measures", ())
    verdict = judge(claim, *measures, **evidence)  # type: ignore[arg-type, misc]
    found = [one for one in (*measures, *evidence.values()) if isinstance(one, Finding)]  # type: ignore[misc]
    return sentence(claim, verdict, {one.id: one for one in found}, Words(locale))


NO_PERIOD = {"quantity": "stock", "period": "", "differs": {"period": "none given"}}
THEN = data(271_642_105, id="then", quantity="stock", period="2019", precision=100_000)
NOW = data(304_021_813, quantity="stock", period="2024", precision=100_000)


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        (
            says("equal", "272 million", **NO_PERIOD),
            measured(NOW, earlier=THEN),
            "Correct for 2019; the figure for 2024 is 304.0 million.",
        ),
        (
            says("over", "272 million", **NO_PERIOD),
            measured(NOW, earlier=THEN),
            "Correct for 2019 but for the “over” (it was 271.6 million); the figure for 2024 is 304.0 million.",
        ),
        (
            says("over", "100,000"),
            {"at_least": data(2_906_159)},
            "True, and far too small: at least 29 times as many. Persons counted: 2,906,159 persons.",
        ),
        (
            says("over", "100,000", differs={"unit": "events; nobody counts persons"}),
            measured(data(2_906_159, "events", statement="Expulsions.")),
            "True, and far too small, though the data count events and not persons. Expulsions: 2,906,159 events.",
        ),
        (
            says("order", "thousands"),
            measured(data(531_670)),
            "True, and far too small a word. Persons counted: 531,670 persons.",
        ),
        (
            says("over", "triple", "ratio", quantity="change"),
            measured(change(9, "ratio", statement="Change in requests.")),
            "True, and far too small. Change in requests: 9 times.",
        ),
        (
            says("some"),
            measured(data(5_438, statement="Registered.")),
            "True as far as it can be tested, for no least size is stated. Registered: 5,438 persons.",
        ),
        (
            way("rise"),
            measured(change(21, statement="Removals. They are events."), basis="single-report"),
            "One other report shows it. Removals: 21%. They are events.",
        ),
        (
            percent("93 %", fall=True),
            measured(change(-60)),
            "Too large: the data give −60%, 33 percentage points less.",
        ),
        (percent("93 %", fall=True), measured(change(-92.6, precision=0.1)), "The data give it: −92.6%."),
        (
            percent("99.7 %", fall=True),
            measured(change(-99.7505, precision=0.01)),
            "The data give −99.75%: the last digit was left out, not rounded.",
        ),
        (
            places("list", "USA", "ESP", "BRA"),
            measured(listed("USA", "ESP", "CAN")),
            "In part: the data give United States, Spain and Canada; they do not bear out Brazil.",
        ),
        (
            way("rise"),
            measured(
                change(21, id="removals", statement="Removals."), change(-22, id="arrivals", statement="Arrivals.")
            ),
            "The evidence points both ways. For it: Removals: 21%. Against it: Arrivals: −22%.",
        ),
        (way("rise"), measured(change(-12)), "The data say otherwise: −12%."),
        (a_claim(), {}, "One source says so, and nothing published lets anybody else check it."),
        (a_claim(), {"checkable": False, "because": "it is a wish."}, "It cannot be checked: it is a wish."),
        (
            says("over", "100,000"),
            {"at_most": data(150_000)},
            "A limit does not decide it. Persons counted: 150,000 persons.",
        ),
        (
            says("over", "740 million"),
            {"elsewhere": data(740e6, statement="People who moved at home."), "because": "The number is the same."},
            "The figure counts something else. People who moved at home: 740,000,000 persons. The number is the same.",
        ),
    ],
)
def test_a_sentence(claim: Claim, evidence: dict[str, object], said: str) -> None:
    assert told(claim, **evidence) == said


@pytest.mark.parametrize("case", [case for case in CASES if case.verdict != REFUSED], ids=lambda case: case.why)
def test_every_verdict_has_a_whole_sentence(case: Case) -> None:
    said = told(case.claim, **dict(case.evidence))
    assert re.fullmatch(r"\S.*[.]", said), said
    assert not re.search(r"\(\)|: \.|, \.|  |None|\{|\}", said), said


def test_the_templates_of_an_edition_are_used() -> None:
    claim = says("equal", "272 million", **NO_PERIOD)
    verdict = judge(claim, NOW, earlier=THEN)
    spanish = {TEMPLATES["outdated"]: "Correcto para {then}; la cifra de {now} es {plain}."}
    said = sentence(claim, verdict, {THEN.id: THEN, NOW.id: NOW}, Words("es", lambda text: spanish.get(text, text)))
    assert said == "Correcto para 2019; la cifra de 2024 es 304,0 millones."


def test_no_template_holds_a_number() -> None:
    assert not [template for template in TEMPLATES.values() if re.search(r"\d", template)]


def test_a_label_tells_what_it_is() -> None:
    claim = says("exact", "2º", "paragraph", quantity="label")
    found = a_finding(4, unit="paragraph", quantity="label", statement="Paragraph on the return.")
    assert told(claim, measures=(found,)) == "It is otherwise. Paragraph on the return: 4."
    right = a_finding(2, unit="paragraph", quantity="label", statement="Paragraph on the return. It is short.")
    assert told(claim, measures=(right,)) == "So it is. Paragraph on the return: 2. It is short."
    once = told(claim, measures=(right,), basis="single-report")
    assert once == "One other report gives it. Paragraph on the return: 2. It is short."
