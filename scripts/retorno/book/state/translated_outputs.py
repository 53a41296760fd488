"""What a notebook shows besides findings and figures, in the words of an edition: its tables, what it prints."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape, unescape
from typing import Any

from retorno.evidence.wording import Words

CELL = re.compile(r"(<t[hd][^>]*>)([^<]*)(</t[hd]>)")
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.S)
HTML, PLAIN = "text/html", "text/plain"


def translate(outputs: list[Any], words: Words) -> None:
    """Put the outputs of a cell into *words*: cells of tables one by one, printed text line by line."""
    if words.original:  # they stay as they are; whoever notes the messages gets those of a copy
        outputs = deepcopy(outputs) if words.asked is not None else []
    for output in outputs:
        if "text" in output:
            output["text"] = _lines(output["text"], words)
        data = output.get("data", {})
        if "<table" in data.get(HTML, ""):
            data[HTML] = CELL.sub(lambda cell: cell[1] + _cell(cell[2], words) + cell[3], data[HTML])
            data[PLAIN] = _plain(data[HTML])
        elif data.keys() == {PLAIN}:
            data[PLAIN] = _lines(data[PLAIN], words)


def _lines(text: str, words: Words) -> str:
    return "\n".join(words.text(line) if line.strip() else line for line in text.split("\n"))


def _cell(content: str, words: Words) -> str:
    return escape(words.cell(unescape(content)), quote=False)


def _plain(html: str) -> str:
    """The table as text, for books without tables of HTML: a column is as wide as its longest cell."""
    rows = [[unescape(cell[1]) for cell in CELL.findall(row)] for row in ROW.findall(html)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=False)]
    lines = ("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=False)) for row in rows)
    return "\n".join(lines)
