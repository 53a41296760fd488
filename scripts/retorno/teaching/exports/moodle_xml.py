"""Moodle XML: the bank by outcome, with feedback on every option."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from retorno.teaching.quiz.items import Item

TOP = "$course$/top/Retorno"


def moodle_xml(items: Sequence[Item], edition: str) -> bytes:
    """The document for *items*; *edition* is told in the description of each category."""
    root = Element("quiz")
    for outcome in dict.fromkeys(item.outcome for item in items):
        _category(root, outcome, edition)
        for item in items:
            if item.outcome == outcome:
                _question(root, item)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _category(root: Element, outcome: str, edition: str) -> None:
    question = SubElement(root, "question", type="category")
    _text(SubElement(question, "category"), f"{TOP}/Outcome {outcome}")
    info = SubElement(question, "info", format="html")
    _text(info, edition)


def _question(root: Element, item: Item) -> None:
    numeric = item.kind == "numeric"
    question = SubElement(root, "question", type="numerical" if numeric else "multichoice")
    _text(SubElement(question, "name"), item.id)
    _text(SubElement(question, "questiontext", format="html"), item.stem)
    _text(SubElement(question, "generalfeedback", format="html"), item.why)
    SubElement(question, "defaultgrade").text = "1"
    SubElement(question, "penalty").text = "0.3333333"
    SubElement(question, "hidden").text = "0"
    SubElement(question, "idnumber").text = item.id
    if numeric:
        _numeric(question, item)
    else:
        _choice(question, item)
    tags = SubElement(question, "tags")
    for tag in (f"outcome {item.outcome}", item.chapter, item.level, item.language):
        _text(SubElement(tags, "tag"), tag)


def _choice(question: Element, item: Item) -> None:
    single = item.kind == "choice"
    SubElement(question, "single").text = "true" if single else "false"
    SubElement(question, "shuffleanswers").text = "true"
    SubElement(question, "answernumbering").text = "abc"
    for option, share in zip(item.options, fractions(item), strict=True):
        _answer(question, option.text, share, option.why, "html")


def _numeric(question: Element, item: Item) -> None:
    answer = _answer(question, f"{item.answer:.10g}", "100", item.why)
    SubElement(answer, "tolerance").text = f"{item.tolerance:.10g}"
    for value, why in mistakes(item):
        wrong = _answer(question, f"{value:.10g}", "0", why)
        SubElement(wrong, "tolerance").text = f"{item.tolerance:.10g}"
    SubElement(question, "unitgradingtype").text = "0"


def _answer(question: Element, text: str, share: str, why: str, form: str = "plain_text") -> Element:
    answer = SubElement(question, "answer", fraction=share, format=form)
    SubElement(answer, "text").text = text
    _text(SubElement(answer, "feedback", format="html"), why)
    return answer


def _text(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


def fractions(item: Item) -> list[str]:
    """The share of the mark that each option brings, in per cent: all or nothing for one right answer."""
    rights = len(item.rights)
    wrongs = len(item.options) - rights
    if item.kind == "choice":
        return ["100" if option.right else "0" for option in item.options]
    return [f"{100 / rights:.7g}" if option.right else f"{-100 / wrongs:.7g}" for option in item.options]


def mistakes(item: Item) -> Iterable[tuple[float, str]]:
    """The mistakes of a numeric item as numbers, with what to say of each."""
    for option in item.options:
        digits = "".join(sign for sign in option.text.replace("−", "-") if sign in "-.0123456789")
        yield float(digits), option.why
