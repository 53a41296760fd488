"""A row of the claims and a resource of the data package are inputs of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retorno.execution.hooks import HOOKS
from sphinx_keyed_execution.inputs import MISSING, Inputs


def state(root: Path, name: str) -> str:
    return Inputs(root, HOOKS).state(name)


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
