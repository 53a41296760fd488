"""What notebooks record and judge, read from their code without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.evidence.findings import ID
from retorno.project.csv_tables import records
from retorno.project.problems import ContentError, Problem

RULE = "claims-register"
FIRST = {"record": "id", "judge": "claim"}
"""The functions of a notebook that are looked for, and the name of the argument that holds the id."""

EVIDENCE = frozenset({"at_least", "at_most", "earlier", "elsewhere"})
"""The arguments of ``judge``, besides those after the first, that name a finding."""


@dataclass(frozen=True)
class Recording:
    """One call of ``record`` or ``judge``: where it stands, and which ids it may be about.

    ``ids`` is one id where it is written out; where it is a variable, all words of the cell that
    could be ids. ``form`` matches the ids that an f-string makes. ``reported_by`` is a bib key.
    ``has_evidence`` says that a claim is set beside a finding.
    """

    name: str
    line: int
    ids: frozenset[str]
    form: re.Pattern[str] | None
    keywords: frozenset[str]
    reported_by: str
    has_evidence: bool

    def is_about(self, id: str) -> bool:
        """Whether the call may be about *id*."""
        return id in self.ids or bool(self.form and self.form.fullmatch(id))


def recordings(page: Page) -> list[Recording]:
    """The calls on a page, in their order; raises ``ContentError`` where the code is no Python."""
    for cell in code.cells(page):
        if cell.error:
            line, wrong = cell.line + (cell.error.lineno or 1) - 1, f"Python cannot read this cell: {cell.error.msg}"
            right = "code that runs; a bracket or a quotation mark is often not closed"
            raise ContentError(Problem(page.file, line, "code cell", wrong, right, RULE))
        if cell.options:
            wrong, right = (
                f"the options of this cell cannot be read: {cell.options}",
                'lines such as :tags: ["hide-input"]',
            )
            raise ContentError(Problem(page.file, cell.head + 1, "code cell", wrong, right, RULE))
    return [_call(call) for call in code.calls(page) if call.name in FIRST]


def recorded(content: Content) -> tuple[set[str], list[Recording]]:
    """The ids of findings that are written out, and the calls that record them."""
    found = [call for page in content.pages for call in recordings(page) if call.name == "record"]
    cited = {record.get("id", "") for _, record in records(content.project.data / "cited-figures.csv")}
    return cited.union(*(call.ids for call in found)), found


def _call(found: code.Call) -> Recording:
    given = found.arguments
    id = given.get("", given.get(FIRST[found.name]))
    written, form = code.text_of(id), None
    if isinstance(id, ast.JoinedStr):
        form = re.compile("".join(re.escape(code.text_of(part) or "") or "[a-z0-9-]+" for part in id.values))
    named = frozenset([written] if written else [] if form else _words(found.cell))
    # Anything may be among arguments from a mapping, the period as well.
    keywords = frozenset(given) | ({"period"} if found.gathered else set())
    has_evidence = found.name == "judge" and (len(found.node.args) > 1 or not EVIDENCE.isdisjoint(given))
    return Recording(found.name, found.line, named, form, keywords, found.text("reported_by") or "", has_evidence)


def _words(tree: ast.Module) -> Iterator[str]:
    """All words of a cell that could be ids."""
    texts = (code.text_of(node) or "" for node in ast.walk(tree))
    return (text for text in texts if "-" in text and ID.fullmatch(text))
