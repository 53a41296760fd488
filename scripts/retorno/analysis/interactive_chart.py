"""A chart for browsers, known without the libraries that draw."""

from __future__ import annotations

import copy
from typing import Any

from retorno.analysis.dimensions import FONT


def interactive(specification: dict[str, Any]) -> dict[str, Any]:
    """The specification as a browser shows it on request: with tooltips, on a ground that lets the page through."""
    made = copy.deepcopy(specification)
    made["background"] = None
    config = made.setdefault("config", {})
    config["font"] = FONT  # a page has the others, too, until its own face has come
    config["mark"] = {**config.get("mark", {}), "tooltip": True}
    # A tooltip on a line needs something to point at.
    config["line"] = {**config.get("line", {}), "point": {"size": 90, "opacity": 0.001}}
    for kind in ("text", "rule"):
        config[kind] = {**config.get(kind, {}), "tooltip": None}
    return made
