"""Charts of slides: numbers by category, from findings or from a table of the book, told in words as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retorno.evidence.catalogue import Catalogue
from retorno.project.csv_tables import records
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import UnknownNumber
from retorno.teaching.sources import Material

CHARTS = ("column", "line", "bar")
PLAIN = "#,##0"
"""How a number is written above its mark where nothing else is said."""


@dataclass(frozen=True)
class Chart:
    """A native chart: one series of numbers by category. ``kind`` is column, line or bar.

    ``shown`` are the values as readers see them, ``form`` says the same to a spreadsheet.
    """

    kind: str
    series: str
    categories: tuple[str, ...]
    values: tuple[float, ...]
    shown: tuple[str, ...]
    source: str
    form: str = PLAIN

    @property
    def highest(self) -> int:
        """Where the highest value stands."""
        return max(range(len(self.values)), key=self.values.__getitem__)

    @property
    def told(self) -> str:
        """What the chart shows, for those who do not see it."""
        if len(self.values) <= FEW:
            each = (f"{name}: {shown}" for name, shown in zip(self.categories, self.shown, strict=True))
            return f"{self.series}. {'; '.join(each)}."
        first, highest, last = (f"{self.categories[at]}: {self.shown[at]}" for at in (0, self.highest, -1))
        return f"{self.series}. {first}; highest {highest}; {last}."


FEW = 10
"""Up to how many values each has its number."""


def chart(source: Mapping[str, Any], material: Material, text: Text) -> Chart:
    """The chart that *source* asks for; raises :class:`UnknownNumber`."""
    if source["kind"] not in CHARTS:
        raise UnknownNumber(f"“{source['kind']}” is no kind of chart: {', '.join(CHARTS)}")
    series = text.numbers.words.say(source["title"])
    return (_of_findings if "findings" in source else _of_table)(source, series, material, text)


def _of_findings(source: Mapping[str, Any], series: str, material: Material, text: Text) -> Chart:
    numbers = [text.number(f"finding:{id}") for id in source["findings"].values()]
    units = {number.unit for number in numbers}
    if len(units) > 1:
        raise UnknownNumber(f"the chart “{source['title']}” has numbers of several units: {', '.join(sorted(units))}")
    values = [number.value for number in numbers if number.value is not None]
    if len(values) < len(numbers):
        raise UnknownNumber("a number of the chart cannot be drawn")
    form = PLAIN + (".0" if max(number.precision for number in numbers) < 1 else "")
    form += '"%"' if units == {"percent"} else ""
    names = tuple(map(text.numbers.words.say, source["findings"]))
    return Chart(source["kind"], series, names, tuple(values), tuple(number.text for number in numbers), "", form)


def _of_table(source: Mapping[str, Any], series: str, material: Material, text: Text) -> Chart:
    words, data_set = text.numbers.words, Catalogue(material.project)[source["table"]]
    rows = [
        row
        for _, row in records(data_set.path)
        if row["series"] == source["series"] and str(source["from"]) <= row["period"] <= str(source["to"])
    ]
    if not rows:
        raise UnknownNumber(
            f"data/{source['table']}.csv has no {source['series']} from {source['from']} to {source['to']}"
        )
    rows.sort(key=lambda row: row["period"])
    values = tuple(float(row["value"]) for row in rows)
    return Chart(
        source["kind"],
        series,
        tuple(words.period(row["period"], short=True) for row in rows),
        values,
        tuple(words.number(value, 1) for value in values),
        str(data_set.about("credit")),
    )
