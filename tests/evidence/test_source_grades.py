"""A finding inherits the lowest grade beneath it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from examples import a_claim, a_finding
from retorno.evidence.registry import Contribution, Registry
from retorno.evidence.source_grades import Grades, of_sources
from retorno.evidence.verdicts import judge
from retorno.project.paths import Project

GRADES = Grades(
    {"treaty": "A", "study": "B", "news": "C", "copy": "D"},
    {"counts": ("treaty", "news"), "more": ("study",), "own": (), "unknown": ("no-such-source",)},
)
FOUND = a_finding(100.0)


@pytest.mark.parametrize(
    ("datasets", "reported_by", "lowest"),
    [
        (("counts",), "", "C"),
        (("more",), "", "B"),
        (("more", "counts"), "", "C"),
        (("own",), "", ""),
        (("unknown",), "", ""),
        (("counts",), "treaty", "A"),
        ((), "copy", "D"),
    ],
)
def test_the_weakest_link(datasets: tuple[str, ...], reported_by: str, lowest: str) -> None:
    found = replace(FOUND, datasets=datasets, reported_by=reported_by)
    assert GRADES.lowest(found) == lowest


def test_a_finding_may_name_the_sources_of_the_rows_that_it_used() -> None:
    """Of a table that gathers figures of many; the other tables stand with all of theirs."""
    found = replace(FOUND, datasets=("counts",), reported_by="", sources=("treaty",))
    assert GRADES.lowest(found) == "A"
    assert GRADES.beneath(replace(found, datasets=("counts", "more"))) == {"treaty": "A", "study": "B"}


def test_what_is_published_says_it() -> None:
    """A finding with what lies beneath it; a claim with what lies beneath its evidence."""
    found, claim = replace(FOUND, datasets=("counts",), reported_by=""), a_claim(100.0)
    page = Contribution(findings={found.id: found}, verdicts={claim.id: judge(claim, found)})
    entries = Registry({claim.id: claim}, {"chapters/analyses/one": page}, GRADES).as_list()
    assert [(entry["kind"], entry["grade"]) for entry in entries] == [("claim", "C"), ("finding", "C")]


def test_the_notes_of_the_bibliography_are_read(small_book: Project) -> None:
    small_book.bibliography.write_text(
        "@misc{first,\n  note = {Read in full. Grade B},\n}\n\n@misc{none,\n  note = {Read in full},\n}\n\n"
        "@misc{carried,\n  note = {Grade A for the law; Grade C for the copy},\n}\n",
        encoding="utf-8",
    )
    assert of_sources(small_book) == {"first": "B", "carried": "C"}
    small_book.bibliography.unlink()
    assert of_sources(small_book) == {}


def test_every_source_of_the_book_has_a_grade(real_book: Project) -> None:
    lines = real_book.bibliography.read_text(encoding="utf-8").splitlines()
    keys = {line.partition("{")[2].rstrip(",") for line in lines if line.startswith("@")}
    assert keys == of_sources(real_book).keys()
