"""A source: an entry of the bibliography."""

from __future__ import annotations

import re
from pathlib import Path

from retorno.checks.reading.bibliography import parsed
from retorno.commands.drafts.additions import add_entry
from retorno.commands.drafts.questions import Answers, Question, is_open, to_fill_in
from retorno.evidence.findings import ID
from retorno.project.documents import text
from retorno.project.paths import Project
from retorno.project.problems import UsageError

NAME = "the key of the source: its publisher, subject and year, such as iom-return-2020"
ABOUT = (
    Question(
        "author", "who wrote or published it: persons as “Last, First and Last, First”, an organisation in {braces}"
    ),
    Question("source_title", "the title of the source, as it is printed"),
    Question("year", "the year of publication"),
    Question("url", "the address at which it can be read, with https://"),
    Question("kind", "what kind of source it is, such as Primary, Journalism or Research"),
    Question("read", "how far you have read it, such as “read in full”"),
    Question("grade", "how far it can be trusted, from A to D (see the page on method)", choices=("A", "B", "C", "D")),
)
QUESTIONS = ABOUT
IN_BRACES = re.compile(r"\{[^{}]*\}")
PERSON = re.compile(r"[^,{}]+,[^,{}]+(?:,[^,{}]+)?")
OF_AN_ORGANISATION = re.compile(r"(?<![\w-])(?:for|of|on|the|against|&)(?![\w-])", re.I)


def write(project: Project, name: str, answers: Answers) -> list[Path]:
    """Add the entry; raises :class:`UsageError` where the key is no key or is taken."""
    if not ID.fullmatch(name):
        raise UsageError(f"“{name}” is no key: lower-case words joined by hyphens, such as iom-return-2020.")
    if is_known(project, name):
        raise UsageError(f"references.bib has “{name}” already: choose another key.")
    return [add_entry(project, entry(name, answers))]


def is_known(project: Project, key: str) -> bool:
    """Whether the bibliography has an entry with this key."""
    return key in {entry.key for entry in parsed(text(project.bibliography, "references.bib")).entries}


def entry(key: str, answers: Answers) -> str:
    """The entry as it is written in the bibliography."""
    grade = answers["grade"] if not is_open(answers["grade"]) else to_fill_in("grade A to D")
    note = f"{_plain(answers['kind'])}; {_plain(answers['read'])}. Grade {grade}"
    fields = {
        "author": names(answers["author"]),
        "title": _plain(answers["source_title"]),
        "year": answers["year"],
        "url": answers["url"],
        "note": note,
    }
    return f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def names(author: str) -> str:
    """Who wrote it, as BibTeX has it: persons where all are written as such, else an organisation, whole in braces.

    Organisations in braces may stand among the persons.
    """
    parts = re.split(r"\s+and\s+(?![^{}]*\})", author.strip())
    if all(IN_BRACES.fullmatch(part) or is_person(part) for part in parts):
        return " and ".join(f"{{{_plain(part)}}}" if IN_BRACES.fullmatch(part) else _plain(part) for part in parts)
    return f"{{{_plain(author)}}}"


def is_person(name: str) -> bool:
    """Whether a name is written as “Last, First”, and is not that of an organisation with a comma in it."""
    return bool(PERSON.fullmatch(name)) and not OF_AN_ORGANISATION.search(name)


def _plain(value: str) -> str:
    """Text in which BibTeX sees nothing but letters."""
    return re.sub(r"([%&#$])", r"\\\1", re.sub(r"[{}\\]", "", value))
