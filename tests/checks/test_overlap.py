"""The fingerprints of the overlap rule can be made again, by anybody, from the texts."""

from __future__ import annotations

import gzip
from hashlib import blake2b
from pathlib import Path

import pytest

from retorno.checks.rules import overlap

NINE = "Él volvió, «por fin»: a la casa de 1990!"


def test_fingerprint_is_the_documented_hash() -> None:
    runs = ["el volvio por fin a la casa de", "volvio por fin a la casa de 1990"]
    assert overlap.fingerprints(NINE) == [blake2b(run.encode(), digest_size=6).digest() for run in runs]


@pytest.mark.parametrize(
    "same", ["EL VOLVIO por-fin a la\ncasa de 1990", "E\u0301l volvio\u03012 por fin... a la casa (de) 1990"]
)
def test_case_accents_punctuation_and_footnote_numerals_do_not_count(same: str) -> None:
    assert overlap.fingerprints(same) == overlap.fingerprints(NINE)


def test_seven_words_have_no_fingerprint() -> None:
    assert overlap.fingerprints("one two three four five six seven") == []


def test_file_is_made_again_from_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlap, "HASHES", tmp_path / "hashes.txt.gz")
    texts = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for text, words in zip(texts, (NINE, NINE + " one more"), strict=True):
        text.write_text(words, encoding="utf-8")
    made = []
    for order in (texts, texts[::-1]):
        overlap.main([str(path) for path in order])
        made.append(gzip.decompress(overlap.HASHES.read_bytes()).decode().split("\n"))
    assert made[0] == made[1] == sorted({run.hex() for run in overlap.fingerprints(NINE + " one more")})


def test_committed_hashes_are_runs_of_six_bytes() -> None:
    known = overlap.known()
    assert len(known) > 10_000
    assert {len(run) for run in known} == {6}
