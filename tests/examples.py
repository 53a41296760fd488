"""Claims and findings to test with: plain ones, of which a test changes what it is about."""

from __future__ import annotations

from typing import Any

from retorno.claims import Claim
from retorno.findings import Finding, finding


def a_claim(
    value: float | None = 100.0, precision: float | None = 1.0, comparator: str = "equal", **changed: Any
) -> Claim:
    """A claim of persons, or of whatever *changed* says."""
    about: dict[str, Any] = {
        "id": "a-claim",
        "source": "news2025",
        "locator": "paragraph 1",
        "statement": "Persons were counted.",
        "value": value,
        "comparator": comparator,
        "text": str(value),
        "precision": precision,
        "unit": "persons",
        "members": (),
        "population": "persons",
        "place": "PAN",
        "period": "2025-05",
        "analysis": "arrivals",
        "finding": "",
        "note": "",
    }
    return Claim(**{**about, **changed})


def a_finding(value: Any = 100.0, id: str = "a-finding", **changed: Any) -> Finding:
    """A finding of persons, or of whatever *changed* says."""
    about: dict[str, Any] = {
        "unit": "persons",
        "precision": 1,
        "statement": "Persons counted.",
        "period": "2025-05",
        "place": "PAN",
    }
    return finding(id, value, **{**about, **changed})
