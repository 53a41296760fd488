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
    Question("author", "who wrote or published it; several persons as “Last, First and Last, First”"),
    Question("source_title", "the title of the source, as it is printed"),
    Question("year", "the year of publication"),
    Question("url", "the address at which it can be read, with https://"),
    Question("kind", "what kind of source it is, such as Primary, Journalism or Research"),
    Question("read", "how far you have read it, such as “read in full”"),
    Question("grade", "how far it can be trusted, from A to D (see the page on method)", choices=("A", "B", "C", "D")),
)
QUESTIONS = ABOUT


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
    author = _plain(answers["author"])
    names = author if re.search(r"\band\b|,", author) and not is_open(author) else f"{{{author}}}"
    grade = answers["grade"] if not is_open(answers["grade"]) else to_fill_in("grade A to D")
    note = f"{_plain(answers['kind'])}; {_plain(answers['read'])}. Grade {grade}"
    fields = {
        "author": names,
        "title": _plain(answers["source_title"]),
        "year": answers["year"],
        "url": answers["url"],
        "note": note,
    }
    return f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _plain(value: str) -> str:
    """Text in which BibTeX sees nothing but letters."""
    return re.sub(r"([%&#$])", r"\\\1", re.sub(r"[{}\\]", "", value))
