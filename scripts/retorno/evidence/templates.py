"""Texts with named places: “{count} in {month}”, and how a text was made of one.

A place is a name in braces and nothing else; whatever fills it is text, and stays text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from retorno.evidence.findings import UNITS

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
LETTERS = re.compile(r"[^\W\d_]")
"""What makes a text one that can be translated: a letter."""

Saying = Mapping[str, Any]
"""How a notebook made a text (:class:`retorno.analysis.sayings.Sayings`): one of

``{"template": text, "places": {name: text}}``, ``{"parts": [text], "between": text}``,
``{"number": [value, precision, unit]}``, ``{"period": ISO 8601, "short": bool}``.
"""


def names(template: str) -> set[str]:
    """The names of the places of a template."""
    return set(PLACE.findall(template))


def filled(template: str, places: Mapping[str, object]) -> str:
    """*template* with its places filled; one that is not given stays as it is."""
    return PLACE.sub(lambda place: str(places.get(place[1], place[0])), template)


def parts(saying: Saying) -> list[str]:
    """The texts of which a text was put together."""
    return [*saying.get("parts", ()), *saying.get("places", {}).values()]


def put_together(saying: Saying, told: Callable[[str], str], say: Callable[[str], str]) -> str:
    """The text of a template or of parts; *told* words each part, *say* the template."""
    if "template" in saying:
        return filled(say(saying["template"]), {name: told(part) for name, part in saying["places"].items()})
    return str(saying["between"]).join(map(told, saying["parts"]))


def fits(text: str, saying: Saying) -> bool:
    """Whether *text* was made as *saying* tells; strangers' notebooks may hand over anything.

    What holds of it is enough for every text to be made again in as many steps as it has letters.
    """
    try:
        if "number" in saying:
            value, precision, unit = saying["number"]
            finite = type(value) is float and math.isfinite(value) and 0 < precision < math.inf
            return finite and (unit in UNITS or not unit)
        if "period" in saying:
            return isinstance(saying["period"], str) and isinstance(saying["short"], bool)
        same = put_together(saying, lambda part: part, lambda template: template) == text
        shorter = all(len(part) < len(text) for part in parts(saying))
        return same and shorter and ("places" not in saying or names(saying["template"]) == saying["places"].keys())
    except (TypeError, KeyError, ValueError, AttributeError):
        return False
