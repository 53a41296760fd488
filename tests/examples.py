"""Claims and findings to test with: plain ones, of which a test changes what it is about."""

from __future__ import annotations

from typing import Any

from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding, finding


def a_claim(
    value: float | None = 100.0, precision: float | None = 1.0, comparator: str = "equal", **changed: Any
) -> Claim:
    """A claim of persons, or of whatever *changed* says."""
    about: dict[str, Any] = {
        "id": "a-claim",
        "source": "news2025",
        "locator": "paragraph 1",
        "quote": "persons were counted",
        "speaker": "the text itself",
        "statement": "Persons were counted.",
        "value": value,
        "comparator": comparator,
        "text": str(value),
        "printed": str(value),
        "upper": None,
        "step": precision,
        "digit": precision,
        "unit": "persons",
        "quantity": "flow",
        "members": (),
        "population": "persons",
        "place": "PAN",
        "period": "2025-05",
        "base": "",
        "differs": {},
        "analysis": "arrivals",
        "note": "",
    }
    return Claim(**{**about, **changed})


def a_finding(value: Any = 100.0, id: str = "a-finding", **changed: Any) -> Finding:
    """A finding of persons, or of whatever *changed* says."""
    about: dict[str, Any] = {
        "quantity": "flow",
        "population": "persons",
        "unit": "persons",
        "precision": 1,
        "statement": "Persons counted.",
        "period": "2025-05",
        "place": "PAN",
    }
    return finding(id, value, **{**about, **changed})
