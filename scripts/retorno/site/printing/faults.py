"""What makes a PDF wrong: the cases, by what WeasyPrint says of them.

Whatever else it says is about itself or the machine (a library that is old, a setting that goes out
of use) and goes to the log alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from retorno.project.problems import Problem
from retorno.site.printing.printed_pages import Written


@dataclass(frozen=True)
class Fault:
    """One way in which a PDF is wrong: how WeasyPrint tells it, and what to say instead.

    The first group of *told* is what is wrong; *shown* makes it readable, and *sought* is how it
    stands in the page that holds it.
    """

    told: re.Pattern[str]
    wrong: str
    right: str
    shown: Callable[[str], str] = str
    sought: Callable[[str], str] = str
    faces: bool = False
    """Whether a machine without the book's typefaces may be the cause."""


def _file(address: str) -> str:
    return unquote(PurePosixPath(address).name)


def _place(anchor: str) -> str:
    """How a link to *anchor* (``chapters.page--place``) ends in its page."""
    page, _, place = anchor.partition("--")
    return f'#{place}"' if place else f'{page.rpartition(".")[2]}.xhtml"'


FAULTS = (
    Fault(
        re.compile(r"Failed to load image at '(.*?)'(?:: |$)"),
        "the picture {} is lost in the PDF",
        "a picture that is there and can be read",
        _file,
        _file,
    ),
    Fault(
        re.compile(r"Failed to render SVG image (.*)"),
        "the drawing {} is lost in the PDF",
        "an SVG that can be read",
        _file,
        _file,
    ),
    Fault(re.compile(r"(Failed to load inline SVG)"), "a drawing is lost in the PDF", "an SVG that can be read"),
    Fault(
        re.compile(r"No anchor #(.*) for internal URI reference"),
        "a link leads nowhere in the PDF: {}",
        "a link to a place that the book has",
        sought=_place,
    ),
    Fault(
        re.compile(r"Content discarded: target points to undefined anchor '(.*)'"),
        "the page number of a link cannot be told, since it leads nowhere: {}",
        "a link to a place that the book has",
        sought=_place,
    ),
    Fault(
        re.compile(r"Anchor defined twice: '(.*)'"),
        "two places of the PDF have the same name: {}",
        "a name (label) of its own for each",
        sought=lambda anchor: f'id="{anchor.partition("--")[2]}"',
    ),
    Fault(
        re.compile(r"(?:Relative URI reference without a base URI|Malformed URL): (.*)"),
        "an address cannot be followed from the PDF: {}",
        "a whole address, or the name of a page",
    ),
    Fault(
        re.compile(r'\.notdef glyph rendered for Unicode string unsupported by fonts: "(.)" ', re.S),
        "no typeface has the character {}, so that the PDF shows an empty box",
        "a character of the typefaces of the book, of Liberation or DejaVu, or a picture of it",
        shown=lambda character: f"“{character}” (U+{ord(character):04X})",
        faces=True,
    ),
    Fault(
        re.compile(r"This row has more columns than the table, ignored (\d+) cells"),
        "a table loses {} cells in the PDF: a row is longer than the table is wide",
        "as many cells in each row",
        sought=lambda count: "",
    ),
    Fault(
        re.compile(r'Image "(.*)" has no required alt description'),
        "the picture {} has no words for those who do not see it",
        "an alternative text",
        _file,
        _file,
    ),
    Fault(
        re.compile(r"(Missing required \"lang\" attribute)"), "the PDF does not say its language", "a known language"
    ),
    Fault(
        re.compile(r"Failed to load stylesheet at (\S+)"), "a style sheet of the PDF is lost: {}", "one that is there"
    ),
    Fault(
        re.compile(r"(Ignored `.*|Parse error at .*|Unknown rule .*|Invalid .* the whole .*)"),
        "a rule of a style sheet has no effect in the PDF: {}",
        "a rule that WeasyPrint knows",
    ),
)


def found(told: Iterable[str]) -> Iterator[tuple[Fault, str]]:
    """The faults among the lines that WeasyPrint *told*, each with what it concerns; each once."""
    for line in dict.fromkeys(told):
        for fault in FAULTS:
            if match := fault.told.match(line):
                yield fault, match[1]
                break


def problem(fault: Fault, concerned: str, written: Written, root: Path) -> Problem:
    """The fault as a problem of the first page, of the project below *root*, that holds what it concerns."""
    sought = fault.sought(concerned)
    file = next((_source(root, name) for name in _names(written) if sought and sought in _text(written, name)), "")
    wrong = fault.wrong.format(fault.shown(concerned))
    return Problem(file or "the printed book", 0, "PDF", wrong, fault.right, "build")


def _names(written: Written) -> Iterator[str]:
    def below(pages: list[dict[str, Any]]) -> Iterator[str]:
        for page in pages:
            yield page["name"]
            yield from below(page["pages"])

    for part in written.parts:
        yield from below(part["pages"])


def _text(written: Written, name: str) -> str:
    return (written.folder / f"{name}.xhtml").read_text(encoding="utf-8")


def _source(root: Path, name: str) -> str:
    """The file of the page *name*; its name if the page has none of its own."""
    return next((f"{name}{end}" for end in (".md", ".ipynb") if (root / f"{name}{end}").is_file()), name)
