"""What is said of a finding changes together: its period, its unit and its place with its statement.

A period one month short, a unit put right that was right, a place copied from the line above: each of them reads well
by itself. So each record(…) and judge(…) of an analysis that changed is compared with its last version (where this line
of work left main). Told is a period, a unit, a place, a base or a kind of quantity that changed below the same
statement, and a claim that is judged by another finding. Words that changed are looked at by changed-facts. If it was
meant, say why with the change: the warning ends when main has it. Without git this rule says nothing.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.last_version import last_version
from retorno.project.problems import Problem

SEVERITY = "warning"
GIVES_WAY = True

CIRCUMSTANCES = ("unit", "period", "base", "place", "quantity", "population", "low", "high")
"""What a statement says in words."""

RESTED_ON = ("at_least", "at_most", "earlier", "elsewhere", "basis", "checkable")
MEANT = "if it is meant, say why with the change"


class Told(NamedTuple):
    """A call as it stands: its function, its id, its line, and its arguments as they are written."""

    name: str
    id: str
    line: int
    written: dict[str, str]


def check(content: Content) -> Iterator[Problem]:
    """Compare the calls of each analysis that differs with its last version."""
    last = last_version(content)
    for page in content.pages:
        if page.file in last.changed and (text := last.text(page.file)):
            before = _calls(Page(text.replace("\r\n", "\n"), page.name, page.file))
            for key, now in _calls(page).items():
                if key in before:
                    for wrong, right in _faults(before[key], now):
                        yield Problem(page.file, now.line, f"{now.name} {now.id}", wrong, right)


def _calls(page: Page) -> dict[tuple[str, str, int], Told]:
    """The calls of a page by function and id; the same id, computed twice, is counted."""
    found: dict[tuple[str, str, int], Told] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for call in code.calls(page):
        if call.name in ("record", "judge"):
            node = call.arguments.get("id", call.arguments.get("")) if call.name != "judge" else call.arguments.get("")
            if node is not None:
                id = code.text_of(node) or ast.unparse(node)
                seen[call.name, id] += 1
                others = {f"{number}": one for number, one in enumerate(call.node.args[1:], 1)}
                given = {**others, **{name: one for name, one in call.arguments.items() if name}}
                written = {name: ast.unparse(one) for name, one in given.items()}
                found[call.name, id, seen[call.name, id]] = Told(call.name, id, call.line, written)
    return found


def _faults(before: Told, now: Told) -> Iterator[tuple[str, str]]:
    """What changed alone, and what would be right."""
    if now.name == "judge":
        names = [name for name in {**before.written, **now.written} if name.isdigit() or name in RESTED_ON]
        if changed := [name for name in names if before.written.get(name) != now.written.get(name)]:
            told = ([f"{name}={one.written[name]}" for name in changed if name in one.written] for one in (before, now))
            was, is_now = (", ".join(re.sub(r"^\d+=", "", each) for each in one) or "nothing" for one in told)
            yield f"the claim rests on {is_now} now, and on {was} in the last version", f"what measures it; {MEANT}"
        return
    moved = [name for name in CIRCUMSTANCES if before.written.get(name) != now.written.get(name)]
    if moved and before.written.get("statement") == now.written.get("statement"):
        was, is_now = (one.written.get(moved[0], "nothing") for one in (before, now))
        wrong = f"{moved[0]} is {is_now} now, was {was} in the last version, and the statement is the same"
        yield wrong, f"{moved[0]} as the rows and the statement have it; {MEANT}, in the statement too"
