"""What readers call the verdicts: one table, which leaves out no kind and tells two apart where readers would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from retorno.evidence.verdict_vocabulary import (
    ALL,
    CORRECT,
    NEARLY,
    NOT_JUDGED,
    NOT_TESTABLE,
    OF_KIND,
    TOO_LOW,
    kinds_of,
    word_of,
)
from retorno.evidence.verdicts import KINDS, Verdict
from retorno.evidence.wording import BASES as BASIS_WORDS
from retorno.evidence.wording import ENGLISH

STYLES = Path(__file__).parents[2] / "scripts/retorno/book/theme/html/static/retorno.css"


def test_every_kind_has_a_word() -> None:
    assert tuple(OF_KIND) == KINDS
    assert {kind for one in ALL for kind in kinds_of(one)} == set(KINDS)
    assert BASIS_WORDS


@pytest.mark.parametrize("part", ["name", "word", "sign", "means"])
def test_no_two_words_share_a_part(part: str) -> None:
    parts = [getattr(one, part) for one in ALL]
    assert len(set(parts)) == len(parts)


def test_each_word_has_a_colour_of_its_own() -> None:
    css = STYLES.read_text(encoding="utf-8")
    colours = [re.findall(rf"--v-{one.name}: (#[0-9a-f]{{6}});", css) for one in ALL]
    assert all(len(found) == 3 for found in colours)  # light, dark by the device, dark by choice
    assert len({found[0] for found in colours}) == len(ALL)
    assert len({found[1] for found in colours}) == len(ALL)
    assert all(f".verdict-{one.name} " in css for one in (*ALL, NOT_JUDGED))


@pytest.mark.parametrize(
    ("verdict", "word"),
    [
        (Verdict("a", "reproduced", manner="cut"), CORRECT),
        (Verdict("a", "as-reported"), NOT_TESTABLE),
        (Verdict("a", "not-checkable"), NOT_TESTABLE),
        (Verdict("a", "understated", factor=1.08), NEARLY),
        (Verdict("a", "exaggerated", factor=0.93), NEARLY),
        (Verdict("a", "understated", factor=1.2), TOO_LOW),
        (Verdict("a", "understated", manner="as worded", factor=1.05), TOO_LOW),
        (Verdict("a", "understated"), TOO_LOW),
        (None, NOT_JUDGED),
    ],
)
def test_the_word_of_a_verdict(verdict: Verdict | None, word: object) -> None:
    assert word_of(verdict) is word


def test_a_verdict_of_an_older_edition_keeps_its_word() -> None:
    assert ENGLISH.verdict(Verdict("a", "imprecise")) == "imprecise"  # type: ignore[arg-type]
