"""The number card: what a value in prose is and where it comes from, shown on hover, focus or tap.

The content of all cards of a page is data in the page, by the anchor of the register's entry to
which a value links; ``static/number-cards.js`` shows it. Without scripts the link remains.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.book.state import contributions
from retorno.book.values.value_roles import REGISTER
from retorno.evidence.findings import Finding
from retorno.evidence.json_ld import script
from retorno.evidence.registry import Registry
from retorno.evidence.wording import BASES, Words

ID = "number-cards"
AGAIN = "Tap again to open the entry in the register."


def data(app: Sphinx, docname: str, doctree: nodes.document) -> str:
    """The data of the cards of a page as a script element that runs nothing, or an empty string."""
    anchors = {
        anchor
        for reference in doctree.findall(nodes.reference)
        if (anchor := str(reference.get("refuri", "")).partition("#")[2]).startswith(("finding-", "claim-"))
    }
    if docname == REGISTER or not anchors:
        return ""
    book = contributions.book(app)
    registry = book.registry(app.env)
    entries = {anchor: entry for anchor in anchors if (entry := of(registry, book, app.env, anchor))}
    element = script(entries, "application/json", ID)
    return element.replace(f'id="{ID}"', f'id="{ID}" data-again="{escape(book.words.say(AGAIN))}"', 1)


def of(registry: Registry, book: contributions.Book, env: BuildEnvironment, anchor: str) -> dict[str, Any] | None:
    """The content of one card: ``value``, ``text``, and ``rows`` of name and content."""
    kind, _, id = anchor.partition("-")
    if kind == "finding" and id in registry.findings:
        return _finding(registry, book, env, registry.findings[id])
    return _claim(registry, book.words, env, id) if kind == "claim" and id in registry.claims else None


def _finding(registry: Registry, book: contributions.Book, env: BuildEnvironment, found: Finding) -> dict[str, Any]:
    catalogue, words = book.catalogue, book.words
    tested = [verdict for verdict in registry.verdicts.values() if verdict.finding == found.id]
    sources = [catalogue[name].about("credit") or catalogue[name].title for name in found.datasets if name in catalogue]
    rows = [
        ("Period", words.period(found.period)),
        *(("Published", registry.claims[verdict.claim].text) for verdict in tested[:1]),
        *(("Verdict", words.verdict(verdict)) for verdict in tested[:1]),
        ("Source", "; ".join(dict.fromkeys(map(str, sources)))),
        ("Analysis", _title(env, registry.entry(f"finding:{found.id}").page)),
    ]
    return {
        "value": words.measured(found),
        "text": found.statement,
        "rows": [(words.say(name), told) for name, told in rows if told],
    }


def _claim(registry: Registry, words: Words, env: BuildEnvironment, id: str) -> dict[str, Any]:
    claim, verdict = registry.claims[id], registry.verdicts.get(id)
    computed = registry.findings.get(verdict.finding) if verdict else None
    rows = [
        ("Verdict", words.verdict(verdict) if verdict else ""),
        ("In a sentence", registry.sentence(claim, words)),
        ("It rests on", words.say(BASES[verdict.basis]) if verdict else ""),
        ("The data give", words.measured(computed) if computed else ""),
        ("Period", words.period(claim.period) if claim.period else words.say("not stated")),
        ("Stated by", f"{_label(env, claim.source)}, {claim.locator}"),
        ("Analysis", _title(env, registry.entry(f"claim:{id}").page)),
    ]
    return {
        "value": f"{words.say('Published:')} {claim.text}",
        "text": claim.statement,
        "rows": [(words.say(name), told) for name, told in rows if told],
    }


def _label(env: BuildEnvironment, key: str) -> str:
    """A source as citations name it: “IOM 2017a”."""
    cited = env.get_domain("cite").citations  # type: ignore[attr-defined]
    return next((str(one.formatted_entry.label) for one in cited if one.key == key), key)


def _title(env: BuildEnvironment, docname: str) -> str:
    return env.titles[docname].astext() if docname in env.titles else ""
