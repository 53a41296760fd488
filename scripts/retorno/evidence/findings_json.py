"""The form of ``findings.json``: what each field holds, as a table for readers and as a JSON Schema.

Both are made from :data:`FIELDS`, and a test validates what the build writes against them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retorno.evidence.claims import COMPARATORS
from retorno.evidence.findings import QUANTITIES, UNITS
from retorno.evidence.source_grades import KINDS as GRADES
from retorno.evidence.verdicts import BASES, KINDS
from retorno.evidence.wording import MANNERS


@dataclass(frozen=True)
class Field:
    """One field of an entry: its name, its JSON types, and what it holds; ``inside`` are fields of an object."""

    name: str
    types: tuple[str, ...]
    holds: str
    only: tuple[str, ...] = ()
    """The values that a text may have; empty for any."""

    inside: tuple[Field, ...] = ()
    claims_only: bool = False
    """Whether entries of findings leave the field out."""


TEXT, TEXT_OR_NONE = ("string",), ("string", "null")

PUBLISHED = (
    Field(
        "value",
        ("number", "array", "null"),
        "the value as published: a number, a list of place codes, or null for a direction",
    ),
    Field("text", TEXT, "how the value reads in the source"),
    Field("unit", TEXT, "its unit", (*UNITS, "direction")),
    Field("period", TEXT, "its period, ISO 8601; empty where the source names none"),
    Field("comparator", TEXT, "how it is worded", COMPARATORS),
    Field("quantity", TEXT, "what kind of quantity it is", QUANTITIES),
    Field("base", TEXT, "the period with which a change is compared; may be empty"),
)
COMPUTED = (
    Field(
        "value",
        ("number", "array"),
        "the value as computed, not rounded; a list of place codes where the unit is places",
    ),
    Field("unit", TEXT, "its unit", tuple(UNITS)),
    Field("precision", ("number",), "the step of the last digit that is shown"),
    Field("period", TEXT, "its period, ISO 8601"),
    Field("place", TEXT, "the code of the place (ISO 3166, UN M49 or our own); may be empty"),
    Field("quantity", TEXT, "what kind of quantity it is; empty where no claim is compared with it", ("", *QUANTITIES)),
    Field("base", TEXT, "the period with which a change is compared; may be empty"),
    Field("low", ("number", "null"), "the lower end of the interval of an estimate; null where there is none"),
    Field("high", ("number", "null"), "the upper end of that interval"),
)
EVIDENCE = (
    Field("finding", TEXT, "id of the finding"),
    Field("role", TEXT, "the part it plays", ("measure", "at-least", "at-most")),
    Field("outcome", TEXT, "what came of comparing it with the claim"),
    Field("manner", TEXT, "how it agrees; may be empty"),
    Field("factor", ("number", "null"), "computed by published"),
)

FIELDS = (
    Field("id", TEXT, "the permanent id; the entry has a page of its own at n/ID.html"),
    Field("kind", TEXT, "what the entry is", ("claim", "finding")),
    Field("statement", TEXT, "what is stated or counted, in one sentence"),
    Field("source", TEXT_OR_NONE, "key of the source in the bibliography; null where we computed the value ourselves"),
    Field("locator", TEXT, "where in the source", claims_only=True),
    Field("quote", TEXT, "the exact words of the source, in its language", claims_only=True),
    Field("speaker", TEXT, "who says it, according to the source", claims_only=True),
    Field("published", ("object", "null"), "what the source published; null for findings", inside=PUBLISHED),
    Field(
        "computed",
        ("object", "null"),
        "what the data give; null where there is nothing to compare with",
        inside=COMPUTED,
    ),
    Field("verdict", TEXT_OR_NONE, "the verdict on a claim; null for findings", KINDS),
    Field("word", TEXT_OR_NONE, "the verdict as readers are told it, in English", claims_only=True),
    Field(
        "basis", TEXT_OR_NONE, "what the verdict rests on; null where nothing can check", BASES[:-1], claims_only=True
    ),
    Field("sentence", TEXT_OR_NONE, "the verdict as one sentence, in English", claims_only=True),
    Field("manner", TEXT_OR_NONE, "in which way a value agrees", tuple(MANNERS), claims_only=True),
    Field("gap", ("number", "null"), "computed less published, in the unit of the claim", claims_only=True),
    Field("factor", ("number", "null"), "computed by published", claims_only=True),
    Field("finding", TEXT_OR_NONE, "id of the finding that measures the claim", claims_only=True),
    Field("earlier", TEXT_OR_NONE, "id of the finding for which an outdated figure was right", claims_only=True),
    Field("elsewhere", TEXT_OR_NONE, "id of the finding to which a misattributed figure belongs", claims_only=True),
    Field("because", TEXT_OR_NONE, "why it is thought to belong there, or why nothing can check it", claims_only=True),
    Field("evidence", ("array",), "the evidence, piece by piece", inside=EVIDENCE, claims_only=True),
    Field("differs", ("object",), "why something not quite the same is compared, by aspect", claims_only=True),
    Field("page", TEXT_OR_NONE, "the analysis, as a path inside an edition"),
    Field("datasets", ("array",), "names of the data sets from which the value was computed"),
    Field(
        "grade",
        TEXT_OR_NONE,
        "the lowest grade among the sources beneath the value, A to D; null where no graded source lies beneath",
        tuple(GRADES),
    ),
    Field("used_on", ("array",), "the pages that show the entry, as paths inside an edition"),
    Field("inputs", ("object",), "every file that the analysis read, with the SHA-256 of its content"),
)


def schema() -> dict[str, Any]:
    """The JSON Schema of ``findings.json`` (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "findings.json of Retorno: all claims and findings of the book",
        "type": "array",
        "items": _object(FIELDS),
    }


def rows() -> list[tuple[str, str, str]]:
    """Name, type and meaning of every field, those inside another with a dot."""
    found = []
    for field in FIELDS:
        found.append(_row(field, field.name))
        found += [_row(inner, f"{field.name}.{inner.name}") for inner in field.inside]
    return found


def _row(field: Field, name: str) -> tuple[str, str, str]:
    words = {"string": "text", "array": "list", "null": "null"}
    types = " or ".join(words.get(kind, kind) for kind in field.types)
    values = f"; one of: {', '.join(filter(None, field.only))}" if 0 < len(field.only) <= 8 else ""
    return name, types, f"{field.holds}{values}{'; claims only' if field.claims_only else ''}"


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if not field.claims_only],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"description": field.holds, "type": list(field.types)}
    if field.inside and "array" in field.types:
        return made | {"items": _object(field.inside)}
    if field.inside:
        made |= {key: value for key, value in _object(field.inside).items() if key != "type"}
    if field.only:
        made["enum"] = [*field.only, *([None] if "null" in field.types else [])]
    if "array" in field.types:
        made["items"] = {"type": "string"}
    if field.name in ("inputs", "differs"):
        made["additionalProperties"] = {"type": "string"}
    return made
