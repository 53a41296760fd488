"""Codes of places as publishers write them, as ISO 3166 alpha-3."""

from __future__ import annotations

from functools import cache

from babel.core import get_global

OWN = {"EL": "GRC", "UK": "GBR", "XK": "XKX"}
"""Alpha-2 codes that Eurostat uses and ISO does not."""

WITHDRAWN = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
"""Alpha-3 codes of countries that are no more, which the repository still knows."""

WORLD_AND_REGIONS = {
    900: "WLD",
    903: "M49_002",
    904: "M49_419",
    905: "M49_021",
    908: "M49_150",
    909: "M49_009",
    935: "M49_142",
}
"""Location codes of the United Nations' workbooks for the world and its regions, as ``data/places.csv`` has them."""


@cache
def _alpha3() -> dict[str, str]:
    """Alpha-2 to alpha-3, from the Unicode Common Locale Data Repository."""
    return {
        codes[0]: name
        for name, codes in get_global("territory_aliases").items()
        if len(name) == 3 and name.isalpha() and len(codes) == 1 and name not in WITHDRAWN
    }


def from_alpha2(code: str) -> str:
    """*DE* as ``DEU``; a code that is none is given back as it is."""
    return OWN.get(code) or _alpha3().get(code, code)


def from_m49(number: int) -> str:
    """*276* as ``DEU``; what is no country, region or world becomes ``M49_…``."""
    if number in WORLD_AND_REGIONS:
        return WORLD_AND_REGIONS[number]
    found = get_global("territory_aliases").get(f"{number:03}", [])
    return _alpha3().get(found[0], f"M49_{number:03}") if len(found) == 1 else f"M49_{number:03}"
