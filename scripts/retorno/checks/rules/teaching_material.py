"""Teaching material fits together: minutes add up, and whatever is named exists.

The files below `chapters/teach/material/` hold sessions, sheets, cases, cards, quiz items and slides.
The minutes of the steps of a session add up to those of the session, and those of its sessions and
breaks to those of a kit. A timetable on a page of the part on teaching adds up too: each row begins
when the one before ends. Every one of the eight outcomes is assessed in some session (`assesses`),
and every number, source, page and exercise that a text names exists. A label of which there are only a few (passes,
fails, open; apply, analyse; column, line, bar) is one of them. A question has one right option and a reason for
each; its numbers are computed, by {finding} or {calc}, and none is typed. The same holds for statements and slides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.content import Content
from retorno.checks.reading.material_entries import lists_of_entries
from retorno.checks.reading.own_voice import QUOTED
from retorno.checks.reading.recording_calls import recorded
from retorno.checks.reading.register import claims
from retorno.checks.reading.typed_numbers import explained
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import ContentError, Problem
from retorno.teaching.label_checks import double_problems, label_problems
from retorno.teaching.plan_checks import exercise_problems, kit_problems, named_problems, timetable_problems
from retorno.teaching.quiz.items import item_fault
from retorno.teaching.sources import FOLDER, Material

SEVERITY = "error"
FIGURE = re.compile(r"\d[\d,.]*\s*(?:%|per ?cent\b)|\d{1,3}(?:,\d{3})+|\d{4,}")
"""Numbers that are none of an invented example, which are small."""

FACTS = ("quiz/", "sessions/", "statements.yml")
COMPUTED = ("answer", "mistakes", "holds", "tolerance", "variants")
"""Keys of a question that hold calculations."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the material, and at the timetables of the plans."""
    material = Material(content.project)
    if material.folder.is_dir():
        try:
            ids, calls = recorded(content)
            known = {
                "finding": lambda name: name in ids or any(call.is_about(name) for call in calls),
                "claim": claims(content).__contains__,
                "verdict": claims(content).__contains__,
                "cite": keys(content).__contains__,
                "doc": {page.name for page in content.pages}.__contains__,
            }
            yield from kit_problems(material)
            yield from label_problems(material)
            yield from double_problems(material)
            yield from named_problems(material, known)
            labels = {one.option("label") for page in content.pages for one in page.directives("exercise")}
            yield from exercise_problems(material, labels)
            yield from _questions(material)
            yield from _typed(content)
        except ContentError as error:
            yield from error.problems
    for page in content.pages:
        if page.name.startswith("chapters/teach/"):
            yield from timetable_problems(page.file, page.lines)


def _questions(material: Material) -> Iterator[Problem]:
    """Questions that are no questions."""
    seen: set[str] = set()
    yield from filter(None, (item_fault(file, source, seen) for file, source in material.items))


def _typed(content: Content) -> Iterator[Problem]:
    """Numbers about the world that are typed into questions, statements and sessions; invented cases have their own."""
    for entry in (entry for entries in lists_of_entries(content) for entry in entries):
        if entry.file.removeprefix(f"{FOLDER}/").startswith(FACTS):
            told = {key: texts for key, (_, texts) in entry.keys.items() if key not in COMPUTED}
            for line, text in (one for texts in told.values() for one in texts):
                plain = without(without(text, ROLE, CODE, QUOTED), *explained(content))
                for match in FIGURE.finditer(plain):
                    wrong = f"the number “{match[0].strip()}” is typed, and stays when the data change"
                    right = "{finding}`…`, or {calc}`…` where it is made of others"
                    yield Problem(entry.file, line, entry.name, wrong, right)
