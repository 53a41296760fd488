"""Teaching material fits together: minutes add up, and whatever is named exists.

The files below `chapters/teach/material/` hold sessions, sheets, cases, cards, quiz items and slides.
The minutes of the steps of a session add up to those of the session, and those of its sessions and
breaks to those of a kit. A timetable on a page of the part on teaching adds up too: each row begins
when the one before ends. Every one of the eight outcomes is assessed in some session (`assesses`),
and every number, source, page and exercise that a text names exists. A question has one right option, a reason for
each, and the page of its answer; its numbers are computed, by {finding} or {calc}, and none is typed. The same
holds for slides, which follow the steps of their session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import QUOTED
from retorno.checks.reading.recording_calls import recorded
from retorno.checks.reading.register import claims
from retorno.checks.reading.typed_numbers import typed
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import ContentError, Problem, nearest
from retorno.teaching.plan_checks import exercise_problems, kit_problems, named_problems, timetable_problems
from retorno.teaching.quiz.items import item_fault
from retorno.teaching.sources import Material

SEVERITY = "error"
COUNT = re.compile(r"\d,\d{3}|\d{4}")
SHARE = re.compile(r"\d%|\d [Pp]er ?cent")


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
            yield from named_problems(material, known)
            labels = {one.option("label") for page in content.pages for one in page.directives("exercise")}
            yield from exercise_problems(material, labels)
            yield from _questions(content, material)
            yield from _slides(content, material)
        except ContentError as error:
            yield from error.problems
    for page in content.pages:
        if page.name.startswith("chapters/teach/"):
            yield from timetable_problems(page.file, page.lines)


def _questions(content: Content, material: Material) -> Iterator[Problem]:
    """Questions that are no questions, that lead to no page, and numbers that are typed into them."""
    seen: set[str] = set()
    pages = {page.name for page in content.pages}
    for file, source in material.items:
        id = str(source.get("id", ""))
        if found := item_fault(file, source, seen):
            yield found
            continue
        if source["chapter"] not in pages:
            hint = nearest(str(source["chapter"]), pages)
            yield Problem(file, 0, id, f"{id}: there is no page “{source['chapter']}”.{hint}", "the name of a page")
        for number in typed(content, without(str(source["stem"]), ROLE, CODE, QUOTED)):
            if not COUNT.search(number):  # the small numbers of an invented case
                continue
            wrong = f"{id}: the number “{number}” is typed into the question"
            yield Problem(file, 0, id, wrong, "{finding}`…`, or {calc}`…` where it is made of others")


def _slides(content: Content, material: Material) -> Iterator[Problem]:
    """Numbers about the world that are typed into a slide."""
    for session in material.sessions.values():
        for slide in session.slides:
            told = [slide.get("title", ""), *slide.get("points", ()), slide.get("chart", {}).get("title", "")]
            told += [line for one in slide.get("columns", ()) for line in (one["title"], *one["points"])]
            for line in (without(str(one), ROLE, CODE, QUOTED) for one in told):
                for number in typed(content, line):
                    if COUNT.search(number) or SHARE.search(line):
                        wrong = f"{session.id}: the number “{number}” is typed into the slide “{slide.get('title')}”"
                        yield Problem(session.file, 0, session.id, wrong, "{finding}`…`, so that it follows the data")
