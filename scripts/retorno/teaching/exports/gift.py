"""GIFT: the bank as plain text, which Moodle and others read, and which people can review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retorno.teaching.exports.moodle_xml import TOP, fractions, mistakes
from retorno.teaching.quiz.items import Item


def gift(items: Sequence[Item], edition: str) -> str:
    """The text for *items*."""
    lines = [f"// Retorno. {edition}"]
    for outcome in dict.fromkeys(item.outcome for item in items):
        lines += ["", f"$CATEGORY: {TOP}/Outcome {outcome}", ""]
        for item in items:
            if item.outcome == outcome:
                lines += [*_item(item), ""]
    return "\n".join(lines) + "\n"


def _item(item: Item) -> Iterator[str]:
    yield f"// {item.chapter}; {item.level}"
    yield f"::{_safe(item.id)}::[html]{_safe(item.stem)}{{{'#' if item.kind == 'numeric' else ''}"
    if item.kind == "numeric":
        yield f"  ={item.answer:.10g}:{item.tolerance:.10g}#{_safe(item.why)}"
        for value, why in mistakes(item):
            yield f"  =%0%{value:.10g}:{item.tolerance:.10g}#{_safe(why)}"
    else:
        for option, share in zip(item.options, fractions(item), strict=True):
            sign = ("=" if option.right else "~") if item.kind == "choice" else f"~%{_two_digits(share)}%"
            yield f"  {sign}{_safe(option.text)}#{_safe(option.why)}"
    if item.why:
        yield f"  ####{_safe(item.why)}"
    yield "}"


def _two_digits(share: str) -> str:
    """*share* as Moodle reads it here: it takes two digits before the point, and a third for a part of the answer."""
    return {"100": "90", "-100": "-90"}.get(share, share)


def _safe(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
