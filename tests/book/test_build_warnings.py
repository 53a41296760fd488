"""What a build warns of and how far it has come: taken from records and events, whatever Sphinx prints."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from sphinx.util.logging import NAMESPACE

from retorno.execution import hooks
from retorno.project.paths import Project
from retorno.project.problems import Problem
from retorno.site.build import store
from retorno.site.build_warnings import Warnings
from retorno.site.edition import write_edition
from retorno.site.library_messages import OTHERWISE

ROOT = Path("/somewhere/book")
OURS = Problem("chapters/a.md", 3, "x.png", "this lies outside", "a file of the project", "build")


class Environment:
    """As much of Sphinx's environment as is asked for."""

    def doc2path(self, docname: str) -> Path:
        """Where a page lies."""
        return ROOT / f"{docname}.md"


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Warnings]:
    """Somebody who hears what is warned of in a book; who listened to books before does not."""
    monkeypatch.setattr(logging.getLogger(NAMESPACE), "handlers", [])
    made = Warnings(Project(ROOT))
    app: Any = SimpleNamespace(env=Environment(), config=SimpleNamespace(suppress_warnings=["myst.header"]))
    made.listen(app)
    made.listen(app)
    yield made
    made.close()


def warn(message: str, *arguments: object, **extra: object) -> None:
    """Warn as Sphinx's own loggers do."""
    logger = logging.getLogger(f"{NAMESPACE}.test")
    record = logger.makeRecord(logger.name, logging.WARNING, "", 0, message, arguments, None, extra=extra)
    logging.getLogger(NAMESPACE).handle(record)


def node(line: int) -> nodes.Node:
    """A node of a page."""
    made = nodes.paragraph()
    made.source, made.line = str(ROOT / "chapters/a.md"), line
    return made


def test_a_problem_of_the_book_is_handed_over_whole_and_told_once(warnings: Warnings) -> None:
    """Sphinx 9 writes the type behind each message, and some loggers write it too."""
    warn("%s", OURS, location=("chapters/a", 3), type="retorno", subtype="intake")
    warn("%s [retorno.intake] [retorno.intake]", OURS, location="x:1", type="retorno", subtype="intake")
    assert warnings.problems() == [OURS]


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("chapters/a", ("chapters/a.md", 0)),
        (("chapters/a", 7), ("chapters/a.md", 7)),
        (("chapters/a", None), ("chapters/a.md", 0)),
        (f"{ROOT}/chapters/a.md:7", ("chapters/a.md", 7)),
        (f"{ROOT}/chapters/a.md:", ("chapters/a.md", 0)),
        (node(7), ("chapters/a.md", 7)),
        (None, ("the book", 0)),
    ],
)
def test_a_place_is_known_in_all_its_forms(warnings: Warnings, location: object, place: tuple[str, int]) -> None:
    warn("no such thing: %s", f"{ROOT}/x", location=location)
    (told,) = warnings.problems()
    assert (told.file, told.line, told.wrong, told.right) == (*place, "no such thing: x", OTHERWISE)


@pytest.mark.parametrize(
    ("said", "subtype", "right"),
    [
        ("there is no finding “x”.", "finding", "record(…)"),
        ("there is no figure “x” in any analysis", "figure", "figure(…)"),
        ("duplicate term description of claim, other instance in chapters/a", "", "one entry for each word"),
        ("term not in glossary: 'x'", "", "a word of the glossary"),
        ("unknown document: 'chapters/x'", "", "a page that exists"),
        ("undefined label: 'x'", "", "(name)="),
        ('Unknown interpreted text role "cit".', "", "role that the book has"),
        ("document isn't included in any toctree", "", "_toc.yml"),
        ('could not find bibtex key "x"', "", "references.bib"),
        ("Non-consecutive header level increase; H1 to H3", "", "one level"),
    ],
)
def test_what_would_be_right_is_said_of_what_a_library_warns_of(
    warnings: Warnings, said: str, subtype: str, right: str
) -> None:
    warn(said, location="chapters/a", type="retorno" if subtype else "", subtype=subtype)
    (told,) = warnings.problems()
    assert right in told.right


def test_what_is_suppressed_is_not_told(warnings: Warnings) -> None:
    warn("a heading too deep", type="myst", subtype="header")
    assert warnings.problems() == []


def test_what_a_library_says_of_what_the_book_has_said_is_left_out(warnings: Warnings) -> None:
    warn("cannot read x.png", location=("chapters/a", 4))
    warn("cannot read y.png", location=("chapters/a", 4))
    warn("%s", OURS, type="retorno", subtype="intake")
    assert [one.wrong for one in warnings.problems()] == ["cannot read y.png", "this lies outside"]


def test_where_a_notebook_stops_nothing_is_told_of_what_it_did_not_give(warnings: Warnings) -> None:
    warn("there is no finding “x”", location="chapters/b", type="retorno", subtype="finding")
    assert len(warnings.problems()) == 1
    warn("%s", OURS, type="keyed_execution", subtype="failed")
    assert warnings.problems() == warnings.failures() == [OURS]


def test_steps_are_counted_whatever_language_sphinx_speaks(small_book: Project) -> None:
    steps: list[tuple[str, int, int]] = []
    executor = hooks.executor(small_book.root, store(small_book))
    try:
        out = small_book.root / "_build" / "es"
        write_edition(small_book, "es", out, lambda line: None, executor, lambda *step: steps.append(step))
    finally:
        executor.close()
    for stage in ("pages read", "pages written"):
        done = [(done, of) for name, done, of in steps if name == stage]
        assert done[0][0] == 1
        assert done[-1][0] == done[-1][1] == len(list(small_book.root.rglob("chapters/**/*.md"))) + 1
