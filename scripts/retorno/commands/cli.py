"""The command line: finds the verb, and makes of whatever ends it a sentence and an exit status."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType

from retorno.project.machine_faults import in_words
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError, Problem, UsageError

GOOD, CONTENT, USAGE, MACHINE = 0, 1, 2, 3
"""Exit status: all is well; the content is wrong; the command was used wrongly; the machine is in the way."""

PANIC = "pyo3_runtime"
"""Where the error comes from with which a library in Rust stops, for want of memory or of file handles."""

INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C has ended."""

MEANING = {CONTENT: "the content is wrong", USAGE: "the command was used wrongly", MACHINE: "the machine is in the way"}
"""Told in the last line, since ``make`` ends with 2 whatever the status of what it ran."""


VERBS = (
    *("site", "serve", "check", "new", "links", "credits", "clean"),
    *("bench", "diff", "graded", "history", "messages", "refresh"),
)
"""Each a module of :mod:`retorno.commands.verbs`."""


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The arguments of the verb with which *words* begin, the only one to be imported; of every verb if with none."""
    made = argparse.ArgumentParser(prog="retorno", description="Build and check the book on return migration.")
    made.add_argument("--root", type=Path, default=Path.cwd(), help="a folder of the project (default: this one)")
    verbs = made.add_subparsers(dest="verb", required=True)
    for name in [name for name in VERBS if name in words[:1]] or VERBS:
        verb = _verb(name)
        help = (verb.__doc__ or "").partition("\n\n")[0]
        added = verbs.add_parser(name, help=help, description=help)
        verb.arguments(added)
    return made


def _verb(name: str) -> ModuleType:
    return import_module(f"retorno.commands.verbs.{name}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(words).parse_args(words)
    root = arguments.root
    try:
        project = Project.containing(root)
        root = project.root
        status: int = _verb(arguments.verb).run(project, arguments)
        return status
    except ContentError as error:
        _tell(error.problems, project)
        print(*_as_it_was(arguments), file=sys.stderr)
        return CONTENT
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except MachineError as error:
        print(f"The machine is in the way: {error}", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE
    except OSError as error:
        from retorno.project import documents

        if problem := documents.in_place_of_a_source(error, root):
            _tell([problem], Project(root))
            print(*_as_it_was(arguments), file=sys.stderr)
            return CONTENT
        print(f"The machine is in the way: {in_words(error)}.", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE
    except BaseException as error:  # nobody foresaw it: a sentence for whoever is there, the report for who mends it
        if not isinstance(error, Exception) and type(error).__module__ != PANIC:
            raise  # an interrupt, or the end that somebody asked for
        from retorno.project import unforeseen

        ours = "Retorno itself failed, which is no fault of yours:"
        whose = ours if isinstance(error, Exception) else "The machine is in the way: a library stopped."
        print(whose, unforeseen.report(error, root), *_as_it_was(arguments), file=sys.stderr)
        return MACHINE


def _tell(problems: Sequence[Problem], project: Project) -> None:
    from retorno.checks import problem_report

    print(problem_report.as_text(problems, project), file=sys.stderr)


def _ended() -> int:
    """The exit status of :func:`main`, whatever ended it."""
    try:
        return main()
    except SystemExit as error:  # of the reader of arguments, which has said what is wrong
        return error.code if isinstance(error.code, int) else USAGE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except MemoryError as error:
        print(f"The machine is in the way: {in_words(error)}.", file=sys.stderr)
        return MACHINE


def _as_it_was(arguments: argparse.Namespace) -> list[str]:
    return ["The site was not changed."] if arguments.verb == "site" else []


def run() -> int:
    """The program ``retorno``: one verb in a process of its own, which need not tidy up behind itself."""
    # Pages are trees with parents and children in circles, and nearly all live until the end:
    # looking for rubbish as often as Python does by itself takes a fifth of a build.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of another encoding than UTF-8 shows what it can
    status = _ended()
    if status in MEANING:
        print(f"Exit status {status}: {MEANING[status]}.", file=sys.stderr)
    gc.freeze()  # nor look through all of it once more at the end, for a third of a second
    return status
