"""What pages tell machines: complete, and unable to become markup."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from examples import a_claim
from retorno.evidence import json_ld
from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import DataSet
from retorno.evidence.source_texts import Text
from retorno.evidence.verdicts import KINDS, Verdict

HOSTILE = '</script><script>alert("1")</script><!-- \u2028 & \''
WORK = Work("Retorno", ("Retorno contributors",), "2026", "2026-11-22", "1.0", "https://example.org")


class Elements(HTMLParser):
    """The start tags of a piece of HTML, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.data += data


def test_data_cannot_leave_their_script() -> None:
    found = Elements(json_ld.script({HOSTILE: [HOSTILE]}))
    assert [tag for tag, _ in found.tags] == ["script"]
    assert json.loads(found.data) == {HOSTILE: [HOSTILE]}


def test_a_claim_review() -> None:
    claim = a_claim(statement=HOSTILE)
    made = json_ld.claim_review(WORK, claim, Verdict(claim.id, "contradicted"), "en/c.html#claim-a")
    assert made["url"] == "https://example.org/en/c.html#claim-a"
    assert made["reviewRating"]["ratingValue"] < made["reviewRating"]["bestRating"]
    assert made["claimReviewed"] == HOSTILE
    assert made["datePublished"] == "2026-11-22"
    unrated = json_ld.claim_review(WORK, claim, Verdict(claim.id, "as-reported"), "en/c.html#claim-a")
    assert "ratingValue" not in unrated["reviewRating"]


def test_a_claim_review_says_who_claimed_it_when_and_where() -> None:
    claim = a_claim(quote="fueron contadas", speaker="the authorities, according to the text")
    text = Text("news2025", "es", "2025-06", "not established", "https://news.example/1", "a copy")
    verdict = Verdict(claim.id, "understated", manner="as worded")
    made = json_ld.claim_review(WORK, claim, verdict, "en/c.html#claim-a", text, "True, and far too small.")
    item = made["itemReviewed"]
    assert item["author"]["name"] == "the authorities, according to the text"
    assert (item["text"], item["inLanguage"], item["datePublished"]) == ("fueron contadas", "es", "2025-06")
    assert item["appearance"]["url"] == "https://news.example/1"
    assert made["reviewRating"]["ratingExplanation"] == "True, and far too small."
    assert made["reviewRating"]["ratingValue"] == 4
    assert set(json_ld.RATINGS) == {*KINDS} - {"as-reported", "not-checkable"}


def test_a_data_set_links_only_to_the_web() -> None:
    described = {
        "title": HOSTILE,
        "description": "d",
        "sources": [
            {"title": "s: a table", "path": "javascript:alert(1)"},
            {"title": "Carrier: p, the package that carries a copy", "path": "https://carrier.example"},
        ],
        "licenses": [{"path": "https://creativecommons.org/licenses/by/4.0/"}],
        "retorno:coverage": {"from": "2024", "to": "2025", "places": ["PAN"]},
    }
    names = {"PAN": "Panama"}.get
    made = json_ld.dataset(WORK, DataSet("a", Path("a.csv"), described), "en/a.html", "data/a.csv", names)
    assert made["creator"] == [{"@type": "Organization", "name": "s"}]
    assert made["provider"] == [{"@type": "Organization", "name": "Carrier", "url": "https://carrier.example"}]
    assert made["spatialCoverage"] == [{"@type": "Place", "name": "Panama"}]

    assert made["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert made["temporalCoverage"] == "2024/2025"
    assert made["distribution"][0]["contentUrl"] == "https://example.org/data/a.csv"


def test_citation_tags_are_attributes_and_nothing_else() -> None:
    found = Elements(json_ld.citation_tags(WORK, HOSTILE, "en/a.html", "en"))
    given = {attributes["name"]: attributes["content"] for _, attributes in found.tags}
    assert {tag for tag, _ in found.tags} == {"meta"}
    assert given["citation_title"] == HOSTILE
    assert given["citation_publication_date"] == "2026/11/22"
    assert given["citation_public_url"] == "https://example.org/en/a.html"
    without = json_ld.citation_tags(Work("Retorno", ("A",), "2026"), "t", "en/a.html", "en")
    assert "citation_public_url" not in without
