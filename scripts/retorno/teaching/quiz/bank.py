"""Making items from their sources: numbers filled in, variants drawn from tables, faulty ones retired.

A source that nobody could mend but its author (no stem, no reason, two right answers) is a problem of
the content. An item that the data have overtaken (two options that have become the same, an order that
no longer holds, a number that was withdrawn) is retired with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from retorno.project.problems import ContentError
from retorno.teaching.calculations import calculated
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Number, UnknownNumber
from retorno.teaching.quiz.items import Item, Option, Retired, item_fault
from retorno.teaching.quiz.variants import variants
from retorno.teaching.quiz.verdict_items import verdict_items
from retorno.teaching.sources import Material

TAGS = re.compile(r"<[^>]+>")
SPANS = re.compile(r"</?span[^>]*>")
"""What marks a number on a sheet; learning platforms have no use for it."""


@dataclass(frozen=True)
class Bank:
    """The items of one edition, and those that are retired."""

    items: tuple[Item, ...]
    retired: tuple[Retired, ...]

    @property
    def public(self) -> tuple[Item, ...]:
        """The items that the site gives out with their keys."""
        return tuple(item for item in self.items if not item.graded)


def bank(material: Material, text: Callable[[], Text]) -> Bank:
    """All items of *material*; *text* gives a fresh :class:`Text` for each."""
    items: list[Item] = []
    retired: list[Retired] = []
    seen: set[str] = set()
    for file, source in material.items:
        if found := item_fault(file, source, seen):
            raise ContentError(found)
        for id, local in variants(material.project, source, text().numbers.words):
            try:
                items.append(item(id, source, text().with_local(local), bool(local) and _kept_back(source, id)))
            except Overtaken as error:
                retired.append(Retired(id, str(error)))
            except UnknownNumber as error:
                retired.append(Retired(id, f"a number is missing: {error}"))
    items += verdict_items(text().numbers)
    return Bank(tuple(items), tuple(retired))


class Overtaken(ValueError):
    """An item that the data no longer bear out; the message says how."""


def _kept_back(source: Mapping[str, Any], id: str) -> bool:
    """Whether a variant is kept for graded sets: those that the source names."""
    return id.removeprefix(f"{source['id']}-") in {str(one) for one in source["variants"].get("graded", ())}


def item(id: str, source: Mapping[str, Any], text: Text, graded: bool = False) -> Item:
    """The item that *source* makes; raises :class:`Overtaken` where the data no longer bear it out."""
    kind = source.get("kind", "choice")
    for condition in source.get("holds", ()):
        _hold(condition, text)
    made = Item(
        id=id,
        kind=kind,
        stem=_html(text.told(source["stem"])),
        options=tuple(_options(source.get("options", ()), text)),
        outcome=str(source["outcome"]),
        chapter=str(source["chapter"]),
        level=str(source["level"]),
        language=text.numbers.words.language,
        numbers={},
        graded=graded,
    )
    if kind == "numeric":
        made = _numeric(made, source, text)
    shown = [plain(option.text) for option in made.options] + ([made.answer_text] if kind == "numeric" else [])
    if twice := {one for one in shown if shown.count(one) > 1}:
        raise Overtaken(f"two of its answers have become the same: {', '.join(sorted(twice))}")
    numbers = {number.name: number.text for number in (*text.used.values(), *text.local.values())}
    return replace(made, numbers=dict(sorted(numbers.items())))


def _numeric(made: Item, source: Mapping[str, Any], text: Text) -> Item:
    value, precision, unit = calculated(source["answer"], text.number)
    wrong = []
    for expression, why in source.get("mistakes", ()):
        mistaken, step, kind = calculated(expression, text.number)
        wrong.append(
            Option(
                text.numbers.words.number(mistaken, step, kind), False, _html(text.inline(text.numbers.words.say(why)))
            )
        )
    return replace(
        made,
        options=tuple(wrong),
        answer=value,
        tolerance=float(source.get("tolerance", precision / 2)),
        answer_text=text.numbers.words.number(value, precision, unit),
        why=_html(text.inline(text.numbers.words.say(source["why"]))),
        unit=unit,
    )


def _options(source: Any, text: Text) -> Iterator[Option]:
    say = text.numbers.words.say
    for right, shown, why in source:
        yield Option(_html(text.inline(say(str(shown)))), right == "right", _html(text.inline(say(str(why)))))


def _hold(condition: str, text: Text) -> None:
    """Raise :class:`Overtaken` where ``a > b`` (findings) does not hold."""
    first, sign, second = condition.split()
    values = [_value(name, text) for name in (first, second)]
    if not (values[0] > values[1] if sign == ">" else values[0] < values[1]):
        raise Overtaken(f"“{condition}” no longer holds")


def _value(name: str, text: Text) -> float:
    try:
        return float(name)
    except ValueError:
        found: Number = text.number(f"finding:{name}")
        if found.value is None:
            raise UnknownNumber(f"“{name}” is no number to compare") from None
        return found.value


def _html(made: str) -> str:
    return SPANS.sub("", made).strip()


def plain(html: str) -> str:
    """The text of a line of HTML as readers see it, to compare."""
    return TAGS.sub("", html).strip()
