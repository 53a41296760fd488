"""A chart in the words of an edition: its specification says everything that a reader sees in it.

Titles, and texts in the data of a chart (names of bars, labels), are messages like any other. What
stands in several places of a specification, in the data and in the domain of a scale, is
translated alike, so that it stays one thing. Numbers and dates are the drawer's to write: it is
told how the edition writes them.
"""

from __future__ import annotations

import re
from typing import Any

from retorno.evidence.wording import Words

ROWS = "datasets"
"""The key of the data of a chart."""

TEXTS = frozenset({"title", "text", "label"})
"""Keys whose text a reader sees."""

LISTS = frozenset({"domain", "sort", "values", "oneOf", "equal", "datum"})
"""Keys under which texts of the data are named again."""

FORMULAS = frozenset({"labelExpr", "calculate", "filter", "test", "expr"})
QUOTED = re.compile(r"(?<!\[)(['\"])((?:(?!\1)[^\\])*)\1")
"""A text in a formula; one in square brackets names a column."""

NO_TEXT = re.compile(r"%\S*|#[0-9a-fA-F]{3,8}|[\d.,~$+-]*[a-z%]?|-?\d{4}-\d\d(-\d\d.*)?")
"""Formats, colours, numbers and dates, which stand where texts may stand."""

INPUTS = ("bind", "name")
"""A reader changes an input of a chart, which has a name beside it; elsewhere a name is an id."""

POSITIONS = ("x", "y")


def chart(specification: dict[str, Any], words: Words) -> dict[str, Any]:
    """The specification in *words*; the English one is as it was."""
    if words.original and words.asked is None:
        return specification
    made: dict[str, Any] = _told(specification, words, "")
    if words.original:  # where it was only asked what there is to translate
        return specification
    made.setdefault("config", {})["locale"] = {"number": _numbers(words), "time": _time(words)}
    return made


def _told(part: Any, words: Words, key: str) -> Any:
    if key == ROWS:
        return _rows(part, words)
    if isinstance(part, dict):
        told = {name: _told(inner, words, _key(key, name)) for name, inner in part.items()}
        return _named(told, words) if key == "encoding" else told
    if isinstance(part, list):
        return [
            _rows(one, words) if isinstance(one, dict) and key == "values" else _told(one, words, key) for one in part
        ]
    if not isinstance(part, str):
        return part
    if key in FORMULAS:
        return QUOTED.sub(lambda quoted: f"{quoted[1]}{_text(quoted[2], words)}{quoted[1]}", part)
    return _text(part, words) if key in TEXTS | LISTS else part


def _key(key: str, name: str) -> str:
    """As what *name* under *key* is told: a value of a text is a text, elsewhere a colour or a shape."""
    if (key, name) == ("text", "value"):
        return key
    return "label" if (key, name) == INPUTS else name


def _rows(data: Any, words: Words) -> Any:
    """Data with every text of a cell translated; names of columns stay, since formulas use them."""
    if isinstance(data, dict):
        return {name: _rows(inner, words) for name, inner in data.items()}
    if isinstance(data, list):
        return [_rows(inner, words) for inner in data]
    return _text(data, words) if isinstance(data, str) else data


def _text(text: str, words: Words) -> str:
    return text if NO_TEXT.fullmatch(text) else words.text(text)


def _named(encoding: dict[str, Any], words: Words) -> dict[str, Any]:
    """Encodings of columns without a title of their own: a pointer shows the name of the column."""
    made = {}
    for channel, given in encoding.items():
        if isinstance(given, dict) and isinstance(given.get("field"), str):
            name = words.text(given["field"])
            if given.get("title", "") is None:
                frame = "axis" if channel in POSITIONS else "legend"
                held = given.get(frame, {})
                given = {**given, "title": name, frame: {**held, "title": None} if isinstance(held, dict) else held}
            elif not given.get("title"):
                given = {**given, "title": name}
        made[channel] = given
    return made


def _numbers(words: Words) -> dict[str, Any]:
    """How d3, which draws, writes numbers in the locale."""
    symbols = words.locale.number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}


def _time(words: Words) -> dict[str, Any]:
    """How d3 writes dates; its weeks begin on Sunday, and ours on Monday."""
    months, days = words.locale.months["stand-alone"], words.locale.days["stand-alone"]
    return {
        "dateTime": "%A, %e %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [days["wide"][(number - 1) % 7] for number in range(7)],
        "shortDays": [days["abbreviated"][(number - 1) % 7] for number in range(7)],
        "months": [months["wide"][number] for number in range(1, 13)],
        "shortMonths": [months["abbreviated"][number] for number in range(1, 13)],
    }
