"""What a quiz computes from the registry: the right answer, and the wrong ones that people get to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from retorno.evidence.findings import UNITS
from retorno.evidence.printed_figures import cut, rounded
from retorno.teaching.numbers import Number, UnknownNumber

Operation = Callable[..., float]

OPERATIONS: Mapping[str, tuple[Operation, str]] = {
    "value": (lambda a: a, "the number itself"),
    "change": (lambda a, b: (b / a - 1) * 100, "the change from the first to the second, in per cent"),
    "wrong-base": (lambda a, b: (b - a) / b * 100, "the same change, divided by the later number"),
    "backwards": (lambda a, b: (a / b - 1) * 100, "the change from the second to the first"),
    "left": (lambda a, b: b / a * 100, "what is left: the second in per cent of the first"),
    "difference": (lambda a, b: b - a, "the second less the first"),
    "fall": (lambda a, b: a - b, "the first less the second"),
    "sum": (lambda *all: sum(all), "all together"),
    "mean": (lambda *all: sum(all) / len(all), "the mean of all"),
    "share": (lambda a, b: a / b * 100, "the first in per cent of the second"),
    "rest": (lambda a, b: 100 - a / b * 100, "what is missing to a hundred per cent"),
    "ratio": (lambda a, b: a / b, "how many times the second the first is"),
    "third": (lambda a: a / 3, "a third"),
    "twice": (lambda a: a * 2, "twice"),
    "half": (lambda a: a / 2, "a half"),
}
"""What may be computed, by name: the function, and what it gives, in words."""


def calculated(source: str, number: Callable[[str], Number]) -> tuple[float, float, str]:
    """What *source* asks for: value, precision, unit.

    ``change darien-april-2024 darien-april-2025 = 0.1 percent``: an operation, findings, and how the
    result is shown; ``cut`` behind the unit cuts instead of rounding, ``plain`` leaves the sign out.
    Raises :class:`UnknownNumber` with what is wrong.
    """
    asked, _, form = source.partition("=")
    words, shown = asked.split(), form.split()
    if not words or words[0] not in OPERATIONS:
        raise UnknownNumber(f"“{source}” begins with no known calculation: {', '.join(OPERATIONS)}")
    operands = [_operand(name, number) for name in words[1:]]
    values = [one.value for one in operands if one.value is not None]
    if len(values) != len(operands) or not values:
        raise UnknownNumber(f"“{source}”: one of its numbers is no number to calculate with")
    try:
        value = OPERATIONS[words[0]][0](*values)
        precision = float(shown[0]) if shown else operands[0].precision
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise UnknownNumber(f"“{source}” cannot be calculated: {error}") from error
    unit = shown[1] if len(shown) > 1 and shown[1] in UNITS else operands[0].unit if not shown else ""
    value = cut(value, precision) if "cut" in shown else rounded(value, precision)
    return abs(value) if "plain" in shown else value, precision, unit


CONSTANT = "const:"
"""What stands before a number of an invented example, which no registry has: ``const:1.25``."""


def _operand(name: str, number: Callable[[str], Number]) -> Number:
    if name.startswith(CONSTANT):
        return Number(name, name.removeprefix(CONSTANT), "", "", "", float(name.removeprefix(CONSTANT)))
    return number(name if ":" in name else f"finding:{name}")
