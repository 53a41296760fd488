"""What a page tells machines about itself: JSON-LD and citation tags, safe to stand in HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import DataSet
from retorno.evidence.claims import UNNAMED, Claim
from retorno.evidence.source_texts import Text
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import ENGLISH, Words

RATINGS = {
    "contradicted": 1,
    "misattributed": 2,
    "outdated": 3,
    "mixed": 3,
    "exaggerated": 3,
    "understated": 3,
    "reproduced": 5,
}
"""How a verdict reads as a rating from 1 to 5; what nobody can check rates nothing and has none."""

TRUE_AND_FAR_OFF = 4
"""The rating of a claim that is true as it is worded and says far too little or too much."""

CARRIER = "package that carries"
"""What the title of a source says that only passes on what somebody else published."""


def json_for_html(content: Any) -> str:
    """JSON that may stand inside ``<script>``: nothing in it can end the element or begin another."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        told = told.replace(mark, f"\\u{ord(mark):04x}")
    return told


def script(content: Any, kind: str = "application/ld+json", id: str = "") -> str:
    """A script element that holds data and runs nothing."""
    named = f' id="{escape(id)}"' if id else ""
    return f'<script type="{kind}"{named}>{json_for_html(content)}</script>\n'


def claim_review(
    work: Work,
    claim: Claim,
    verdict: Verdict,
    path: str,
    text: Text | None = None,
    sentence: str = "",
    words: Words = ENGLISH,
) -> dict[str, Any]:
    """A schema.org ``ClaimReview`` of *claim*; *path* is the address of its entry, *text* where it was made."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words.verdict(verdict)}
    if sentence:
        rating["ratingExplanation"] = sentence
    if verdict.kind in RATINGS:
        value = (
            TRUE_AND_FAR_OFF
            if verdict.kind != "reproduced" and verdict.manner == "as worded"
            else RATINGS[verdict.kind]
        )
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    made = {
        "@type": "ClaimReview",
        "@id": work.where(path),
        "url": work.where(path),
        "claimReviewed": claim.statement,
        "author": {"@type": "Organization", "name": " and ".join(work.authors)},
        "reviewRating": rating,
        "itemReviewed": _claim(claim, text),
    }
    return made | ({"datePublished": work.released} if work.released else {})


def _claim(claim: Claim, text: Text | None) -> dict[str, Any]:
    """The claim as it was made: by whom, when, where, in which words."""
    appearance: dict[str, Any] = {"@type": "CreativeWork", "identifier": claim.source}
    made: dict[str, Any] = {
        "@type": "Claim",
        "identifier": claim.id,
        "text": claim.quote,
        "author": {"@type": "Organization", "name": "unnamed author" if claim.speaker == UNNAMED else claim.speaker},
        "appearance": appearance,
    }
    if text:
        appearance |= {"url": text.address, "inLanguage": text.language, "datePublished": text.published}
        made |= {"inLanguage": text.language, "datePublished": text.published}
    return made


def dataset(
    work: Work, data_set: DataSet, path: str, download: str, place: Callable[[str], str] = str
) -> dict[str, Any]:
    """A schema.org ``Dataset``; *path* is the address of its page, *download* of its file, *place* names a place."""
    coverage = data_set.about("coverage", {}) or {}
    span = "/".join(str(coverage[end]) for end in ("from", "to") if coverage.get(end))
    sources = data_set.described.get("sources", [])
    made = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": work.where(path),
        "url": work.where(path),
        "name": data_set.title,
        "description": str(data_set.described.get("description", "")),
        "identifier": data_set.name,
        "creator": [_organisation(source) for source in sources if CARRIER not in source.get("title", "")],
        "provider": [_organisation(source) for source in sources if CARRIER in source.get("title", "")],
        "license": [web for licence in data_set.described.get("licenses", []) if (web := _web(licence))],
        "variableMeasured": str(data_set.about("counts")),
        "temporalCoverage": span,
        "spatialCoverage": [{"@type": "Place", "name": place(code)} for code in coverage.get("places") or []],
        "version": str(data_set.about("vintage")),
        "isPartOf": {"@type": "Book", "name": work.title},
        "distribution": [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": work.where(download)}],
    }
    return {key: value for key, value in made.items() if value not in ("", [])}


def _organisation(source: dict[str, Any]) -> dict[str, Any]:
    """Who published: the name before the colon of the title, with the address."""
    name = str(source.get("title", "")).partition(":")[0]
    return {"@type": "Organization", "name": name, **({"url": web} if (web := _web(source)) else {})}


def _web(described: dict[str, Any]) -> str:
    path = str(described.get("path") or "")
    return path if path.startswith(("https://", "http://")) else ""


def citation_tags(work: Work, title: str, path: str, language: str) -> str:
    """Highwire tags, as search engines and reference managers read them."""
    pairs: Iterable[tuple[str, str]] = (
        ("citation_title", title),
        *(("citation_author", name) for name in work.authors),
        ("citation_inbook_title", work.title),
        ("citation_publication_date", work.released.replace("-", "/") or work.year),
        ("citation_language", language),
        ("citation_public_url", work.where(path) if work.address else ""),
    )
    return "".join(f'<meta name="{name}" content="{escape(content)}">\n' for name, content in pairs if content)
