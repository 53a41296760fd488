"""What an analysis puts together by hand, past ``record``, ``judge`` and ``figure``, enters no page."""

from __future__ import annotations

from typing import Any

import pytest

from retorno.evidence.media_types import FIGURE, FINDING, VERDICT
from retorno.execution.media import shown
from sphinx_keyed_execution.hooks import NotShown

NO_ID = {"id": "x y", "value": 1, "unit": "persons", "precision": 1, "statement": "s", "period": "1", "datasets": []}

BY_HAND: dict[str, tuple[str, Any, str]] = {
    "finding-by-hand": (FINDING, {"id": "x"}, "a finding that record() did not give"),
    "finding-of-nothing": (FINDING, NO_ID, "a finding that is none: “x y” is no id"),
    "finding-with-html": (FINDING, "<script>", "a finding that record() did not give"),
    "verdict-by-hand": (VERDICT, {"claim": "x", "kind": "<b>"}, "a verdict that judge() did not give"),
    "verdict-of-nothing": (VERDICT, [1], "a verdict that judge() did not give"),
    "figure-by-hand": (
        FIGURE,
        {"id": "x", "svg": {"wide": "<svg onload=1>"}},
        "a figure that figure() did not give",
    ),
    "figure-of-nothing": (FIGURE, None, "a figure that figure() did not give"),
    "markup": ("text/html", "<script>1</script>", "HTML with the element <script>"),
    "chart": ("text/html", "<div onload=1></div>", "the attribute onload=“1” of <div>"),
    "script": ("application/javascript", "alert(1)", "“application/javascript”, which is not published here"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_is_put_together_by_hand_is_refused(name: str) -> None:
    medium, content, said = BY_HAND[name]
    with pytest.raises(NotShown) as raised:
        shown({medium: content, "text/plain": "x"})
    assert said in str(raised.value)
