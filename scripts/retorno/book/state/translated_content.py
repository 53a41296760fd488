"""What the data package, the claims and the notebooks say, in the words of an edition.

The English edition shows it as it stands; nothing is copied there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.source_texts import Passage, Reading, Text
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import Words

DESCRIBED = frozenset(
    {"title", "description", "retorno:counts", "retorno:unit", "retorno:licence_note", "retorno:vintage"}
    | {"retorno:credit", "retorno:caveats", "what"}
)
"""Keys of the data package under which stands what readers read."""

NAMES = "sources"
"""The key below which stand the names of publishers with their addresses, the same in every language."""

ROW = TypeVar("ROW", Claim, Finding, Verdict, Text, Passage, Reading)

TEXTS: dict[type, tuple[str, ...]] = {
    Claim: ("locator", "speaker", "statement", "text", "population", "note"),
    Finding: ("statement", "population"),
    Verdict: ("because",),
    Text: ("publisher", "read"),
    Passage: ("locator", "kind", "reason"),
    Reading: ("decided_by", "checked_by", "remark"),
}
"""The texts of each kind of row that readers see in the language of the edition."""


def told(row: ROW, words: Words) -> ROW:
    """The row with its texts in *words*."""
    texts: dict[str, Any] = {name: words.text(getattr(row, name)) for name in TEXTS[type(row)]}
    return replace(row, **texts)


def claim(row: Claim, words: Words) -> Claim:
    """A claim with its texts in *words*, its reasons too."""
    differs = {words.say(aspect): words.say(reason) for aspect, reason in row.differs.items()}
    return replace(told(row, words), differs=differs)


def described(description: Any, words: Words, key: str = "") -> Any:
    """A description of the data package with what readers read in *words*."""
    if isinstance(description, Mapping):
        if key == NAMES and str(description.get("path", "")).startswith("http"):
            return description
        return {name: described(part, words, name) for name, part in description.items()}
    if isinstance(description, list):
        return [described(part, words, key) for part in description]
    return words.text(description) if key in DESCRIBED and isinstance(description, str) else description
