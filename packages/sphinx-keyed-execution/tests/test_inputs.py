"""The state of an input is a hash of its content, and of nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_keyed_execution import inputs
from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.inputs import MISSING, Inputs, base_key, digest, environment, result_key


class Parts(Hooks):
    """A file has as many parts as it has lines, each called by its first letter."""

    def part(self, path: Path, name: str) -> str:
        return {line[:1]: line for line in path.read_text(encoding="utf-8").splitlines()}[name]


def state(root: Path, name: str) -> str:
    return Inputs(root, Parts()).state(name)


def test_content_decides_and_time_does_not(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("a\n1\n")
    before = state(tmp_path, "data.csv")
    os.utime(file, (1, 1))
    assert state(tmp_path, "data.csv") == before
    file.write_text("a\n2\n")
    assert state(tmp_path, "data.csv") != before
    file.write_text("a\n1\n")
    assert state(tmp_path, "data.csv") == before


def test_what_is_not_there_is_missing_until_it_comes(tmp_path: Path) -> None:
    assert state(tmp_path, "data.csv") == MISSING
    assert state(tmp_path, "data.csv#part") == MISSING
    assert state(tmp_path, "data/") == MISSING
    (tmp_path / "data.csv").touch()
    assert state(tmp_path, "data.csv") == digest(b"")


def test_one_build_sees_one_state(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("1")
    same = Inputs(tmp_path)
    before = same.state("data.csv")
    file.write_text("2")
    assert same.state("data.csv") == before


def test_the_state_of_a_folder_is_the_names_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "b.csv").write_text("1")
    before = state(tmp_path, "parts/")
    (folder / "b.csv").write_text("2")
    assert state(tmp_path, "parts/") == before
    (folder / "a.csv").touch()
    assert state(tmp_path, "parts/") != before
    assert state(tmp_path, "") == digest("parts")  # the root itself


def test_a_part_of_a_file_changes_alone(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("a1\nb1\n")
    a, b = (state(tmp_path, f"data.csv#{name}") for name in "ab")
    file.write_text("b2\na1\n")
    assert state(tmp_path, "data.csv#a") == a
    assert state(tmp_path, "data.csv#b") != b


@pytest.mark.parametrize("content", [b"b1", b"", b"\xff"])
def test_a_file_that_cannot_be_taken_apart_counts_as_a_whole(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "data.csv"
    file.write_bytes(content)
    before = state(tmp_path, "data.csv#a")
    assert before != MISSING
    file.write_bytes(content + b" ")
    assert state(tmp_path, "data.csv#a") != before


def test_a_name_may_hold_the_sign_that_marks_a_part(tmp_path: Path) -> None:
    file = tmp_path / "a#b.csv"
    file.write_text("1")
    before = state(tmp_path, "a#b.csv")
    assert before != MISSING
    file.write_text("2")
    assert state(tmp_path, "a#b.csv") != before


def test_modules_of_a_package_are_found_wherever_it_lies(tmp_path: Path) -> None:
    class Own(Hooks):
        packages = {"own": tmp_path / "elsewhere"}  # noqa: RUF012

    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "module.py").write_text("x = 1")
    assert Inputs(tmp_path / "project", Own()).state("@own/module.py") == digest("x = 1")
    assert Inputs(tmp_path / "project", Own()).state("@own/other.py") == MISSING
    assert Inputs(tmp_path / "project").state("@own/module.py") == MISSING


def test_the_version_of_a_library_is_its_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(tmp_path, "@library/ipython")
    assert before not in (MISSING, "0")
    assert state(tmp_path, "@library/no-such-library") == MISSING
    monkeypatch.setattr(inputs, "version", lambda name: "0")
    assert state(tmp_path, "@library/ipython") == "0"


def test_the_environment_names_what_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    class Own(Hooks):
        libraries = ("ipython", "no-such-library")

    named = environment(Own())
    assert all(part in named for part in ("python ", "ipython ", "no-such-library absent"))
    assert "ipython" not in environment(Hooks())
    monkeypatch.setattr(inputs, "version", lambda name: "0")
    assert environment(Own()) != named


@settings(deadline=None)
@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_other_cells_give_another_key(one: list[str], other: list[str]) -> None:
    assert (base_key("a.md", one, "e") == base_key("a.md", other, "e")) == (one == other)


def test_keys_tell_pages_libraries_and_states_apart() -> None:
    assert len({base_key("a", ["x"], "e"), base_key("b", ["x"], "e"), base_key("a", ["x"], "f")}) == 3
    assert result_key("k", {"a": "1", "b": "2"}) == result_key("k", {"b": "2", "a": "1"})
    assert result_key("k", {"a": "1"}) != result_key("k", {"a": "2"})
