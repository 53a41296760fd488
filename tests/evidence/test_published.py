"""The description of findings.json is the description of what is written."""

from __future__ import annotations

import json

import jsonschema
import pytest

from examples import a_claim, a_finding
from retorno.evidence import findings_json
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.registry import Contribution, Registry
from retorno.evidence.verdicts import judge

RISE = a_finding(3.0, unit="percent", quantity="change", low=1.0, high=5.0)


def written(claim: Claim, found: Finding | None) -> object:
    """The registry of one claim and what measures it, as the build writes it."""
    page = Contribution(verdicts={claim.id: judge(claim, *([found] if found else []))}, inputs={"data/a.csv": "0" * 64})
    if found:
        page.findings[found.id] = found
    return json.loads(json.dumps(Registry({claim.id: claim}, {"chapters/analyses/arrivals": page}).as_list()))


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (a_claim(100.0), a_finding(100.0)),
        (a_claim(100.0), None),
        (a_claim(None, None, "list", unit="places", members=("PAN", "COL")), a_finding(["PAN"], unit="places")),
        (a_claim(None, None, "rise", unit="direction", quantity="change"), RISE),
    ],
    ids=["number", "as reported", "list", "direction"],
)
def test_what_is_written_fits_the_schema(claim: Claim, found: Finding | None) -> None:
    schema = findings_json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(written(claim, found), schema, cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_not_described() -> None:
    entries = json.loads(json.dumps(Registry({"a-claim": a_claim()}, {}).as_list()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**entries[0], "unknown": 1}], findings_json.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**entries[0], "verdict": "true"}], findings_json.schema())


def test_the_table_names_every_field() -> None:
    names = [name for name, _, _ in findings_json.rows()]
    assert len(names) == len(set(names))
    assert {"id", "published.value", "computed.precision", "inputs"} <= set(names)
