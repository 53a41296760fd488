"""Whatever teaching material shows reaches the translators: made in a language of nobody, nothing stays plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from pseudo_language import pseudo
from retorno.evidence.wording import Words
from retorno.project.paths import Project
from retorno.site.course_material.shown import asked
from retorno.site.course_material.workshop import workshop
from retorno.teaching.course_pages import course_pages
from retorno.teaching.kit_documents import kit_documents
from retorno.teaching.quiz.bank import bank
from retorno.teaching.slides.deck import deck
from retorno.teaching.slides.slide_sources import Slide

from .conftest import ROOT

WORD = re.compile(r"(?<![^\W\d_{}-])[a-z]{3,}(?![^\W\d_{}-])")
SHOWN = re.compile(r"<style>.*?</style>|<span class=\"role-\w+\"[^>]*>.*?</span>|<[^>]+>|&\w+;", re.S)
"""Markup, and what roles show: numbers, titles of pages, labels of sources."""

FIGURE = re.compile(r"figure of [a-z0-9-]+")
"""What a claim says in the invented registry; in the book it is in the words of its source."""

FILES = {"guide", "key", "sheets", "cards", "forms"}
"""Names of files in the archive of a kit."""


@pytest.fixture(scope="module")
def messages(project: Project, entries: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    staging = tmp_path_factory.mktemp("registry")
    (staging / "findings.json").write_text(json.dumps(entries))
    return set(asked(project, staging))


@pytest.fixture(scope="module")
def shown(
    messages: set[str], entries: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Every product as text, in the language of nobody, made of the messages that translators get and no others."""
    staging = tmp_path_factory.mktemp("staging")
    (staging / "findings.json").write_text(json.dumps(entries))
    said = Words("ru", messages=lambda one: pseudo(one) if one in messages else one)
    shop = workshop(Project(ROOT), staging, "ru", said)
    found = {}
    for kit in shop.material.kits.values():
        for one in kit_documents(kit, shop.material, shop.text, ""):
            found[f"{kit.id}, {one.name}"] = one.handout.body
        made = deck(kit, shop.material, shop.text, "")
        found[f"{kit.id}, slides"] = " ".join(slide_words(slide) for slide in made.slides)
    for item in bank(shop.material, shop.text).items:
        told = (item.stem, item.why, *(f"{option.text} {option.why}" for option in item.options))
        found[f"question {item.id}"] = " ".join(told) if not item.id.startswith("verdict-") else ""
    for page in course_pages(shop.material, shop.text):
        found[f"page {page['title']}"] = page["html"]
    return found


def slide_words(slide: Slide) -> str:
    """All that stands on a slide; its notes are plain text, in which nobody can tell what a role has shown."""
    columns = [line for one in slide.columns for line in (one.title, *(point.html for point in one.points))]
    chart = [slide.chart.series, *slide.chart.categories] if slide.chart else []
    return " ".join([slide.label, slide.title, *(point.html for point in slide.points), *columns, *chart])


def left(text: str) -> Iterator[str]:
    text = SHOWN.sub(" ", FIGURE.sub(" ", text))
    yield from (word for word in WORD.findall(text) if word not in FILES)


def test_nothing_stays_plain(shown: dict[str, str]) -> None:
    kept = {name: sorted(set(left(text))) for name, text in shown.items()}
    assert {name: words for name, words in kept.items() if words} == {}


def test_the_messages_hold_what_people_read(messages: set[str]) -> None:
    for one in (
        "Most returns are counted somewhere.",
        "Say before you begin:",
        "**Turn over only when asked.**",
        "Question {n} of {all}",
        "Is my handout still right?",
        "Questions on return and reintegration",
        "A question",
        "Who speaks, to whom, before which meeting?",
        "Article 12(4)",
        "Welcome everybody, and let them write before you explain anything. Then collect on the board in two columns. "
        "The first stays short: there was a movement, and it went towards a place where she had been, or which is "
        "called hers. The second grows: did she want to, was she told to, did somebody pay, is she there for good, "
        "was it the same town?",
    ):
        assert one in messages, one
    assert not any("---page---" in one for one in messages)


def test_a_sheet_is_taken_apart_into_paragraphs(messages: set[str]) -> None:
    assert not [one for one in messages if one.count("\n\n")]
