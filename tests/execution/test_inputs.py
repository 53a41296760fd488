"""The state of an input is a hash of its content, and of nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retorno.execution import inputs
from retorno.execution.inputs import MISSING, PACKAGE, Inputs, base_key, digest, environment, result_key


def state(root: Path, name: str, language: str = "en") -> str:
    return Inputs(root, language).state(name)


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


def test_a_row_of_the_claims_changes_alone(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("id,value\na,1\nb,1\n")
    a, b, absent = (state(tmp_path, f"claims.csv#{id}") for id in "abc")
    file.write_text('id,value\nb,"2\n2"\na,1\n')
    assert state(tmp_path, "claims.csv#a") == a
    assert state(tmp_path, "claims.csv#b") != b
    assert state(tmp_path, "claims.csv#c") == absent
    file.write_text("id,amount\na,1\nb,1\n")
    assert state(tmp_path, "claims.csv#a") != a


def test_a_description_of_the_data_package_changes_alone(tmp_path: Path) -> None:
    file = tmp_path / "datapackage.json"

    def write(**titles: str) -> None:
        file.write_text(json.dumps({"resources": [{"name": name, "title": title} for name, title in titles.items()]}))

    write(a="A", b="B")
    a, b = state(tmp_path, "datapackage.json#a"), state(tmp_path, "datapackage.json#b")
    write(b="changed", a="A")
    assert state(tmp_path, "datapackage.json#a") == a
    assert state(tmp_path, "datapackage.json#b") != b


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"resources": 3}', b'{"resources": [1]}', b"\xff"])
def test_a_file_that_cannot_be_taken_apart_counts_as_a_whole(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "datapackage.json"
    file.write_bytes(content)
    before = state(tmp_path, "datapackage.json#a")
    assert before != MISSING
    file.write_bytes(content + b" ")
    assert state(tmp_path, "datapackage.json#a") != before


def test_a_name_may_hold_the_sign_that_marks_a_part(tmp_path: Path) -> None:
    file = tmp_path / "a#b.csv"
    file.write_text("1")
    before = state(tmp_path, "a#b.csv")
    assert before != MISSING
    file.write_text("2")
    assert state(tmp_path, "a#b.csv") != before


def test_modules_of_the_package_are_found_wherever_it_lies(tmp_path: Path) -> None:
    assert state(tmp_path, "@retorno/evidence/verdicts.py") == digest(
        (PACKAGE / "evidence" / "verdicts.py").read_bytes()
    )


def test_the_language_is_an_input(tmp_path: Path) -> None:
    assert state(tmp_path, "@language", "en") != state(tmp_path, "@language", "es")


def test_the_environment_names_what_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    named = environment()
    assert all(f"{name} " in named for name in ("python", "pandas", "altair"))
    monkeypatch.setattr(inputs, "version", lambda name: "0")
    assert environment() != named


@settings(deadline=None)
@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_other_cells_give_another_key(one: list[str], other: list[str]) -> None:
    assert (base_key("a.md", one, "e") == base_key("a.md", other, "e")) == (one == other)


def test_keys_tell_pages_libraries_and_states_apart() -> None:
    assert len({base_key("a", ["x"], "e"), base_key("b", ["x"], "e"), base_key("a", ["x"], "f")}) == 3
    assert result_key("k", {"a": "1", "b": "2"}) == result_key("k", {"b": "2", "a": "1"})
    assert result_key("k", {"a": "1"}) != result_key("k", {"a": "2"})
