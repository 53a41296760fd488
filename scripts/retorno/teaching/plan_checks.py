"""Whether plans can be held: minutes that add up, and names that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from retorno.project import documents
from retorno.project.problems import Problem, nearest
from retorno.teaching.handouts.card_sheets import CARDS
from retorno.teaching.made_to_measure import plans
from retorno.teaching.plan_parts import Session
from retorno.teaching.slides.slide_sources import PARTS, written
from retorno.teaching.sources import FOLDER, RULE, Material

OUTCOMES = ("one", "two", "three", "four", "five", "six", "seven", "eight")
"""The eight outcomes of the part on teaching, as its page numbers them."""

NAMED = re.compile(r"\{(finding|claim|verdict|cite|doc|statement|source|period)\}`([^`]+)`")
ROW = re.compile(r"^\|(?: (Day \d) \|)? (\d\d):(\d\d) \| (\d+) min \|")


def kit_problems(material: Material) -> Iterator[Problem]:
    """Sums of minutes, and parts that a kit or a session names and that do not exist."""
    for session in material.sessions.values():
        held = sum(step.minutes for step in session.steps)
        if held != session.minutes:
            wrong = f"the steps of “{session.id}” take {held} minutes, the session {session.minutes}"
            yield Problem(session.file, 0, session.id, wrong, "steps that add up to the minutes of the session", RULE)
        for outcome in (*session.outcomes, *session.assesses):
            if outcome not in OUTCOMES:
                yield Problem(session.file, 0, session.id, f"“{outcome}” is no outcome", ", ".join(OUTCOMES), RULE)
        yield from slide_problems(session, material)
    file = f"{FOLDER}/kits.yml"
    for kit in material.kits.values():
        held = sum(block.minutes for block in kit.blocks)
        if held != kit.minutes:
            wrong = f"the blocks of “{kit.id}” take {held} minutes, the kit {kit.minutes}"
            yield Problem(file, 0, kit.id, wrong, "blocks that add up to the minutes of the kit", RULE)
        known: dict[str, Sequence[str] | Mapping[str, object]] = {
            "sheets": material.sheets,
            "cases": material.cases,
            "cards": [*CARDS, "procedure"],
        }
        for kind, names in known.items():
            for name in getattr(kit, kind):
                if name not in names:
                    wrong = f"{kit.id} names “{name}” among its {kind}, and there is none"
                    yield Problem(file, 0, kit.id, wrong, f"one of {', '.join(names)}", RULE)
    if material.audiences:
        list(plans(material))  # raises where one names a session that does not exist
    assessed = {outcome for session in material.sessions.values() for outcome in session.assesses}
    for outcome in OUTCOMES if material.sessions else ():
        if outcome not in assessed:
            wrong, right = f"no session assesses outcome {outcome}", "a session with it under “assesses”"
            yield Problem(file, 0, outcome, wrong, right, RULE)


def slide_problems(session: Session, material: Material) -> Iterator[Problem]:
    """Slides for a step that the session does not have, out of its order, or for no known purpose."""
    questions = {str(source.get("id", "")) for _, source in material.items}
    last = 0
    try:
        slides = list(written(session, material))
    except KeyError as error:
        told, right = (
            f"a slide of “{session.id}” is the same as one elsewhere: {error.args[0]}",
            "a session, and a title",
        )
        yield Problem(session.file, 0, session.id, told, right, RULE)
        return
    for slide in slides:
        title, step = str(slide.get("title", "")), int(slide.get("step", last))
        told = f"the slide “{title}” of “{session.id}”"
        if not last <= step <= len(session.steps) or ("step" in slide and step == 0):
            wrong = f"{told} is for step {step}, after one for step {last}; there are {len(session.steps)}"
            yield Problem(session.file, 0, session.id, wrong, "the steps in their order", RULE)
        last = max(last, step)
        if (part := slide.get("part")) not in (None, *PARTS):
            yield Problem(session.file, 0, session.id, f"{told} is for “{part}”", ", ".join(PARTS), RULE)
        if (asked := str(slide.get("quiz", ""))) and asked not in questions:
            wrong = f"{told} asks “{asked}”, which is no question.{nearest(asked, questions)}"
            yield Problem(session.file, 0, session.id, wrong, "the id of a question of the quiz", RULE)
        if part == "discussion" and not (slide.get("points") or session.debrief):
            yield Problem(
                session.file, 0, session.id, f"{told} has nothing to talk about", "points, or a debrief", RULE
            )


def named_problems(material: Material, known: Mapping[str, Callable[[str], bool]]) -> Iterator[Problem]:
    """Numbers, sources and pages that a text of the material names and that do not exist."""
    for path in sorted(material.folder.rglob("*.yml")):
        file = material.project.relative(path)
        for number, line in enumerate(documents.text(path, file, RULE).splitlines(), 1):
            for role, name in NAMED.findall(line):
                if role in known and not known[role](name.strip("/")) and not LOCAL.fullmatch(name):
                    wrong = f"there is no {role} “{name}”"
                    yield Problem(file, number, role, wrong, "an id of the registry, a key, a page", RULE)


def exercise_problems(material: Material, labels: Collection[str]) -> Iterator[Problem]:
    """Notes on an exercise that no page has, or without what each of them needs; *labels* are those of the pages."""
    file = f"{FOLDER}/exercises.yml"
    for id, entry in material.exercises.items():
        if f"exercise-{id}" not in labels:
            hint = nearest(f"exercise-{id}", labels)
            yield Problem(
                file, 0, id, f"no page has an exercise “exercise-{id}”.{hint}", "the label of an exercise", RULE
            )
        for name in ("minutes", "level", "group", "outcome", "wrong", "ask"):
            if not entry.get(name):
                yield Problem(file, 0, id, f"the notes on “{id}” have no “{name}”", f"{name}: …", RULE)
        if entry.get("outcome") not in OUTCOMES:
            yield Problem(file, 0, id, f"“{entry.get('outcome')}” is no outcome", ", ".join(OUTCOMES), RULE)


LOCAL = re.compile(r"[a-z]")
"""The short names of numbers that an item of the quiz draws from a table."""


def timetable_problems(file: str, lines: Sequence[str]) -> Iterator[Problem]:
    """Rows of a timetable that do not begin when the one before ends, unless another day or a break begins."""
    day, due = "", 0
    for number, line in enumerate(lines, 1):
        row = ROW.match(line)
        if not row:
            if not line.startswith("|"):
                day, due = "", 0
            continue
        starts = int(row[2]) * 60 + int(row[3])
        # In a table of several days breaks are left out, so that only an overlap is a fault.
        if due and (row[1] or "") == day and (starts < due if row[1] else starts != due):
            wrong = f"this row begins at {row[2]}:{row[3]}, the one before ends at {due // 60:02}:{due % 60:02}"
            yield Problem(file, number, "", wrong, "times and minutes that add up", RULE)
        day, due = row[1] or "", starts + int(row[4])
