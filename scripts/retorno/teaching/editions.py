"""The code on every document: which it is, and, in a few signs, which numbers it holds.

``HD4-7KQ2M-XR``: the letters of the document, one sign for each of its numbers in the order of their
names, and two signs for all of them together. Each sign is five bits of a hash of the name of the number and what was
printed; a browser without network works it out in the same way (:func:`hashed` in ``handout.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's digits: no I, L, O and U, which are misread on paper."""


def hashed(text: str) -> int:
    """The 32 bits of FNV-1a of *text* in UTF-8, mixed so that the low bits are as good as the high ones."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    found ^= found >> 16
    found = (found * 0x7FEB352D) & 0xFFFFFFFF
    return found ^ (found >> 15)


def sign(name: str, shown: str) -> str:
    """The sign of one number, as *shown*."""
    return SIGNS[hashed(f"{name}={shown}") & 31]


def code(letters: str, numbers: Mapping[str, str]) -> str:
    """The code of the document *letters*, which shows *numbers*: what is printed, by name."""
    if not numbers:
        return letters
    named = sorted(numbers.items())
    whole = hashed("\n".join(f"{name}={shown}" for name, shown in named))
    signs = "".join(sign(name, shown) for name, shown in named)
    return "-".join([letters, *_groups(signs), SIGNS[whole & 31] + SIGNS[(whole >> 5) & 31]])


def _groups(signs: str) -> Iterable[str]:
    return (signs[start : start + 5] for start in range(0, len(signs), 5))
