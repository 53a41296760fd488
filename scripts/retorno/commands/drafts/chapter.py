"""A chapter: a page with the shape that every chapter has, listed behind the others of its part."""

from __future__ import annotations

from pathlib import Path
from string import Template

from retorno.checks.reading.chapters import PARTS
from retorno.commands.drafts.additions import add_page
from retorno.commands.drafts.questions import Answers, Question
from retorno.evidence.findings import ID
from retorno.project.paths import Project
from retorno.project.problems import UsageError

NAME = "the name of the page, as it will stand in its address, such as return-with-children"
POLICY = tuple(part for part in PARTS if part != "analyses")
CLOSING = (
    Question("point", "the two or three sentences that a reader should keep", fewest=3, ends=".?!"),
    Question("unknown", "what nobody knows, or what the sources leave open", fewest=3, ends=".?!"),
    Question("question", "a question that people could discuss", fewest=3, ends="?"),
    Question("exercise", "something to do with what stands above", fewest=3, ends=".?!"),
    Question("solution", "what a good answer says", fewest=3, ends=".?!"),
)
"""What ends every chapter."""

QUESTIONS = (
    Question("part", "the part of the book that it belongs to", choices=POLICY),
    Question("title", "the title of the chapter", fewest=1),
    Question("in_short", "three sentences that stand for the page", fewest=6, ends=".?!"),
    Question(
        "learn", "what somebody can do who has read it, beginning with a verb; at its end, ({outcome}`seven`)", fewest=4
    ),
    *CLOSING,
)
TEXT = Template((Path(__file__).parent / "chapter.md").read_text(encoding="utf-8"))


def write(project: Project, name: str, answers: Answers) -> list[Path]:
    """Write the page; raises :class:`UsageError` where its name is none or taken, or its part is not known."""
    if not ID.fullmatch(name):
        raise UsageError(f"“{name}” is no name of a page: lower-case words joined by hyphens.")
    if answers["part"] not in POLICY:
        raise UsageError(f"--part says to which part of the book the chapter belongs: {', '.join(POLICY)}.")
    page = f"chapters/{answers['part']}/{name}"
    return add_page(project, page, TEXT.substitute(answers, name=name))
