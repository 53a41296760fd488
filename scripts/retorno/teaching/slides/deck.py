"""A deck as data: slides with words, notes, a chart at most, and the source, edition and id of each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from retorno.evidence.catalogue import Catalogue
from retorno.project.csv_tables import records
from retorno.teaching.editions import code
from retorno.teaching.handout_check import Listed
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Number, UnknownNumber
from retorno.teaching.plan_parts import Kit, Session
from retorno.teaching.sources import Material

CHARTS = ("column", "line", "bar")


@dataclass(frozen=True)
class Chart:
    """A native chart: one series of numbers by category. ``kind`` is column, line or bar."""

    kind: str
    series: str
    categories: tuple[str, ...]
    values: tuple[float, ...]
    source: str

    @property
    def told(self) -> str:
        """What the chart shows, for those who do not see it."""
        first, last = f"{self.categories[0]}: {self.values[0]:,.0f}", f"{self.categories[-1]}: {self.values[-1]:,.0f}"
        highest = max(range(len(self.values)), key=self.values.__getitem__)
        return f"{self.series}. {first}; highest {self.categories[highest]}: {self.values[highest]:,.0f}; {last}."


@dataclass(frozen=True)
class Slide:
    """One slide: title, points as HTML and as plain text, notes, a chart, and where it all comes from."""

    title: str
    points: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    chart: Chart | None = None
    foot: str = ""
    kind: str = "content"


@dataclass(frozen=True)
class Deck:
    """The slides of one kit, with its code."""

    title: str
    code: str
    edition: str
    language: str
    slides: tuple[Slide, ...]
    listed: Listed


def deck(kit: Kit, material: Material, text: Callable[[], Text], edition: str) -> Deck:
    """The deck of *kit*; raises :class:`UnknownNumber` where a slide names what does not exist."""
    whole, say = text(), text().numbers.words.say
    slides = [
        Slide(say(kit.title), ((say(kit.audience),) * 2,), kind="title"),
        Slide(say("Three agreements"), _points(map(say, AGREEMENTS), text()), say(CARE)),
        *(
            slide
            for start, block in kit.clock()
            if block.session
            for slide in _session(start, block.session, material, text, whole)
        ),
        Slide(
            say("One thing that I will do differently"),
            _points([say("Write it on your card. It is yours to keep.")], text()),
        ),
    ]
    letters, title = f"{kit.letters}P", f"{say(kit.title)} · {say('Slides')}"
    signed = code(letters, {number.name: number.text for number in whole.used.values()})
    return Deck(
        say(kit.title),
        signed,
        edition,
        whole.numbers.words.language,
        tuple(slides),
        Listed(letters, title, signed, dict(whole.used)),
    )


AGREEMENTS = (
    "Nobody tells another person's story.",
    "Anybody may pass, or leave the room, without a reason.",
    "No names of living people in cases.",
)
CARE = (
    "Own stories are never asked for. Point to the opt-out card. No recording, no photographs. This is no legal advice."
)


def _session(
    start: str, session: Session, material: Material, text: Callable[[], Text], whole: Text
) -> Iterator[Slide]:
    """The slides of one session; what they use is noted in *whole*."""
    said = text()
    say = said.numbers.words.say
    steps = "\n".join(f"{step.minutes} min: {said.plain(say(step.text))}" for step in session.steps)
    wrong = "\n".join(f"– {said.plain(say(one))}" for one in session.goes_wrong)
    more = f"\n\n{say('What usually goes wrong')}:\n{wrong}" if wrong else ""
    whole.used.update(said.used)
    yield Slide(
        said.plain(say(session.title)),
        ((f"{start} · {say('{minutes} min', minutes=session.minutes)}",) * 2,),
        f"{steps}{more}",
        kind="session",
    )
    if session.content_note:
        yield Slide(say("Before we begin"), _points([say(session.content_note)], said), say("Read it aloud, and wait."))
    for source in session.slides:
        yield _slide(source, material, text(), whole)
    if session.debrief:
        yield Slide(say("To talk about"), _points(map(say, session.debrief), text()))


def _slide(source: Mapping[str, Any], material: Material, text: Text, whole: Text) -> Slide:
    say = text.numbers.words.say
    points = _points(map(say, source.get("points", ())), text)
    chart = _chart(source["chart"], material, text) if source.get("chart") else None
    notes = text.plain(say(source.get("notes", "")))
    title = text.plain(say(source["title"]))
    whole.used.update(text.used)
    return Slide(title, points, notes, chart, _foot(text.used.values(), chart))


def _points(sources: Any, text: Text) -> tuple[tuple[str, str], ...]:
    return tuple((text.inline(one), text.plain(one)) for one in sources)


def _foot(numbers: Any, chart: Chart | None) -> str:
    """Source and id of each number, sources that several share told once."""
    by_source: dict[str, list[str]] = {}
    for number in numbers:
        by_source.setdefault(number.source, []).append(number.id)
    parts = [f"{source} [{', '.join(ids)}]" if source else f"[{', '.join(ids)}]" for source, ids in by_source.items()]
    if chart and chart.source not in by_source:
        parts.append(chart.source)
    return "; ".join(filter(None, parts))


def _chart(source: Mapping[str, Any], material: Material, text: Text) -> Chart:
    """A chart from the rows of a table, or from findings."""
    words = text.numbers.words
    if source["kind"] not in CHARTS:
        raise UnknownNumber(f"“{source['kind']}” is no kind of chart: {', '.join(CHARTS)}")
    series = words.say(source["title"])
    if "findings" in source:
        numbers = [text.number(f"finding:{id}") for id in source["findings"].values()]
        return Chart(source["kind"], series, tuple(map(words.say, source["findings"])), _values(numbers), "")
    data_set = Catalogue(material.project)[source["table"]]
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
    return Chart(
        source["kind"],
        series,
        tuple(words.period(row["period"], short=True) for row in rows),
        tuple(float(row["value"]) for row in rows),
        str(data_set.about("credit")),
    )


def _values(numbers: list[Number]) -> tuple[float, ...]:
    if any(number.value is None for number in numbers):
        raise UnknownNumber("a number of the chart cannot be drawn")
    return tuple(float(number.value or 0) for number in numbers)
