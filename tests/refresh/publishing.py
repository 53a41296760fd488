"""What a publisher would answer, made from numbers: the inverse of each reader.

The forms are those that the readers' docstrings describe. Nothing here was recorded from a publisher.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from retorno.refresh import Observation
from retorno.refresh.codes import OWN, _alpha3, from_m49

ALPHA2 = {alpha3: alpha2 for alpha2, alpha3 in {**_alpha3(), **OWN}.items()}
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def eurostat(found: Sequence[Observation]) -> bytes:
    """JSON-stat with the cells that are filled; a label is given as the property “NAME label”."""
    names = [name for name in found[0].properties if not name.endswith(" label")]
    cells = [[*(_code(name, one.properties[name]) for name in names), _quarter(one.period)] for one in found]
    ids = [*names, "time"]
    codes = [sorted({cell[place] for cell in cells}) for place in range(len(ids))]
    value = {}
    for cell, one in zip(cells, found, strict=True):
        position = 0
        for place, code in enumerate(cell):
            position = position * len(codes[place]) + codes[place].index(code)
        value[str(position)] = one.value
    labels = {name.removesuffix(" label"): told for name, told in found[0].properties.items() if " label" in name}
    dimension = {
        name: {
            "category": {
                "index": {code: place for place, code in enumerate(of)},
                "label": {code: labels.get(name, code) for code in of},
            }
        }
        for name, of in zip(ids, codes, strict=True)
    }
    answer = {"version": "2.0", "id": ids, "size": [len(of) for of in codes], "dimension": dimension, "value": value}
    return json.dumps(answer).encode()


def _code(name: str, value: str) -> str:
    return ALPHA2.get(value, value) if name in ("geo", "citizen") else value


def _quarter(period: str) -> str:
    return f"{period[:4]}-Q{int(period[-2:]) // 3}" if "/" in period else period


def worldbank(found: Sequence[Observation]) -> bytes:
    items = [
        {
            "indicator": {"id": one.properties["indicator"]},
            "countryiso3code": one.properties["place"],
            "date": one.period,
            "value": one.value,
        }
        for one in found
    ]
    return json.dumps([{"page": 1, "pages": 1, "per_page": 20000, "total": len(items)}, items]).encode()


def unhcr(found: Sequence[Observation]) -> bytes:
    """One item a year and origin, with the measures as properties; sums have no origin."""
    items: dict[tuple[str, str], dict[str, object]] = {}
    for one in found:
        origin = one.properties.get("origin", "-")
        item = items.setdefault((one.period, origin), {"year": int(one.period), "coo_iso": origin, "coa_iso": "-"})
        item[one.properties["measure"]] = one.value
    return json.dumps({"page": 1, "maxPages": 1, "items": list(items.values())}).encode()


def cbp(found: Sequence[Observation]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["Fiscal Year", "Month (abbv)", "Land Border Region", "Encounter Count"])
    for one in found:
        year, month = int(one.period[:4]), int(one.period[5:7])
        writer.writerow([year + (month >= 10), MONTHS[month - 1], "Other", int(one.value)])
    return stream.getvalue().encode()


def undesa(found: Sequence[Observation]) -> bytes:
    """The workbook's sheet with its three blocks of years; only both sexes are filled."""
    numbers = {from_m49(number): number for number in range(1000)}
    years = sorted({one.period for one in found})
    lines: dict[tuple[str, str], dict[str, float]] = {}
    for one in found:
        lines.setdefault((one.properties["destination"], one.properties["origin"]), {})[one.period] = one.value
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Table 1"
    page.append(["Location code of destination", "Location code of origin", *(int(year) for year in years * 3)])
    for (destination, origin), values in lines.items():
        both = [values.get(year, "..") for year in years]
        page.append([numbers[destination], numbers[origin], *both, *[".."] * (2 * len(years))])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PUBLISHERS: Mapping[str, object] = {
    "eurostat": eurostat,
    "worldbank": worldbank,
    "unhcr": unhcr,
    "cbp": cbp,
    "undesa": undesa,
}
