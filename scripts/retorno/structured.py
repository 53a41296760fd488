"""What a page tells machines about itself: JSON-LD and citation tags, safe to stand in HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from retorno import wording
from retorno.catalogue import DataSet
from retorno.citing import Work
from retorno.claims import Claim
from retorno.verdicts import Verdict

RATINGS = {"contradicted": 1, "misattributed": 2, "imprecise": 3, "reproduced": 5}
"""How a verdict reads as a rating from 1 to 5; “as reported” rates nothing and has none."""


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


def claim_review(work: Work, claim: Claim, verdict: Verdict, path: str) -> dict[str, Any]:
    """A schema.org ``ClaimReview`` of *claim*; *path* is the address of its entry."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": wording.verdict(verdict)}
    if verdict.kind in RATINGS:
        rating |= {"ratingValue": RATINGS[verdict.kind], "bestRating": 5, "worstRating": 1}
    made = {
        "@type": "ClaimReview",
        "@id": work.where(path),
        "url": work.where(path),
        "claimReviewed": claim.statement,
        "author": {"@type": "Organization", "name": " and ".join(work.authors)},
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "identifier": claim.id,
            "appearance": {"@type": "CreativeWork", "identifier": claim.source},
        },
    }
    return made | ({"datePublished": work.released} if work.released else {})


def dataset(work: Work, data_set: DataSet, path: str, download: str) -> dict[str, Any]:
    """A schema.org ``Dataset``; *path* is the address of its page, *download* of its file."""
    coverage = data_set.about("coverage", {}) or {}
    span = "/".join(str(coverage[end]) for end in ("from", "to") if coverage.get(end))
    made = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": work.where(path),
        "url": work.where(path),
        "name": data_set.title,
        "description": str(data_set.described.get("description", "")),
        "identifier": data_set.name,
        "creator": [
            {
                "@type": "Organization",
                "name": source.get("title", ""),
                **({"url": web} if (web := _web(source)) else {}),
            }
            for source in data_set.described.get("sources", [])
        ],
        "license": [web for licence in data_set.described.get("licenses", []) if (web := _web(licence))],
        "variableMeasured": str(data_set.about("counts")),
        "temporalCoverage": span,
        "spatialCoverage": str(coverage.get("places", "")),
        "version": str(data_set.about("vintage")),
        "isPartOf": {"@type": "Book", "name": work.title},
        "distribution": [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": work.where(download)}],
    }
    return {key: value for key, value in made.items() if value not in ("", [])}


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
