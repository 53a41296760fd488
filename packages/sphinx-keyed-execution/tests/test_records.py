"""In what the present differs from the run whose result is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_keyed_execution.inputs import MISSING, Inputs, digest
from sphinx_keyed_execution.lock_file import Unsettled, compose
from sphinx_keyed_execution.notebooks import Notebook
from sphinx_keyed_execution.records import Record


def notebook(*cells: str, skipped: tuple[int, ...] = ()) -> Notebook:
    return Notebook(Path("page.md"), cells, tuple(1 for _ in cells), skipped=skipped)


def changes(record: Record, now: Notebook, root: Path, environment: str = "rules 3, python 3.11") -> list[str]:
    return record.changes(now, environment, Inputs(root))


def test_each_kind_of_change_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    (tmp_path / "come.csv").touch()
    inputs = {
        "a.csv": digest("1"),
        "b.csv": digest("1"),
        "come.csv": MISSING,
        "": digest("a.csv"),
        "@library/no-such-library": "1.0",
    }
    record = Record.of(notebook("x", "y"), "rules 3, python 3.11", inputs)
    assert changes(record, notebook("x", "z"), tmp_path, "rules 3, python 3.12") == [
        "it ran with python 3.11, and now there is python 3.12",
        "cell 2 has changed",
        "other files are in the folder of the project",
        "b.csv is gone",
        "come.csv has come",
        "no-such-library is missing, and was 1.0",
    ]
    (tmp_path / "a.csv").write_text("2")
    assert "a.csv has changed" in changes(record, notebook("x", "y"), tmp_path)


def test_cells_and_tags_are_told_apart(tmp_path: Path) -> None:
    record = Record.of(notebook("x", "y", skipped=(1,)), "e", {})
    assert changes(record, notebook("x", "y", skipped=(0,)), tmp_path, "e") == ["the tags have changed"]
    assert changes(record, notebook("x"), tmp_path, "e") == ["it has 1 pieces of code, and had 3"]
    assert changes(record, notebook("x", "y", skipped=(1,)), tmp_path, "e") == []


def test_a_record_comes_back_as_it_was() -> None:
    record = Record.of(notebook("x"), "e", {"a": "b"})
    assert Record.read(record.written()) == record
    assert Record.read(b"[]") is None
    assert Record.read(b"{") is None


def test_a_file_in_two_states_gives_no_lock() -> None:
    with pytest.raises(Unsettled, match=r"a\.csv"):
        compose({"a": (notebook("x"), {"a.csv": "1"}), "b": (notebook("y"), {"a.csv": "2"})})


def test_libraries_are_not_in_the_lock() -> None:
    assert "@library" not in compose({"a": (notebook("x"), {"@library/pandas": "3.0"})})
