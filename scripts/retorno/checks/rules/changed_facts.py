"""A fact that is another than in the last version was read at its source again.

Most slips that nothing else can see are made in a sentence that was right: *ten days* becomes *thirty days*, *must*
becomes *may*, two findings change places. So the sentences, rows and entries that changed are compared with those of
the last version (where this line of work left main). Where the words agree but for few that carry a fact (numbers,
days, denials, parts of a whole, duties, ways of a change, currencies, names, the key of a finding or a source), and
nothing beside them says that somebody read the source again, both are shown side by side. This is a question, and
stops nothing: read the source at that place, and put the old words back if they were right. If the new ones are, say
so where readers look for it: the day of the page (*Read on …*), the row of the sentence in
data/attributed-statements.csv, or the note of the entry in references.bib; a page without any of them keeps the
question until the change is in main. The words are in `policy/words/changed-facts.toml`. Spelling, commas, synonyms
and sentences that were written anew are no matter of this rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.changes.table_changes import rows_of
from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.carried_facts import Changed, FactWords, changed, fact_words
from retorno.checks.reading.compared_units import Unit, pairs, units
from retorno.checks.reading.content import Content
from retorno.checks.reading.last_version import last_version
from retorno.checks.reading.page_days import DONE, as_day
from retorno.checks.reading.recording_calls import recorded
from retorno.evidence.text_parts import STATEMENTS
from retorno.project.csv_tables import records
from retorno.project.documents import text as text_of
from retorno.project.problems import Problem

SEVERITY = "warning"
GIVES_WAY = True

SIGNATURES = f"data/{STATEMENTS}"
PLACES = ("chapters/", "index.md", "references.bib")
READ = (".md", ".yml", ".toml", ".bib")
SHOWN = 12
"""How many facts of a file are told one by one."""

AROUND = 30
"""Letters of the sentence that are shown around a fact."""

SIGNED = 0.6
"""The part of its words that a row of the statements shares with the sentence that it speaks of."""


def check(content: Content) -> Iterator[Problem]:
    """Compare each text that changed with its last version."""
    last = last_version(content)
    named = sorted(name for name in last.changed if name.startswith(PLACES) and name.endswith(READ))
    if not named:
        return
    places = {row.get("name", "") for _, row in records(content.project.data / "places.csv")}
    words = fact_words(content, "changed-facts", places)
    signed = _signed(content, last.text(SIGNATURES))
    for name in named:
        if not (content.project.root / name).is_file():
            continue
        now = text_of(content.project.root / name, name).replace("\r\n", "\n")
        told = list(_told(content, name, last.text(name), now, words, signed))
        yield from told[:SHOWN]
        if len(told) > SHOWN:
            wrong = f"{len(told) - SHOWN} more facts of this file are others than in the last version"
            yield Problem(name, 0, "", wrong, "what the sources say, read again")


def _told(
    content: Content, name: str, old: str, new: str, words: FactWords, signed: list[frozenset[str]]
) -> Iterator[Problem]:
    sections = (units(name, old), units(name, new))
    again = _read_again(*sections)
    for was, now in pairs(*sections):
        if now.section in again or _is_signed(now.text, signed):
            continue
        for fact in changed(was.text, now.text, words):
            if not _is_renamed(content, fact):
                line = now.line + now.text.count("\n", 0, fact.start)
                yield Problem(name, line, _place(now.text, fact.start), _wrong(fact), _right(name))


def _wrong(fact: Changed) -> str:
    same = "in a sentence that is otherwise the same"
    if not fact.old:
        return f"“{fact.new}” is new since the last version, {same}"
    if not fact.new:
        return f"“{fact.old}” stood here in the last version, {same}"
    return f"“{_short(fact.new)}” was “{_short(fact.old)}” in the last version, and the rest is as it was"


def _right(name: str) -> str:
    if name.endswith(".bib"):
        return "what the source itself says, looked at again; the note then says so (“read on …”)"
    if name.endswith(".md"):
        return (
            "what the source says at that place, read again; if this is right, the page’s “Read on …” or the row of "
            f"{SIGNATURES} takes the day (a page without either keeps this question until it is in main)"
        )
    return "the words that fit the rest of the material and its key; a question, which stops nothing"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else f"{plain[:88]} …"


def _place(text: str, at: int) -> str:
    """The words around a position, on one line."""
    start, end = max(0, at - AROUND), min(len(text), at + AROUND)
    start = text.find(" ", start) + 1 if start else 0
    end = end if end == len(text) or text.rfind(" ", 0, end) <= at else text.rfind(" ", 0, end)
    return f"“… {' '.join(text[start:end].split())} …”"


def _is_renamed(content: Content, fact: Changed) -> bool:
    """Whether a role leads elsewhere because what it led to has another name now."""
    if fact.family == "{doc}":
        return fact.old.partition("`")[2].strip("`/") not in content.listed and not _exists(content, fact.old)
    if fact.family == "{finding}":
        ids, calls = recorded(content)
        return all(id not in ids and not any(call.is_about(id) for call in calls) for id in _targets(fact.old))
    if fact.family.startswith("{cite"):
        known = keys(content)
        return not any(key.strip() in known for id in _targets(fact.old) for key in id.split(","))
    return False


def _exists(content: Content, role: str) -> bool:
    return any((content.project.root / f"{target.strip('/')}.md").is_file() for target in _targets(role))


def _targets(roles: str) -> list[str]:
    return [found.rpartition("<")[2].strip(" >") for found in re.findall(r"`([^`]+)`", roles)]


def _read_again(old: list[Unit], new: list[Unit]) -> set[str]:
    """The sections (of a page the whole) that tell a later day of reading than before."""
    latest: list[dict[str, str]] = [{}, {}]
    for days, those in zip(latest, (old, new), strict=True):
        for unit in those:
            for match in DONE.finditer(unit.text):
                day = as_day(match["day"])
                days[unit.section] = max(days.get(unit.section, ""), day.isoformat() if day else "")
    return {section for section, day in latest[1].items() if day > latest[0].get(section, "")}


def _signed(content: Content, old: str) -> list[frozenset[str]]:
    """The words of the statements whose rows are others than in the *old* table; none where it is as it was."""
    known = [*map(dict, rows_of(old))] if old else []
    rows = (row for _, row in records(content.project.root / SIGNATURES)) if old else ()
    return [_words(row["statement"]) for row in rows if row not in known]


def _is_signed(text: str, signed: list[frozenset[str]]) -> bool:
    mine = _words(re.sub(r"\{[\w:+.-]+\}`[^`]*`", " ", text))
    return any(len(mine & row) >= SIGNED * max(1, len(mine)) for row in signed)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
