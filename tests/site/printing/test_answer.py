"""The answer of the process that prints: one value, whatever became of the process."""

from __future__ import annotations

import errno
import signal
from pathlib import Path

import pytest

from retorno.project.problems import Problem
from retorno.site.printing.answer import EPUB, LOG, PDF, Answer, Lack, lines, read, reason

GIVEN = Answer((Lack(PDF, "why", "how"),), (Problem("a.md", 1, "PDF", "wrong", "right", "build"),))


def test_an_answer_comes_back_as_it_was_given(tmp_path: Path) -> None:
    GIVEN.write(tmp_path / "answer")
    assert read(tmp_path / "answer", 0, [], "en") == GIVEN


def test_an_answer_stands_though_the_process_died_afterwards(tmp_path: Path) -> None:
    GIVEN.write(tmp_path / "answer")
    assert read(tmp_path / "answer", -signal.SIGSEGV, [PDF], "log") == GIVEN


@pytest.mark.parametrize(
    "left", [None, "", "null", "[]", "{}", '{"lacks": [1], "problems": []}', '{"lacks": [], "problems": [{}]}', "\0"]
)
def test_without_a_whole_answer_what_is_not_there_is_lacking(tmp_path: Path, left: str | None) -> None:
    if left is not None:
        (tmp_path / "answer").write_text(left, encoding="utf-8")
    told = read(tmp_path / "answer", -signal.SIGKILL, [EPUB, PDF], LOG.format(edition="en"))
    assert [lack.product for lack in told.lacks] == [EPUB, PDF]
    assert told.problems == ()
    assert "because memory ran out" in told.lacks[0].why
    assert told.lacks[0].how == "“make site” tries again; _build/print/en.log holds what its process said"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "no memory was left"),
        (OSError(errno.ENOSPC, "No space left on device", "x"), "the disk is full: x; make room"),
        (OSError("cannot load library 'libx'\nmore"), "cannot load library 'libx'"),
        (AttributeError("function/symbol 'hb_x' not found in library 'y'"), "a library is too old"),
        (ZeroDivisionError(), "ZeroDivisionError: ZeroDivisionError"),
        (ValueError("it is so."), "ValueError: it is so"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "the library x is not in .venv: delete that folder"),
    ],
)
def test_every_error_has_words(error: Exception, words: str) -> None:
    assert reason(error).startswith(words)
    assert "\n" not in reason(error)


def test_one_cause_is_told_in_one_line() -> None:
    told = lines([Lack(EPUB, "w", "h"), Lack(PDF, "w", "h"), Lack("offline copy", "other", "h")])
    assert told == ["No ePub and no PDF were made: w. h.", "No offline copy was made: other. h."]


def test_many_products_of_one_cause_are_counted() -> None:
    told = lines(Lack(f"card {number}", "w", "h") for number in range(17))
    assert told == ["None of 17 files (card 0 and others) was made: w. h."]
