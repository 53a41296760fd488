"""How problems are told: as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from retorno.checks import rule_address
from retorno.project.paths import Project
from retorno.project.problems import Problem


def as_text(problems: Sequence[Problem], project: Project) -> str:
    """Each problem with its place, what would be right, and where its rule is explained."""
    if not problems:
        return "Nothing to mend."
    return "\n".join([*(one_as_text(found, project) for found in problems), _counted(problems)])


def one_as_text(found: Problem, project: Project) -> str:
    """One of them."""
    return f"{found.severity}: {found}{_more(found, project)}"


def as_json(problems: Sequence[Problem], project: Project) -> str:
    """A list with one object a problem; ``more`` is the address of the explanation."""
    listed = [
        {**found.as_dict(), "more": rule_address.address(project, found.rule) if found.rule else ""}
        for found in problems
    ]
    return json.dumps(listed, indent=1, ensure_ascii=False)


def as_annotations(problems: Sequence[Problem], project: Project) -> str:
    """Commands that make GitHub show each problem on its line of the pull request.

    GitHub shows ten errors and ten warnings a step; all of them stand in the log.
    """
    return "\n".join([*(_annotation(found, project) for found in problems), _counted(problems)])


FORMATS: dict[str, Callable[[Sequence[Problem], Project], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
}


def _more(found: Problem, project: Project) -> str:
    return f"\n    Read more: {rule_address.address(project, found.rule)}" if found.rule else ""


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(found.severity == "error" for found in problems)
    return f"{errors} to mend, {len(problems) - errors} to look at."


def _annotation(found: Problem, project: Project) -> str:
    place = f" ({found.place})" if found.place else ""
    message = f"{found.wrong}{place}\nWhat would be right: {found.right}{_more(found, project)}"
    properties = {"file": found.file, "line": str(found.line or 1), "title": found.rule or "check"}
    told = ",".join(f"{name}={_escaped(value, property=True)}" for name, value in properties.items())
    return f"::{'error' if found.severity == 'error' else 'warning'} {told}::{_escaped(message)}"


def _escaped(text: str, *, property: bool = False) -> str:
    """*text* as GitHub reads it back; nothing in it can begin a command of its own."""
    coded = ("%", "\r", "\n", ":", ",") if property else ("%", "\r", "\n")
    for letter in coded:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
