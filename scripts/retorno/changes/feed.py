"""The Atom feed of releases and the site map, as text. The same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from retorno.changes.release_history import Record
from retorno.evidence.wording import ENGLISH, Words

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGE = "chapters/reference/what-changed.html"
FIRST = "The first release: there is nothing to compare it with."
LISTED = 40
"""How many changes an entry of the feed lists before the rest is only counted."""


def atom(
    history: Record, title: str, author: str, identity: str, begun: str, base: str, edition: str, words: Words = ENGLISH
) -> str:
    """The feed: one entry a release, the newest first.

    *identity* is the address of the repository: ids are made of it, so that they stay when the site
    moves. *begun* is the date of the feed while there is no release. *base* is the site's address
    or empty: then links are relative to the feed, which lies at the root of the site.
    """
    releases = list(reversed(history["releases"]))
    feed = ET.Element("feed", xmlns=ATOM)
    _add(feed, "id", uuid5(NAMESPACE_URL, identity).urn)
    _add(feed, "title", words.say("{book}: what changed", book=title))
    _add(feed, "updated", f"{releases[0]['date'] if releases else begun}T00:00:00Z")
    _add(_add(feed, "author"), "name", author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{name(words)}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}{edition}/{PAGE}")
    for release in releases:
        entry = _add(feed, "entry")
        version = release["version"]
        _add(entry, "id", uuid5(NAMESPACE_URL, f"{identity}#{version}").urn)
        _add(entry, "title", f"{title} {version}")
        _add(entry, "updated", f"{release['date']}T00:00:00Z")
        _add(entry, "link", rel="alternate", type="text/html", href=f"{base}{edition}/{PAGE}#release-{version}")
        _add(
            entry, "summary", summary(release, words) if release is not releases[-1] else words.say(FIRST), type="text"
        )
    return _text(feed)


def name(words: Words) -> str:
    """The file of the feed of an edition, at the root of the site."""
    return "feed.xml" if words.original else f"feed-{words.language}.xml"


def summary(release: dict[str, Any], words: Words = ENGLISH) -> str:
    """The changes of a release, one a line: verdicts and findings first, words left out."""
    changes = [change for change in release["changes"] if change["severity"] != "text"]
    lines = [line(change, words) for change in changes[:LISTED]]
    if len(changes) > LISTED:
        lines.append(words.say("and {number} more", number=words.number(len(changes) - LISTED, 1)))
    return "\n".join(lines) or words.say("No published number changed.")


def line(change: dict[str, Any], words: Words = ENGLISH) -> str:
    """One change in one line: “finding x: moved 1,010 → 1,200, +190 (+18.8%) (data revision)”."""
    say = words.say
    values = f" {say(change['before'] or 'nothing')} → {say(change['after'] or 'nothing')}"
    why = "; ".join(say(cause) for cause in dict.fromkeys(cause.partition(":")[0] for cause in change["why"]))
    return (
        f"{say(change['kind'])} {change['id']}: {say(change['what'])}"
        + (values if change["before"] != change["after"] else "")
        + (f", {say(change['by'])}" if change["by"] else "")
        + (f" ({why})" if why else "")
    )


def sitemap(pages: Iterable[str], base: str) -> str:
    """The site map of *pages* (paths from the root of the site), which must have absolute addresses."""
    urls = ET.Element("urlset", xmlns=SITEMAP)
    for page in sorted(pages):
        ET.SubElement(ET.SubElement(urls, "url"), "loc").text = base + page
    return _text(urls)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    made.text = "".join(sign for sign in text if sign.isprintable() or sign == "\n") if text else None
    return made


def _text(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
