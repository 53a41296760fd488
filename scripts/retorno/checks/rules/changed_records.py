"""What is said of a finding or a figure changes together: its period with its statement, its words with its numbers.

A period one month short, a unit put right that was right, a place copied from the line above, an alternative text whose
lines changed places: each of them reads well by itself. So each record(…), judge(…) and figure(…) of an analysis that
changed is compared with its last version (where this line of work left main). Told is a period, a unit, a place, a base
or a kind of quantity that changed below the same statement; a statement, a title, a caption or an alternative text that
has other numbers, names, or the same words in another order; and a claim that is judged by another finding. If it was
meant, say why with the change: the warning ends when main has it. Without git this rule says nothing.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.finding_facts import said
from retorno.checks.reading.last_version import last_version
from retorno.checks.reading.told_facts import around, differ
from retorno.project.problems import Problem

SEVERITY = "warning"

CIRCUMSTANCES = ("unit", "period", "base", "place", "quantity", "population", "low", "high")
"""What a statement says in words."""

TEXTS = {"record": ("statement",), "figure": ("title", "caption", "alt")}
RESTED_ON = ("at_least", "at_most", "earlier", "elsewhere", "basis", "checkable")
MEANT = "if it is meant, say why with the change"


class Told(NamedTuple):
    """A call as it stands: its function, its id, its line, and its arguments as they are written."""

    name: str
    id: str
    line: int
    arguments: dict[str, ast.expr]
    written: dict[str, str]


def check(content: Content) -> Iterator[Problem]:
    """Compare the calls of each analysis that differs with its last version."""
    last = last_version(content)
    for page in content.pages:
        if page.file in last.changed and (text := last.text(page.file)):
            before = _calls(Page(text.replace("\r\n", "\n"), page.name, page.file))
            for key, now in _calls(page).items():
                if key in before:
                    for wrong, right in _faults(content, before[key], now):
                        yield Problem(page.file, now.line, f"{now.name} {now.id}", wrong, right)


def _calls(page: Page) -> dict[tuple[str, str, int], Told]:
    """The calls of a page by function and id; the same id, computed twice, is counted."""
    found: dict[tuple[str, str, int], Told] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for call in code.calls(page):
        if call.name in ("record", "judge", "figure"):
            node = call.arguments.get("id", call.arguments.get("")) if call.name != "judge" else call.arguments.get("")
            if node is not None:
                id = code.text_of(node) or ast.unparse(node)
                seen[call.name, id] += 1
                others = {f"{number}": one for number, one in enumerate(call.node.args[1:], 1)}
                given = {**others, **{name: one for name, one in call.arguments.items() if name}}
                written = {name: ast.unparse(one) for name, one in given.items()}
                found[call.name, id, seen[call.name, id]] = Told(call.name, id, call.line, given, written)
    return found


def _faults(content: Content, before: Told, now: Told) -> Iterator[tuple[str, str]]:
    """What changed alone, and what would be right."""
    if now.name == "judge":
        names = [name for name in {**before.written, **now.written} if name.isdigit() or name in RESTED_ON]
        if changed := [name for name in names if before.written.get(name) != now.written.get(name)]:
            was, is_now = (", ".join(one.written.get(name, "nothing") for name in changed) for one in (before, now))
            yield f"the claim rests on {is_now} now, and on {was} in the last version", f"what measures it; {MEANT}"
        return
    texts = TEXTS[now.name]
    restated = [name for name in texts if before.written.get(name) != now.written.get(name)]
    moved = [name for name in CIRCUMSTANCES if before.written.get(name) != now.written.get(name)]
    if now.name == "record" and moved and not restated:
        name = moved[0]
        was, is_now = (one.written.get(name, "nothing") for one in (before, now))
        wrong = f"{name} is {is_now} now, was {was} in the last version, and the statement is the same"
        yield wrong, f"{name} as the rows and the statement have it; {MEANT}, in the statement too"
    for name in restated if not moved else ():
        one, other = (said(each.arguments.get(name)) for each in (before, now))
        if one and other and differ(content, one, other):
            wrong = (
                f"{name} has other facts than in the last version (“{around(one, other)}”), and nothing else changed"
            )
            if now.name == "figure":
                wrong = f"{name} has other facts than in the last version (“{around(one, other)}”)"
            yield wrong, f"what the numbers say; {MEANT}"
