"""Codes at the foot of a sheet tell its numbers."""

from __future__ import annotations

from retorno.teaching.editions import SIGNS, code, hashed, sign


def test_the_same_numbers_give_the_same_code_in_any_order() -> None:
    assert code("HD", {"a": "1", "b": "2"}) == code("HD", {"b": "2", "a": "1"})


def test_a_number_that_moves_changes_its_sign_or_the_last_two() -> None:
    before = code("HD", {"a": "1", "b": "2"})
    assert all(code("HD", {"a": "1", "b": str(other)}) != before for other in range(3, 300))


def test_a_document_without_numbers_has_its_letters_alone() -> None:
    assert code("HDC", {}) == "HDC"


def test_the_code_is_written_in_groups_without_letters_that_are_misread() -> None:
    made = code("HD", {f"n{number}": "1" for number in range(7)})
    letters, *groups = made.split("-")
    assert letters == "HD"
    assert [len(group) for group in groups] == [5, 2, 2]
    assert set("".join(groups)) <= set(SIGNS)
    assert not set("ILOU") & set(SIGNS)


def test_signs_are_spread_evenly() -> None:
    counts = [0] * 32
    for number in range(3200):
        counts[SIGNS.index(sign("finding:x", str(number)))] += 1
    assert max(counts) < 2 * 100
    assert min(counts) > 100 / 2


def test_the_hash_has_thirty_two_bits() -> None:
    assert hashed("") != hashed("a")
    assert 0 <= hashed("Darién") < 2**32
