"""What a printed figure says of itself: its size, and how exactly it was given.

Precision is read from the digits, never typed. The rule, in words:

- the last digit printed is what the figure is exact to: 99.7 to a tenth, 2,862 to one, 2.7 million to
  a hundred thousand;
- noughts at the end of a whole number may come from rounding, so they do not count, but two digits
  always do: 330 is exact to ten, 100,000 to ten thousand, 40 to one;
- where every digit is meant (per cent, years, ranks, articles of a law) noughts count too;
- a word for a size (hundreds, thousands, triple, most) stands for its number and is exact to it; it has no
  digits that could have been cut off, so 2.9 times is not double.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

EVERY_DIGIT = ("percent", "percentage points", "year", "rank", "paragraph")
"""Units in which nobody rounds to tens."""

SCALES = {
    "thousand": 1_000,
    "mil": 1_000,
    "million": 1_000_000,
    "millón": 1_000_000,
    "millones": 1_000_000,
    "billion": 1_000_000_000,
}
WORDS = {
    "hundreds": 100,
    "cientos": 100,
    "thousands": 1_000,
    "miles": 1_000,
    "millions": 1_000_000,
    "triple": 3,
    "double": 2,
    "doble": 2,
    "most": 50,
    "mayoría": 50,
    "largest": 1,
    "mayor": 1,
    "least": 1,
    "menos": 1,
    "main": 1,
    "principal": 1,
    "a second": 2,
    "segundo": 2,
    "first": 1,
    "dos": 2,
    "tres": 3,
    "fraction": 100,
    "cambiado de dirección": 1,
}
"""Words that stand for a size, in the languages of the source texts; *most* is half of a hundred, a turn
of direction is one against one."""

DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|\d+[.,]\d+")


class Printed(NamedTuple):
    """A printed figure: its value, the step to which it may have been rounded, and that of its last digit.

    Of a word, which has no digits, the third is half the step: less than could matter.
    """

    value: Decimal
    step: Decimal
    digit: Decimal


def readings(text: str, unit: str = "") -> Iterator[Printed]:
    """What *text* may say: “2.862” is two of one or the other, by the custom of the country."""
    lowered = text.lower()
    number = DIGITS.search(lowered)
    if number is None:
        for word, size in WORDS.items():
            if re.search(rf"\b{word}\b", lowered):
                step = Decimal(size if size >= 10 else 1)
                yield Printed(Decimal(size), step, step / 2)  # no digits, so none was cut off
                return
        return
    after = re.match(r"\s*([^\W\d]+)", lowered[number.end() :])
    scale = Decimal(SCALES.get(after[1], 1) if after else 1)
    for whole, decimals in _split(number[0]):
        digit = scale * Decimal(1).scaleb(-len(decimals))
        value = Decimal(f"{whole}.{decimals or 0}") * scale
        step = digit if decimals or unit in EVERY_DIGIT else _rounded_to(value)
        yield Printed(value.normalize() + 0, step, min(digit, step))


def _split(number: str) -> Iterator[tuple[str, str]]:
    """Whole part and decimals of *number*, in each way in which it can be read."""
    marks = re.findall(r"[^\d]", number)
    bare = re.sub(r"[^\d]", "", number)
    groups = re.split(r"[^\d]", number)
    if not marks:
        yield bare, ""
        return
    if all(len(group) == 3 for group in groups[1:]) and len(set(marks)) == 1 and groups[0] != "0":
        yield bare, ""
    if marks[-1] in ".," and marks.count(marks[-1]) == 1:
        yield re.sub(r"[^\d]", "", number[: number.rindex(marks[-1])]), groups[-1]


def _rounded_to(value: Decimal) -> Decimal:
    """The step to which a whole number may have been rounded: its noughts do not count, two digits do."""
    if value < 10:
        return Decimal(1)
    digits = str(int(value))
    noughts = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** min(noughts, len(digits) - 2)


def exact(value: float) -> Decimal:
    """*value* in decimal arithmetic, as people calculate.

    Twelve digits are kept: what comes after them is the noise of binary arithmetic, which must not
    decide between 99.7 and 99.8.
    """
    return Decimal(f"{value:.12g}")


def rounded(value: float, step: float) -> float:
    """*value* rounded to the nearest multiple of *step*, halves away from zero."""
    return _steps(value, step, ROUND_HALF_UP)


def cut(value: float, step: float) -> float:
    """*value* with the digits below *step* dropped."""
    return _steps(value, step, ROUND_DOWN)


def _steps(value: float, step: float, how: str) -> float:
    """*value* as a whole number of steps."""
    unit = Decimal(repr(step))
    return float((exact(value) / unit).to_integral_value(how) * unit) + 0.0  # never −0.0
