"""The slides of a session as they are written in its file, with numbers, columns, charts and questions filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from retorno.project.problems import nearest
from retorno.teaching.markdown import Run, Text
from retorno.teaching.numbers import Number, UnknownNumber
from retorno.teaching.plan_parts import Session
from retorno.teaching.quiz.bank import Overtaken, item
from retorno.teaching.slides.native_charts import Chart, chart
from retorno.teaching.slides.type_sizes import BESIDE, COLUMN, REFERENCES, WHOLE
from retorno.teaching.sources import Material

PARTS = {
    "question": "A question",
    "about": "What it is about",
    "texts": "Side by side",
    "figure": "A figure",
    "activity": "Your work",
    "discussion": "To talk about",
    "check": "Check",
    "takeaway": "To take away",
    "reading": "What comes next",
}
"""What a slide is for, as it stands above its title."""


@dataclass(frozen=True)
class Point:
    """One paragraph of a slide: as HTML, and as runs for what has no HTML."""

    html: str
    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The same without any shape."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Column:
    """One of two texts that stand side by side."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Slide:
    """One slide: what it is for, title, points or columns, notes, a chart, and where its numbers come from."""

    title: str
    points: tuple[Point, ...] = ()
    notes: str = ""
    chart: Chart | None = None
    foot: str = ""
    kind: str = "content"
    label: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def size(self) -> int:
        """The size of its words, in points."""
        if self.columns:
            return min(COLUMN.size([point.plain for point in column.points]) for column in self.columns)
        place = REFERENCES if self.kind == "sources" else BESIDE if self.chart else WHOLE
        return place.size([point.plain for point in self.points])


def points(sources: Any, text: Text) -> tuple[Point, ...]:
    """Paragraphs as they are written, in the language of the edition."""
    told = (PLACE.sub("\\1\u00a0", text.numbers.words.say(one)) for one in sources)
    return tuple(Point(text.inline(one), text.runs(one)) for one in told)


PLACE = re.compile(r"(¶|§|\bfn|\barticle|\bsection|\bchapter) (?=\d)")
"""A sign and its number, which a line must not part."""


def session_slides(session: Session, material: Material, text: Callable[[], Text]) -> Iterator[tuple[Slide, Text]]:
    """The slides of *session*, each with the text that knows its numbers; *text* gives a fresh one.

    Raises :class:`UnknownNumber` where a slide names what does not exist.
    """
    for source in written(session, material):
        told = text()
        made = _slide(source, session, material, told)
        if made:
            yield made, told


def written(session: Session, material: Material) -> Iterator[dict[str, Any]]:
    """The slides of *session* as they are written, those that are told elsewhere with what stands there.

    Raises ``KeyError`` with what is wrong where one names a slide that does not exist.
    """
    for source in session.slides:
        if "same" not in source:
            yield source
            continue
        id, title = (str(source["same"].get(key, "")) for key in ("session", "title"))
        told = (
            {str(one.get("title", "")): one for one in material.sessions[id].slides} if id in material.sessions else {}
        )
        if title not in told or "same" in told[title]:
            raise KeyError(f"“{id}” has no slide “{title}” of its own.{nearest(title, told)}")
        yield {**{key: said for key, said in told[title].items() if key != "step"}, **source}


def _slide(source: Mapping[str, Any], session: Session, material: Material, text: Text) -> Slide | None:
    say = text.numbers.words.say
    written, notes = source.get("points", ()), _notes(source.get("notes", ""), text)
    if source.get("part") == "discussion" and not written:
        written = session.debrief
    shown = points(written, text)
    if "quiz" in source:
        try:
            asked, reasons = _question(str(source["quiz"]), material, text)
        except (Overtaken, UnknownNumber):  # retired: the page of questions says why
            return None
        shown, notes = (*shown, *asked), "\n".join(filter(None, [notes, reasons]))
    drawn = chart(source["chart"], material, text) if source.get("chart") else None
    columns = tuple(
        Column(text.plain(say(one["title"])), points(one["points"], text)) for one in source.get("columns", ())
    )
    title = text.plain(say(source["title"]))
    return Slide(
        title,
        shown,
        notes,
        drawn,
        _foot(text.used.values(), drawn),
        label=_label(source, session, text),
        columns=columns,
    )


def _label(source: Mapping[str, Any], session: Session, text: Text) -> str:
    """What the slide is for, and the minutes of the step that begins with it."""
    say = text.numbers.words.say
    parts = [say(PARTS[source["part"]])] if "part" in source else []
    if "step" in source:
        parts.append(say("{minutes} min", minutes=session.steps[int(source["step"]) - 1].minutes))
    return " · ".join(parts)


def _notes(source: str, text: Text) -> str:
    """Speaker notes, each of their paragraphs a message of its own."""
    say = text.numbers.words.say
    blocks = (" ".join(block.split()) for block in source.split("\n\n"))
    return "\n".join(text.plain(say(block)) for block in blocks if block)


def _question(id: str, material: Material, text: Text) -> tuple[tuple[Point, ...], str]:
    """A question of the bank with its answers under letters, and for the notes which is right, and why.

    Raises :class:`Overtaken` or :class:`UnknownNumber` where the bank has retired it.
    """
    say, source = text.numbers.words.say, material.question(id)
    item(id, source, text)
    order = sorted(source.get("options", ()), key=lambda option: sha256(str(option[1]).encode()).digest())
    answers = [
        Point(f"<strong>{letter}</strong>&ensp;{one.html}", (Run(f"{letter}  ", bold=True), *one.runs))
        for letter, one in zip(LETTERS, points((str(option[1]) for option in order), text), strict=False)
    ]
    right = [letter for letter, option in zip(LETTERS, order, strict=False) if option[0] == "right"]
    reasons = [f"{letter}: {text.plain(say(str(option[2])))}" for letter, option in zip(LETTERS, order, strict=False)]
    told = say("Right: {letters}.", letters=", ".join(right))
    return (*points([source["stem"]], text), *answers), "\n".join([told, *reasons])


LETTERS = "ABCDEFGH"


def _foot(numbers: Any, drawn: Chart | None) -> str:
    """Source and id of each number, sources that several share told once."""
    by_source: dict[str, list[str]] = {}
    found: Number
    for found in numbers:
        by_source.setdefault(found.source, []).append(found.id)
    parts = [f"{source} [{', '.join(ids)}]" if source else f"[{', '.join(ids)}]" for source, ids in by_source.items()]
    if drawn and drawn.source not in by_source:
        parts.append(drawn.source)
    return "; ".join(filter(None, parts))
