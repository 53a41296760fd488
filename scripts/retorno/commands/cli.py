"""The command line: one verb a job."""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from retorno.checks import problem_report
from retorno.commands import progress_bar
from retorno.commands.verbs import bench, diff, history, refresh
from retorno.project import documents, unforeseen
from retorno.project.machine_faults import in_words
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError, UsageError

GOOD, CONTENT, USAGE, MACHINE = 0, 1, 2, 3
"""Exit status: all is well; the content is wrong; the command was used wrongly; the machine is in the way."""

PANIC = "pyo3_runtime"
"""Where the error comes from with which a library in Rust stops, for want of memory or of file handles."""

INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C has ended."""

MEANING = {CONTENT: "the content is wrong", USAGE: "the command was used wrongly", MACHINE: "the machine is in the way"}
"""Told in the last line, since ``make`` ends with 2 whatever the status of what it ran."""


def site(project: Project, arguments: argparse.Namespace) -> int:
    """Build the site into _site/."""
    from retorno.site.build import Stages, build

    def made() -> Stages:
        checked, printed, must = not arguments.unchecked, arguments.printed, arguments.must_print
        return build(project, tell, checked=checked, printed=printed, must_print=must, step=step)

    report = ""
    with progress_bar.shown(sys.stdout) as (tell, step):
        if arguments.profile:
            from retorno.commands.profiling import profiled

            stages, report = profiled(made, project.root / "_build" / "profile.pstats")
        else:
            stages = made()
    _say("\n".join(filter(None, [report, stages.table()])))
    _say(f"The site is ready. Open it in a browser: {(project.root / '_site' / 'index.html').as_uri()}")
    return GOOD


def serve(project: Project, arguments: argparse.Namespace) -> int:
    """Show the book in a browser and rebuild it while you write."""
    from retorno.commands.serving.loop import run

    run(project, arguments.port, _say)
    return GOOD


def check(project: Project, arguments: argparse.Namespace) -> int:
    """Run every check and say what to mend."""
    from retorno import checks
    from retorno.checks.reading.content import Content

    if arguments.fix:
        for rule in checks.known_rules():
            for path in rule.fix(Content(project)) if rule.fix else []:
                _say(f"mended {project.relative(path)} ({rule.id})")
    problems = checks.run(Content(project))
    print(problem_report.FORMATS[arguments.format](problems, project))
    return CONTENT if any(found.severity == "error" for found in problems) else GOOD


def links(project: Project, arguments: argparse.Namespace) -> int:
    """Ask for every address of another site, and suggest archived copies for the dead ones."""
    from retorno.commands import dead_links as web

    addresses = web.addresses(project)
    _say(f"Asking for {len(addresses)} addresses; this takes some minutes …")
    seen = web.look(addresses)
    if addresses and not any(link.state == "good" for link in seen):
        raise OSError("no address at all answers, so this machine seems to have no connection")
    print(web.as_text(seen))
    return CONTENT if any(link.state == "dead" for link in seen) else GOOD


def credits(project: Project, arguments: argparse.Namespace) -> int:
    """Say who contributed to which page, from the history of the project."""
    from retorno.project import credits as history

    if arguments.write:
        _say(f"written: {project.relative(history.write(project))}")
        return GOOD
    write = {"text": history.as_text, "markdown": history.as_markdown, "json": history.as_json}
    print(write[arguments.format](history.credits(project)))
    return GOOD


def clean(project: Project, arguments: argparse.Namespace) -> int:
    """Remove what builds made; with --cache also the executed notebooks."""
    for name in ("_build", "_site", *([".cache"] if arguments.cache else [])):
        shutil.rmtree(project.root / name, ignore_errors=True)
    return GOOD


VERBS: dict[str, Callable[[Project, argparse.Namespace], int]] = {
    "site": site,
    "serve": serve,
    "check": check,
    "links": links,
    "credits": credits,
    "clean": clean,
}
MODULES = {"bench": bench, "diff": diff, "history": history, "refresh": refresh}
"""Verbs with a module of their own."""


def parser() -> argparse.ArgumentParser:
    """The arguments of every verb."""
    made = argparse.ArgumentParser(prog="retorno", description="Build and check the book on return migration.")
    made.add_argument("--root", type=Path, default=Path.cwd(), help="a folder of the project (default: this one)")
    verbs = made.add_subparsers(dest="verb", required=True)
    for name, verb in VERBS.items():
        added = verbs.add_parser(name, help=verb.__doc__, description=verb.__doc__)
        if name == "site":
            added.add_argument("--unchecked", action="store_true", help="leave the checks out, to look at a draft")
            added.add_argument(
                "--no-print",
                dest="printed",
                action="store_false",
                help="leave out the PDF, the ePub and the offline copy",
            )
            added.add_argument(
                "--must-print", action="store_true", help="fail where the PDF, the ePub or the offline copy is not made"
            )
            added.add_argument("--profile", action="store_true", help="say in detail where the time went")
        if name == "serve":
            added.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")
        if name == "check":
            added.add_argument("--fix", action="store_true", help="mend what can be mended safely first")
            added.add_argument("--format", choices=list(problem_report.FORMATS), default="text", help="how to print it")
        if name == "credits":
            added.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="how to print it")
            added.add_argument("--write", action="store_true", help="write the list that the book shows")
        if name == "clean":
            added.add_argument("--cache", action="store_true", help="remove the executed notebooks as well")
    for name, module in MODULES.items():
        help = (module.__doc__ or "").partition("\n\n")[0]
        added = verbs.add_parser(name, help=help, description=help)
        module.arguments(added)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status."""
    arguments = parser().parse_args(argv)
    root = arguments.root
    try:
        project = Project.containing(root)
        root = project.root
        verb = MODULES[arguments.verb].run if arguments.verb in MODULES else VERBS[arguments.verb]
        return verb(project, arguments)
    except ContentError as error:
        print(problem_report.as_text(error.problems, project), file=sys.stderr)
        print(*_as_it_was(arguments), file=sys.stderr)
        return CONTENT
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except MachineError as error:
        print(f"The machine is in the way: {error}", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE
    except OSError as error:
        if problem := documents.in_place_of_a_source(error, root):
            print(problem_report.as_text([problem], Project(root)), *_as_it_was(arguments), sep="\n", file=sys.stderr)
            return CONTENT
        print(f"The machine is in the way: {in_words(error)}.", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE
    except Exception as error:  # nobody foresaw it: a sentence for whoever is there, the report for who mends it
        told = unforeseen.report(error, root)
        print(f"Retorno itself failed, which is no fault of yours: {told}", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE
    except BaseException as error:
        if type(error).__module__ != PANIC:  # an interrupt, or the end that somebody asked for
            raise
        told = unforeseen.report(error, root)
        print(f"The machine is in the way: a library stopped. {told}", *_as_it_was(arguments), file=sys.stderr)
        return MACHINE


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


def _say(line: str) -> None:
    print(line, flush=True)


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


if __name__ == "__main__":
    sys.exit(run())
