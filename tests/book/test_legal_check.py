"""A page that people act on says who checked it, or that nobody has."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from retorno.book.pages import legal_check
from retorno.book.pages.legal_check import LegalCheck, TranslationCheck
from retorno.evidence.wording import ENGLISH


def told(monkeypatch: pytest.MonkeyPatch, kind: type[LegalCheck] = LegalCheck, **options: str) -> str:
    monkeypatch.setattr(legal_check, "words_of", lambda env, docname: ENGLISH)
    directive: Any = kind.__new__(kind)
    directive.options = options
    directive.error = ValueError
    directive.state = SimpleNamespace(
        document=SimpleNamespace(settings=SimpleNamespace(env=SimpleNamespace(docname="chapters/papers")))
    )
    return directive.run()[0].astext()


def test_nobody_has_checked_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch) == "No lawyer has checked this page yet."


def test_the_translation_is_checked_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, TranslationCheck) == "No second translator has checked this page yet."
    checked = told(monkeypatch, TranslationCheck, by="N. N.", on="2026-12-01")
    assert checked == "Translation checked by N. N. on 1 December 2026."


def test_who_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, by="N. N., lawyer", on="2026-12-01") == "Checked by N. N., lawyer on 1 December 2026."


@pytest.mark.parametrize("options", [{"by": "N. N."}, {"on": "2026-12-01"}, {"by": "N. N.", "on": "soon"}])
def test_half_a_check_is_none(monkeypatch: pytest.MonkeyPatch, options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="day"):
        told(monkeypatch, **options)
