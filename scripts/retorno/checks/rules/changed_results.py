"""A finding whose value changed has another row beneath it, or a calculation that was meant to change.

Whoever edits a formula sees the formula and not the number. So the value of each finding, as the build writes it into
executions.lock, is compared with that of the last version (where this line of work left main). Where it moved although
none of its data sets did, the calculation is another one: divided by the wrong year, a country left out of a sum, a
mean for a median. So are the numbers of each figure, and what its axes and colours show. If it was meant, say why with
the change: main then has the new value, and the warning ends. Without git or without the lock this rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.last_version import last_version
from retorno.checks.reading.recording_calls import recordings
from retorno.execution.noted_results import FIGURE_NAME
from retorno.project.problems import ContentError, Problem
from sphinx_keyed_execution import lock_file

SEVERITY = "warning"

NEAR = 1e-9
"""What two machines may differ by, in parts of the value."""

SHOWN = 8
"""How many findings and figures of an analysis are told one by one."""


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
            was = before.get(id, told).split()[0]
            if _differ(was, value) and all(then.get(name) == now.get(name) for name in tables):
                moved.append((id, was, value))
        for id, was, value in moved[:SHOWN]:
            line = _line(pages[file], id) if file in pages else 0
            right = f"the calculation as it was (git diff main -- {file}); if it was meant to change, say why with it"
            place = id if id.startswith(FIGURE_NAME) else f"finding {id}"
            yield Problem(file, line, place, _wrong(id, was, value), right)
        if len(moved) > SHOWN:
            wrong = f"{len(moved) - SHOWN} more findings and figures are others than before, from the same data"
            yield Problem(file, 0, "findings", wrong, "as with those above")


def _wrong(id: str, was: str, value: str) -> str:
    if not id.startswith(FIGURE_NAME):
        return f"it was {was} in the last version and is {value} now, and none of its data changed"
    numbers = was.partition("-")[0] != value.partition("-")[0]
    what = "other numbers" if numbers else "its numbers otherwise (columns, order, colours or titles of its axes)"
    return f"it shows {what} than in the last version, and none of its data changed"


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
    """Where the code of a page records or shows *id*: the call with its id written out, else the first that may."""
    if id.startswith(FIGURE_NAME):
        shown = (call for call in code.calls(page) if call.name == "figure")
        return next((call.line for call in shown if call.text("id") == id.removeprefix(FIGURE_NAME)), 0)
    try:
        calls = [call for call in recordings(page) if call.name == "record" and call.is_about(id)]
    except ContentError:
        return 0
    return min(calls, key=lambda call: (call.form is not None, len(call.ids), call.line)).line if calls else 0
