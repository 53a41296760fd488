"""How large the words of a slide may stand, so that they fill their place and do not run out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

POINTS_AN_INCH = 72
LETTER, LINE, AFTER = 0.5, 1.2, 0.45
"""How wide a letter of Arial is on average, how high a line, and the room after a paragraph, in parts of the size."""


@dataclass(frozen=True)
class Place:
    """A place for words, in inches, and the sizes in points that may stand in it, the largest first."""

    width: float
    height: float
    sizes: tuple[int, ...]

    def size(self, paragraphs: Sequence[str]) -> int:
        """The largest size at which *paragraphs* fit; the smallest where none does."""
        return next((size for size in self.sizes if self.fits(paragraphs, size)), self.sizes[-1])

    def fits(self, paragraphs: Sequence[str], size: int | None = None) -> bool:
        """Whether *paragraphs* stand within the place, at *size* or at the smallest."""
        size = size or self.sizes[-1]
        letters = self.width * POINTS_AN_INCH / (size * LETTER)
        lines = sum(ceil(max(len(one), 1) / letters) for one in paragraphs)
        return (lines * LINE + len(paragraphs) * AFTER) * size <= self.height * POINTS_AN_INCH


WHOLE = Place(11.9, 4.8, (26, 24, 22, 20))
BESIDE = Place(4.4, 4.9, (20, 19, 18))
"""Beside a chart."""
COLUMN = Place(5.7, 4.3, (22, 20, 19, 18))
"""One of two columns, below its heading."""
REFERENCES = Place(11.9, 4.9, (14, 13, 12))
"""A list of works, for whoever looks one up."""
TITLE = Place(11.9, 1.1, (32, 28, 26))
