"""Begin a data set, a claim, an analysis, a chapter or a source: ask for what it needs, and write a valid start.

On a terminal each question is asked; what is given as an option is not asked for. What stays open
stands in the files as “(to fill in: …)”, and `make check` names it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from retorno.checks import problem_report
from retorno.commands.drafts import analysis_page, chapter, claim, dataset, questions, source
from retorno.commands.drafts.questions import Question
from retorno.project import progress
from retorno.project.paths import Project
from retorno.project.problems import UsageError

KINDS = {"dataset": dataset, "claim": claim, "analysis": analysis_page, "chapter": chapter, "source": source}
WITH_SOURCE = ("dataset", "claim")
"""Kinds that rest on a source, which may be a new one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``retorno new``."""
    kinds = parser.add_subparsers(dest="draft", required=True, metavar="KIND")
    for name, kind in KINDS.items():
        help = (kind.__doc__ or "").strip().partition("\n")[0]
        added = kinds.add_parser(name, help=help, description=help, formatter_class=argparse.RawTextHelpFormatter)
        added.add_argument("name", nargs="?", help=kind.NAME)
        for question in _questions(name):
            choices = f"\n({', '.join(question.choices)})" if question.choices else ""
            added.add_argument(question.option, metavar="TEXT", help=(question.asks + choices).replace("%", "%%"))


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Write it, and say which files hold it and what is left to do; exit status 2 where it cannot be begun."""
    ask = _ask if sys.stdin.isatty() and sys.stdout.isatty() else None
    kind, given = KINDS[chosen.draft], vars(chosen)
    name = chosen.name or (ask(f"{kind.NAME[:1].upper()}{kind.NAME[1:]}: ").strip() if ask else "")
    if not name:
        raise UsageError(f"retorno new {chosen.draft} needs {kind.NAME}.")
    answers = questions.answered(kind.QUESTIONS, given, ask)
    written: list[Path] = []
    key = answers.get("source", "")
    if chosen.draft in WITH_SOURCE and key and not questions.is_open(key) and not source.is_known(project, key):
        about = questions.answered(source.ABOUT, given, ask)
        answers |= about
        written += kind.write(project, name, answers)
        written += source.write(project, key, about)
    else:
        written += kind.write(project, name, answers)
    for path in dict.fromkeys(written):
        progress.to_output(f"wrote {project.relative(path)}")
    _tell_what_is_left(project, {project.relative(path) for path in written})
    return 0


def _tell_what_is_left(project: Project, files: set[str]) -> None:
    """What the checks find in the files that were written."""
    from retorno import checks
    from retorno.checks.reading.content import Content

    left = [found for found in checks.run(Content(project)) if found.file in files and found.severity == "error"]
    if left:
        progress.to_output("\nWhat is left to do, as `make check` tells it:\n")
        progress.to_output(problem_report.as_text(left, project))
    else:
        progress.to_output("The checks find nothing to mend in these. `make site PRINT=no` shows them.")


def _questions(kind: str) -> list[Question]:
    own = KINDS[kind].QUESTIONS
    names = {question.name for question in own}
    return [*own, *(one for one in source.ABOUT if kind in WITH_SOURCE and one.name not in names)]


def _ask(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        return ""
