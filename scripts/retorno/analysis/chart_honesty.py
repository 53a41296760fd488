"""Whether a chart says what its data say: bars from nought, axes with words, a title with the right direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

DOWN = re.compile(r"\b(?:fell|falls|fallen|declined|dropped|drops|decreased|shrank|sank)\b", re.I)
UP = re.compile(r"\b(?:rose|rises|risen|grew|grows|grown|increased|climbed|doubled|tripled)\b", re.I)
NOUGHT = re.compile(r"\b(?:nought|zero)\b", re.I)
"""How a caption speaks of where an axis begins."""

MAGNITUDES = ("thousand", "million", "billion")
AXES = ("x", "y")
IN_TIME = ("temporal", "ordinal")


def faults(specification: dict[str, Any], words: dict[str, str], table: pd.DataFrame) -> Iterator[str]:
    """What is wrong with the *specification* of a chart, with the *words* around it and the *table* behind it."""
    for unit in _units(specification):
        yield from _axes(unit, words["caption"])
        yield from _beyond(unit, specification.get("datasets", {}))
    for rising in _directions(specification, table):
        title = words["title"]
        down, up = DOWN.search(title), UP.search(title)
        if down and not up and rising:
            yield f"the title says “{down[0]}”, and every value in the chart is higher at the end than at the beginning"
        if up and not down and not rising:
            yield f"the title says “{up[0]}”, and every value in the chart is lower at the end than at the beginning"


def _units(specification: Any, mark: Any = None, encoding: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """The single views, each with its mark and all its encodings."""
    if not isinstance(specification, dict):
        return
    mark = specification.get("mark", mark)
    both = {**(encoding or {}), **specification.get("encoding", {})}
    parts = [part for name in ("layer", "hconcat", "vconcat", "concat") for part in specification.get(name, [])]
    parts += [specification["spec"]] if "spec" in specification else []
    for part in parts:
        yield from _units(part, mark, both)
    if not parts and mark is not None:
        yield {"mark": mark.get("type") if isinstance(mark, dict) else mark, "encoding": both}


def _axes(unit: dict[str, Any], caption: str) -> Iterator[str]:
    for name in AXES:
        channel = unit["encoding"].get(name)
        if not isinstance(channel, dict) or channel.get("type") != "quantitative":
            continue
        if isinstance(channel.get("title"), str) and not channel["title"].strip():
            yield f'the axis {name} has an empty title: say what it counts, title="Persons (millions)"'
        counted, said = (_magnitude(channel.get(key)) for key in ("field", "title"))
        if counted and said and counted != said:
            yield f"the axis {name} shows {counted}s and its title says {said}s"
        scale = channel.get("scale") or {}
        domain = scale.get("domain")
        time = _is_time(str(channel.get("field", "")), channel)
        begins = domain[0] if isinstance(domain, list) and domain and isinstance(domain[0], int | float) else 0
        is_cut = begins > 0 or scale.get("zero") is False or (scale.get("domainMin") or 0) > 0
        stands_free = f"{name}2" in unit["encoding"]  # a bar from one value to another has no foot
        if unit["mark"] in ("bar", "area") and is_cut and not (time or stands_free) and not NOUGHT.search(caption):
            yield (
                f"the axis {name} of bars does not begin at nought, which makes differences look larger: let it, "
                "or say in the caption that it does not"
            )


def _beyond(unit: dict[str, Any], data: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Values that lie far outside of the axis that was made for them: they are of another magnitude, or column."""
    for name in AXES:
        channel = unit["encoding"].get(name)
        domain = (channel.get("scale") or {}).get("domain") if isinstance(channel, dict) else None
        if not isinstance(domain, list) or len(domain) != 2 or not all(isinstance(end, int | float) for end in domain):
            continue
        field, size = channel.get("field"), abs(domain[1] - domain[0])
        values = [row[field] for rows in data.values() for row in rows if isinstance(row.get(field), int | float)]
        far = [value for value in values if not min(domain) - size <= value <= max(domain) + size]
        if far:
            yield (
                f"the axis {name} goes from {domain[0]:g} to {domain[1]:g}, and {field} has {max(far, key=abs):,.6g}: "
                "show the column that the axis was made for, or make the axis for this one"
            )


def _magnitude(words: object) -> str:
    """The one word for a magnitude in the name of a column or in a title; empty where there is none, or several."""
    found = [
        one for one in MAGNITUDES if isinstance(words, str) and re.search(rf"(?<![a-z]){one}s?(?![a-z])", words, re.I)
    ]
    return found[0] if len(found) == 1 else ""


def _directions(specification: dict[str, Any], table: pd.DataFrame) -> Iterator[bool]:
    """Whether all lines of the chart rise, or all fall, from their first to their last time; nothing if they differ."""
    for unit in _units(specification):
        x, y = (unit["encoding"].get(name) or {} for name in AXES)
        if x.get("type") not in (*IN_TIME, "quantitative") or y.get("type") != "quantitative":
            continue
        time, value = x.get("field"), y.get("field")
        if time not in table or value not in table or not _is_time(str(time), x):
            continue
        colour = next(
            (unit["encoding"][name].get("field") for name in ("color", "strokeDash", "detail") if _field(unit, name)),
            None,
        )
        lines = [part for _, part in table.groupby(colour)] if colour in table else [table]
        changes = [_change(line, str(time), str(value)) for line in lines]
        if changes and (all(change > 0 for change in changes) or all(change < 0 for change in changes)):
            yield changes[0] > 0
            return


def _field(unit: dict[str, Any], name: str) -> bool:
    return isinstance(unit["encoding"].get(name), dict) and "field" in unit["encoding"][name]


def _is_time(name: str, channel: dict[str, Any]) -> bool:
    return channel.get("type") == "temporal" or bool(re.search("period|year|month|date|time", name, re.I))


def _change(line: pd.DataFrame, time: str, value: str) -> float:
    ordered = line[[time, value]].dropna().sort_values(time)
    if len(ordered) < 2 or ordered[time].duplicated().any():
        return 0.0
    return float(ordered[value].iloc[-1]) - float(ordered[value].iloc[0])
