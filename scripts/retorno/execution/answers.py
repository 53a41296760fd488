"""What the process of a notebook hands back, looked at before anything else believes it.

That process ran a stranger's code and may hand back anything. What comes out of here has the
shape that the rest of the book relies on, and holds nothing that would run in a reader's browser:
text, tables (:mod:`passive`), pictures made of pixels, and what ``record``, ``judge`` and
``figure`` give.
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retorno.evidence.findings import ID, Finding, FindingError, finding
from retorno.evidence.media_types import FIGURE, FINDING, VERDICT
from retorno.evidence.verdicts import BASES, KINDS, MANNERS, OUTCOMES, ROLES, Verdict
from retorno.execution.failures import Failure, cell_place, printable, told
from retorno.execution.mentions import unknown
from retorno.execution.notebooks import Notebook
from retorno.execution.passive import NotPassive, passive

Outputs = list[list[dict[str, Any]]]

CELL_BYTES, PAGE_BYTES = 2_000_000, 5_000_000
"""How much a cell and a whole page may show, as JSON. The largest page of the book has a fiftieth of it."""

SHOWS = "a table, text, or a chart by figure(): a page holds nothing that runs or loads in a browser"
LESS = "fewer rows and fewer points: a page of this size cannot be read"
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ud800-\udfff\ufffe\uffff]")
GARBLED = "what its process handed back cannot be read"


class NotShown(ValueError):
    """An output that may not enter a page; the message says what is wrong with it."""


class TooMuch(NotShown):
    """More output than a page can hold."""


@dataclass(frozen=True)
class Answer:
    """What a notebook gave: outputs cell by cell and the states of its inputs, or why it failed."""

    outputs: Outputs
    inputs: dict[str, str]
    failure: Failure | None = None


def answer(text: bytes, notebook: Notebook, root: Path) -> Answer:
    """The answer that *text* (JSON from the process of *notebook*) holds, in the project at *root*."""
    name = notebook.page.relative_to(root).as_posix()
    try:
        run = _clean(json.loads(text))
        inputs = _inputs(run["inputs"])
        if run["error"]:
            return Answer([], inputs, _failure(run["error"], notebook, name))
        given = run["outputs"]
        if not isinstance(given, list) or len(given) != len(notebook.cells):
            raise TypeError("outputs are not those of the cells")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return Answer([], {}, Failure(GARBLED, 1))
    outputs: Outputs = []
    for position, cell in enumerate(given):
        try:
            outputs.append(_cell(cell))
        except NotShown as error:
            return Answer([], inputs, _not_shown(notebook, position, str(error), isinstance(error, TooMuch)))
    for position, said in unknown(outputs, root):
        return Answer([], inputs, _not_shown(notebook, position, said))
    if len(json.dumps(outputs)) > PAGE_BYTES:
        return Answer([], inputs, Failure(f"it shows more than {PAGE_BYTES:,} bytes", 1, "", LESS))
    return Answer(outputs, inputs)


def _not_shown(notebook: Notebook, position: int, said: str, much: bool = False) -> Failure:
    return Failure(printable(said), notebook.lines[position], cell_place(position), LESS if much else SHOWS)


def _clean(value: Any) -> Any:
    """*value* with every text fit for a page: no half characters, and nothing that HTML cannot hold."""
    if isinstance(value, str):
        return UNFIT.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(part) for name, part in value.items()}
    return value


def _failure(error: dict[str, Any], notebook: Notebook, name: str) -> Failure:
    position, trail = error["cell"], [tuple(step) for step in error["trail"]]
    if not (isinstance(position, int) and 0 <= position < len(notebook.cells)):
        raise TypeError("no such cell")
    for where, line, code in trail:
        if not (isinstance(where, int | str) and isinstance(line, int) and isinstance(code, str)):
            raise TypeError("no step")
    return told(notebook, name, {**error, "trail": trail})


def _inputs(states: dict[str, Any]) -> dict[str, str]:
    """The inputs, named as :mod:`inputs` names them: nothing outside the project is looked at later."""
    for name, state in states.items():
        if not (isinstance(name, str) and isinstance(state, str)) or name.startswith("/") or "\\" in name:
            raise TypeError("no input")
        if ".." in name.partition("#")[0].split("/"):
            raise TypeError("an input outside the project")
    return dict(states)


def _cell(outputs: Any) -> list[dict[str, Any]]:
    if not isinstance(outputs, list):
        raise NotShown("it shows what no cell shows")
    try:
        made = [_output(output) for output in outputs]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotShown("it shows what no cell shows") from error
    if len(json.dumps(made)) > CELL_BYTES:
        raise TooMuch(f"it shows more than {CELL_BYTES:,} bytes")
    return made


def _output(output: dict[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "stream":
        if output["name"] not in ("stdout", "stderr") or not isinstance(output["text"], str):
            raise NotShown("it prints what is no text")
        return {"output_type": "stream", "name": output["name"], "text": output["text"]}
    if output["output_type"] != "display_data":
        raise NotShown("it shows what no cell shows")
    data = {media: _medium(media, content) for media, content in output["data"].items()}
    if FIGURE in data or FINDING in data or VERDICT in data:
        data.pop("text/html", None)
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _medium(media: str, content: Any) -> Any:
    """*content* in the form in which it may enter a page; raises :class:`NotShown`."""
    read = READERS.get(media)
    if read is None:
        raise NotShown(f"it shows “{media}”, which this book does not publish")
    return read(content)


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise NotShown("it shows a text that is none")
    return content


def _html(content: Any) -> str:
    try:
        return passive(_text(content))
    except NotPassive as error:
        raise NotShown(f"it shows HTML with {error}") from error


def _pixels(beginning: bytes) -> Callable[[Any], str]:
    """A reader of pictures that begin as their kind of file begins."""

    def read(content: Any) -> str:
        try:
            found = base64.b64decode("".join(_text(content).split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotShown("it shows a picture that is none") from error
        if not found.startswith(beginning):
            raise NotShown("it shows a picture that is none")
        return base64.b64encode(found).decode()

    return read


def _finding(content: Any) -> dict[str, Any]:
    try:
        given = Finding.from_dict(content)
        texts = (given.id, given.unit, given.statement, given.period, given.place, given.reported_by, *given.datasets)
        texts = (*texts, given.quantity, given.population, given.base)
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("texts")
        made = finding(**{**given.as_dict(), "datasets": given.datasets})
    except FindingError as error:
        raise NotShown(f"it shows a finding that is none: {error}") from error
    except (TypeError, KeyError, ValueError) as error:
        raise NotShown("it shows a finding that record() did not give") from error
    plain: dict[str, Any] = json.loads(json.dumps(made.as_dict()))
    return plain


def _verdict(content: Any) -> dict[str, Any]:
    try:
        given = Verdict.from_dict(content)
        pieces = given.evidence
        known = given.kind in KINDS and given.basis in BASES
        known &= all(manner in MANNERS for manner in (given.manner, *(piece.manner for piece in pieces)))
        known &= all(piece.role in ROLES and piece.outcome in OUTCOMES for piece in pieces)
        ids = [given.claim, *filter(None, (given.finding, given.earlier, given.elsewhere))]
        ids += [piece.finding for piece in pieces]
        numbers = [given.gap, given.factor, *(piece.factor for piece in pieces)]
        finite = all(one is None or (type(one) in (int, float) and math.isfinite(one)) for one in numbers)
        told = isinstance(given.said_by, str) and isinstance(given.because, str)
        if not (known and finite and told and all(ID.fullmatch(id) for id in ids)):
            raise TypeError("values")
    except (TypeError, KeyError) as error:
        raise NotShown("it shows a verdict that judge() did not give") from error
    return given.as_dict()


WORDS = ("id", "title", "caption", "alt", "source", "vintage", "csv")
FIGURE_PARTS = frozenset({*WORDS, "below", "datasets", "specification", "drawings"})


def _figure(content: Any) -> dict[str, Any]:
    """A figure as ``figure()`` gives it: its pictures are still specifications, and drawn by the build alone."""
    if not isinstance(content, dict):
        raise NotShown("it shows a figure that figure() did not give")
    whole = (
        content.keys() == FIGURE_PARTS
        and all(isinstance(content[name], str) for name in WORDS)
        and ID.fullmatch(content["id"])
        and all(isinstance(content[name], list) for name in ("below", "datasets"))
        and all(isinstance(text, str) for text in (*content["below"], *content["datasets"]))
        and isinstance(content["specification"], dict | None)
        and isinstance(content["drawings"], dict)
        and content["drawings"].keys() == {"wide", "narrow"}
        and all(isinstance(drawing, dict) for drawing in content["drawings"].values())
        and _is_table(content["csv"])
    )
    if not whole:
        raise NotShown("it shows a figure that figure() did not give")
    if any(_leads_elsewhere(part) for part in (content["specification"], content["drawings"])):
        raise NotShown("it shows a figure that loads something, shows a picture or leads elsewhere")
    return content


def _leads_elsewhere(specification: Any) -> bool:
    """Whether a chart names an address, wherever in it; its data may hold what they like."""
    if isinstance(specification, list):
        return any(_leads_elsewhere(part) for part in specification)
    if not isinstance(specification, dict):
        return False
    own = {key: part for key, part in specification.items() if key not in ("datasets", "values")}
    named = own.keys() & {"url", "href", "image"} or "image" in (own.get("mark"), own.get("type"))
    return bool(named) or any(_leads_elsewhere(part) for part in own.values())


def _is_table(text: str) -> bool:
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return False
    return len(rows) > 1 and len({len(row) for row in rows}) == 1


READERS: dict[str, Callable[[Any], Any]] = {
    "text/plain": _text,
    "text/html": _html,
    "image/png": _pixels(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": _pixels(b"\xff\xd8\xff"),
    FINDING: _finding,
    VERDICT: _verdict,
    FIGURE: _figure,
}
"""Everything that a notebook may show, by media type."""
