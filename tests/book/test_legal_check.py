"""A page that people act on says who checked it, or that nobody has."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from retorno.book.pages.legal_check import LegalCheck
from retorno.book.state.book_build import Build
from retorno.evidence.wording import ENGLISH


def told(monkeypatch: pytest.MonkeyPatch, **options: str) -> str:
    monkeypatch.setattr(Build, "of", lambda env: SimpleNamespace(words=ENGLISH))
    directive: Any = LegalCheck.__new__(LegalCheck)
    directive.options = options
    directive.error = ValueError
    directive.state = SimpleNamespace(document=SimpleNamespace(settings=SimpleNamespace(env=None)))
    return directive.run()[0].astext()


def test_nobody_has_checked_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) == "No lawyer has checked this page yet."


def test_who_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, by="N. N., lawyer", on="2026-12-01") == "Checked by N. N., lawyer on 1 December 2026."


@pytest.mark.parametrize("options", [{"by": "N. N."}, {"on": "2026-12-01"}, {"by": "N. N.", "on": "soon"}])
def test_half_a_check_is_none(monkeypatch: pytest.MonkeyPatch, options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="day"):
        told(monkeypatch, **options)
