"""The bibliography as bibtexparser reads it, and as it is written."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import SortBlocksMiddleware
from bibtexparser.model import Block, Entry, ImplicitComment
from bibtexparser.writer import BibtexFormat

from retorno.checks.reading.content import Content
from retorno.project.problems import ContentError, Problem

RULE = "references"
FILE = "references.bib"
UNTYPED: Any = BibtexFormat
STYLE = UNTYPED()
STYLE.indent, STYLE.trailing_comma = "  ", True

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it logs, the rule says better


def bibliography(content: Content) -> Library:
    """The bibliography; raises ``ContentError`` where there is none or it is not UTF-8."""
    try:
        return parsed(content.project.bibliography.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(Problem(FILE, 0, "", "there is no bibliography", "the file references.bib", RULE)) from error
    except UnicodeDecodeError as error:
        wrong = f"the file is not UTF-8 (byte {error.start + 1})"
        raise ContentError(Problem(FILE, 0, "", wrong, "save it as UTF-8", RULE)) from error


@lru_cache(maxsize=4)
def parsed(text: str) -> Library:
    """The blocks of *text*, values as they are written, braces and quotation marks included."""
    return parse_string(text, parse_stack=[])


def keys(content: Content) -> dict[str, int]:
    """The keys of the bibliography with the lines of their entries."""
    return {entry.key: line_of(entry) for entry in bibliography(content).entries}


def line_of(block: Block) -> int:
    """The line (from 1) on which a block begins."""
    return (block.start_line or 0) + 1


def is_comment(block: Block) -> bool:
    """Whether text between entries is meant as a comment: each of its lines begins with %."""
    return not isinstance(block, ImplicitComment) or all(
        line.lstrip().startswith("%") for line in block.comment.splitlines() if line.strip()
    )


def formatted(found: Library) -> str:
    """The bibliography as text, entries sorted by key.

    A comment moves with the block that it stands on; what opens the file and has an empty line
    below it stays where it is.
    """
    opening = _paragraphs(found.blocks[0]) if found.blocks else []
    blocks = [*opening, *found.blocks[1:]]
    attached = {
        first.start_line
        for first, second in pairwise(blocks)
        if isinstance(first, ImplicitComment) and line_of(first) + first.comment.count("\n") + 1 == line_of(second)
    }
    head = [block for block in opening if isinstance(block, ImplicitComment) and block.start_line not in attached]
    ordered = SortBlocksMiddleware(_order).transform(Library(blocks[len(head) :])).blocks
    parts = [
        write_string(Library([block]), unparse_stack=[], bibtex_format=STYLE)
        + "\n" * (block.start_line not in attached)
        for block in [*head, *ordered]
    ]
    return "".join(parts).rstrip("\n") + "\n"


def held(found: Library) -> list[tuple[str, ...]]:
    """Everything that a bibliography holds, in an order of its own, to see that nothing is lost."""
    entries = [
        (entry.entry_type, entry.key, *(f"{field.key}={field.value}" for field in entry.fields))
        for entry in found.entries
    ]
    strings = [("string", string.key, string.value) for string in found.strings]
    preambles = [("preamble", block.value) for block in found.preambles]
    comments = [("comment", line) for block in found.comments for line in block.comment.splitlines() if line.strip()]
    return sorted([*entries, *strings, *preambles, *comments])


def _paragraphs(block: Block) -> list[Block]:
    """A comment taken apart at its empty lines; any other block as it is."""
    if not isinstance(block, ImplicitComment):
        return [block]
    first, text = block.start_line or 0, block.comment
    parts = re.finditer(r"\S.*?(?=\n\s*\n|\Z)", text, re.DOTALL)
    return [ImplicitComment(part[0], first + text.count("\n", 0, part.start())) for part in parts]


def _order(block: Block) -> tuple[int, str]:
    """Strings and preambles first, as they stand; then entries by key; comments below everything last."""
    if isinstance(block, Entry):
        return 1, block.key
    return (2 if type(block).__name__.endswith("Comment") else 0), ""
