"""A finding whose value changed has another row beneath it, or a calculation that was meant to change.

Whoever edits a formula sees the formula and not the number. So the value of each finding, as the build writes it into
executions.lock, is compared with that of the last version (where this line of work left main). Where it moved although
none of its data sets did, the calculation is another one: divided by the wrong year, a country left out of a sum, a
mean for a median. If that was meant, say why where you ask for your change to be taken; main then has the new value,
and the warning ends. Without git or without the lock there is no last version, and this rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.last_version import last_version
from retorno.checks.reading.recording_calls import recordings
from retorno.project.problems import ContentError, Problem
from sphinx_keyed_execution import lock_file

SEVERITY = "warning"

NEAR = 1e-9
"""What two machines may differ by, in parts of the value."""

SHOWN = 8
"""How many findings of an analysis are told one by one."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the values that the last build wrote down with those of the last version."""
    last, lock = last_version(content), content.project.root / lock_file.NAME
    if lock_file.NAME not in last.changed or not lock.is_file():
        return
    old, new = last.text(lock_file.NAME), lock.read_text(encoding="utf-8", errors="replace")
    before = {id: told for given in lock_file.results(old).values() for id, told in given.items()}
    then, now = lock_file.states(old), lock_file.states(new)
    pages = {page.file: page for page in content.pages}
    for file, given in lock_file.results(new).items():
        moved = []
        for id, told in given.items():
            value, *data_sets = told.split()
            tables = [f"data/{name}.csv" for name in data_sets]
            if (
                id in before
                and _differ(before[id].split()[0], value)
                and all(then.get(t) == now.get(t) for t in tables)
            ):
                moved.append((id, before[id].split()[0], value))
        for id, was, value in moved[:SHOWN]:
            line = _line(pages[file], id) if file in pages else 0
            wrong = f"it was {was} in the last version and is {value} now, and none of its data changed"
            right = f"the calculation as it was (git diff main -- {file}); if it was meant to change, say so with your change"
            yield Problem(file, line, f"finding {id}", wrong, right)
        if len(moved) > SHOWN:
            wrong = f"{len(moved) - SHOWN} more findings have other values, and their data are the same"
            yield Problem(file, 0, "findings", wrong, "as with those above")


def _differ(one: str, other: str) -> bool:
    """Whether two values are not the same number, or not the same list of places."""
    if one == other:
        return False
    try:
        a, b = float(one), float(other)
    except ValueError:
        return True
    return abs(a - b) > NEAR * max(abs(a), abs(b))


def _line(page: Page, id: str) -> int:
    """Where the code of a page records *id*: the call with its id written out, else the first that may."""
    try:
        calls = [call for call in recordings(page) if call.name == "record" and call.is_about(id)]
    except ContentError:
        return 0
    return min(calls, key=lambda call: (call.form is not None, len(call.ids), call.line)).line if calls else 0
