"""What course catalogues are told: each plan is a ``Course`` of schema.org, each kit of it a ``LearningResource``."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.state.book_build import Build
from retorno.evidence import json_ld
from retorno.evidence.book_citation import Work
from retorno.evidence.wording import Words
from retorno.teaching.plan_parts import Kit

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MARKS = re.compile(r"[*_`]")


def course(work: Work, kits: list[Kit], title: str, path: str, words: Words) -> dict[str, Any]:
    """The course of the page *title* at *path*, whose days or meetings are *kits*."""
    minutes = sum(block.minutes for kit in kits for block in kit.blocks if block.session)
    made = {
        "@context": "https://schema.org",
        "@type": ["Course", "LearningResource"],
        "@id": work.where(path),
        "url": work.where(path),
        "name": title,
        "description": words.say(kits[0].audience),
        "inLanguage": words.language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "provider": {"@type": "Organization", "name": " and ".join(work.authors)},
        "audience": {"@type": "EducationalAudience", "educationalRole": words.say(kits[0].audience)},
        "learningResourceType": words.say("lesson plan"),
        "timeRequired": f"PT{minutes}M",
        "teaches": list(dict.fromkeys(MARKS.sub("", words.say(one)) for kit in kits for one in kit.objectives)),
        "hasCourseInstance": {"@type": "CourseInstance", "courseMode": "onsite", "courseWorkload": f"PT{minutes}M"},
        "offers": {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "USD"},
        "hasPart": [part(kit, words) for kit in kits],
    }
    return made | ({"datePublished": work.released} if work.released else {})


def part(kit: Kit, words: Words) -> dict[str, Any]:
    """One kit as a learning resource."""
    return {
        "@type": "LearningResource",
        "name": words.say(kit.title),
        "learningResourceType": words.say("lesson plan"),
        "timeRequired": f"PT{kit.minutes}M",
        "teaches": [MARKS.sub("", words.say(one)) for one in kit.objectives],
        "inLanguage": words.language,
        "license": LICENCE,
    }


def tell(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: add the data to pages that are plans."""
    if doctree is None or app.builder.name not in ("html", "dirhtml"):
        return
    book = Build.of(app.env)
    kits = book.once(_kits).get(docname)
    if not kits:
        return
    title, path = app.env.titles[docname].astext(), f"{app.config.language}/{docname}.html"
    context["metatags"] = context.get("metatags", "") + json_ld.script(course(book.work, kits, title, path, book.words))


def _kits(book: Build) -> dict[str, list[Kit]]:
    """The kits by the page of their plan."""
    found: dict[str, list[Kit]] = {}
    for kit in book.material.kits.values():
        found.setdefault(kit.page, []).append(kit)
    return found


def setup(app: Sphinx) -> None:
    """Let plans tell about themselves."""
    app.connect("html-page-context", tell)
    app.connect("freshness-shared", lambda _, env: repr(sorted(Build.of(env).once(_kits).items())))
