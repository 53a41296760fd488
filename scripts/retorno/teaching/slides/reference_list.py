"""The last slides of a deck: which works stand behind the labels of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from retorno.teaching.labels import titles
from retorno.teaching.markdown import Run, Text
from retorno.teaching.slides.slide_sources import Point, Slide
from retorno.teaching.slides.type_sizes import REFERENCES
from retorno.teaching.sources import Material


def source_slides(keys: Iterable[str], material: Material, text: Text) -> Iterator[Slide]:
    """Slides with label and title of each work that was cited, in the order of the labels, as many as they fill."""
    say, named = text.numbers.words.say, titles(material.project.bibliography)
    told = sorted({(text.labels[key], named[key]) for key in keys})
    shown: list[Point] = []
    for label, title in told:
        html = f'<span class="role-cite"><strong>{escape(label)}.</strong> {escape(title)}</span>'
        point = Point(html, (Run(f"{label}.", bold=True), Run(f" {title}")))
        if not REFERENCES.fits([one.plain for one in (*shown, point)]):
            yield _slide(shown, say(TITLE), say(NOTES))
            shown = []
        shown.append(point)
    if shown:
        yield _slide(shown, say(TITLE), say(NOTES))


TITLE = "Sources"
NOTES = (
    "For whoever wants to look something up; there is no need to show it. The bibliography of the book gives for "
    "each source where it can be had, and how much of it was read."
)


def _slide(shown: list[Point], title: str, notes: str) -> Slide:
    return Slide(title, tuple(shown), notes, kind="sources")
