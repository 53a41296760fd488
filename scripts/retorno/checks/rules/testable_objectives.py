"""Each objective of a page can be tested, and says which of the eight outcomes it serves.

What a page teaches stands in its admonition of class `learn`, one objective a bullet. An objective begins
with a verb that somebody else can watch being done (*name*, *compute*, *correct*): nobody can mark whether
somebody *understands* or *knows*. The verbs are listed in `policy/words/testable-objectives.toml`. It ends
with the outcome of the part on teaching that it serves, in the role `outcome`. The objectives of kits begin
with such a verb too; their outcomes are those of their sessions. Pages of the part on teaching speak to
trainers and are left out, and a book without that part needs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.word_lists import listed
from retorno.project.problems import ContentError, Problem
from retorno.teaching.plan_checks import OUTCOMES
from retorno.teaching.sources import FOLDER, Material

SEVERITY = "error"
RULE = "testable-objectives"

BULLET = re.compile(r"[-*] +(.*)")
VERB = re.compile(r"\W*(\w+)")
OUTCOME = re.compile(r"\(\{outcome\}`([^`]*)`\)\.?$")
OPEN = "(to fill in"
RIGHT_VERB = f"a verb of policy/words/{RULE}.toml, such as name, say, compute or correct"


def check(content: Content) -> Iterator[Problem]:
    """Look at the objectives of pages and kits."""
    material = Material(content.project)
    if not material.outcomes:
        return
    verbs = listed(content, RULE)
    for page in content.pages:
        if not page.name.startswith("chapters/teach/"):
            for line, objective in _objectives(page):
                yield from _page_problems(page, line, objective, verbs)
    yield from _kit_problems(material, verbs)


def _objectives(page: Page) -> Iterator[tuple[int, str]]:
    """Each objective of *page* with its line, lines that go on joined."""
    for block in page.directives("admonition"):
        if "learn" not in block.option("class").split():
            continue
        begun: tuple[int, str] | None = None
        for number, line in enumerate(block.text.split("\n"), block.body_line):
            if found := BULLET.match(line):
                if begun:
                    yield begun
                begun = number, found[1].strip()
            elif begun and line.startswith(" "):
                begun = begun[0], f"{begun[1]} {line.strip()}"
            elif begun and line.strip():
                yield begun
                begun = None
        if begun:
            yield begun


def _page_problems(page: Page, line: int, objective: str, verbs: Collection[str]) -> Iterator[Problem]:
    if objective.startswith(OPEN):
        return  # told by another rule
    if wrong := _untestable(objective, verbs):
        yield Problem(page.file, line, objective, wrong, RIGHT_VERB)
    served = OUTCOME.search(objective)
    if served is None:
        wrong, right = "this objective names no outcome", "({outcome}`seven`) at its end, one of the eight outcomes"
        yield Problem(page.file, line, objective, wrong, right)
    elif served[1] not in OUTCOMES:
        yield Problem(page.file, line, served[0], f"“{served[1]}” is no outcome", ", ".join(OUTCOMES))


def _kit_problems(material: Material, verbs: Collection[str]) -> Iterator[Problem]:
    try:
        kits = material.kits.values()
    except ContentError:
        return  # told by another rule
    for kit in kits:
        for objective in kit.objectives:
            if wrong := _untestable(objective, verbs):
                yield Problem(f"{FOLDER}/kits.yml", 0, kit.id, f"{kit.id}, “{objective}”: {wrong}", RIGHT_VERB)


def _untestable(objective: str, verbs: Collection[str]) -> str:
    """Why nobody could mark *objective*; empty where somebody could."""
    found = VERB.match(objective)
    first = found[1].lower() if found else ""
    return "" if first in verbs else f"“{first}” is no verb that somebody else can watch being done"
