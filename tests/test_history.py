"""The history of a value, from a file that need not be there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retorno.history import FILE, History


def write(root: Path, text: str) -> History:
    """The history that a file with *text* gives."""
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(text, encoding="utf-8")
    return History(root)


def test_no_file_is_no_history(tmp_path: Path) -> None:
    assert History(tmp_path).history("claim:a") == []


def test_entries_in_their_order(tmp_path: Path) -> None:
    past = [
        {"version": "1.0", "date": "2026-11-22", "value": "93%"},
        {"version": "1.1", "date": "2027-01-01", "value": "92%"},
    ]
    history = write(tmp_path, json.dumps({"claim:a": past}))
    assert history.history("claim:a") == past
    assert history.history("finding:a") == []


@pytest.mark.parametrize("text", ["", "[]", '{"claim:a": 3}', '{"claim:a": [{"version": "1"}, 7]}'])
def test_what_is_not_a_history_is_none(tmp_path: Path, text: str) -> None:
    assert write(tmp_path, text).history("claim:a") == []
