"""What an analysis may show, read from the answer of its process.

Nothing that ``record``, ``judge`` and ``figure`` could not have given, and nothing that runs, loads or
leads elsewhere in a browser.
"""

from __future__ import annotations

import json
import math
from typing import Any

from retorno.evidence.book_figures import GIVEN
from retorno.evidence.findings import ID, Finding, FindingError, finding
from retorno.evidence.media_types import FIGURE, FINDING, SAYINGS, VERDICT
from retorno.evidence.templates import fits
from retorno.evidence.verdicts import BASES, KINDS, MANNERS, OUTCOMES, ROLES, Verdict
from retorno.project import csv_tables
from retorno.project.problems import ContentError
from sphinx_keyed_execution.hooks import NotShown
from sphinx_keyed_execution.media import PASSIVE, Reader, read


def shown(data: dict[str, Any]) -> dict[str, Any]:
    """*data* (content by media type) as it may enter a page; raises :class:`NotShown`."""
    made = read(data, READERS)
    if made.keys() & {FIGURE, FINDING, VERDICT}:
        made.pop("text/html", None)
    return made


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


def _figure(content: Any) -> dict[str, Any]:
    """A figure as ``figure()`` gives it: its pictures are still specifications, and drawn by the build alone."""
    if not isinstance(content, dict):
        raise NotShown("it shows a figure that figure() did not give")
    whole = (
        content.keys() == GIVEN
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
        table = csv_tables.parsed(text, "")
    except ContentError:
        return False
    return bool(table.rows) and all(len(row.cells) == len(table.header) for row in table.rows)


def _sayings(content: Any) -> dict[str, Any]:
    """How texts were made, as :class:`retorno.analysis.sayings.Sayings` notes it."""
    if not isinstance(content, dict) or not all(fits(text, saying) for text, saying in content.items()):
        raise NotShown("it hands over texts that fill() did not make")
    return content


READERS: dict[str, Reader] = {**PASSIVE, FINDING: _finding, VERDICT: _verdict, FIGURE: _figure, SAYINGS: _sayings}
"""Everything that a notebook of the book may show, by media type."""
