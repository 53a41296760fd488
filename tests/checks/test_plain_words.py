"""The page for people who are asked to sign can be read by somebody in fear: short words, short sentences."""

from __future__ import annotations

import re

import pyphen
from babel.messages.pofile import read_po

from retorno.book.pages.help_directory import reachable
from retorno.evidence.message_catalogue import catalogue
from retorno.evidence.wording import Words
from retorno.project.csv_tables import records
from retorno.project.paths import PAPERS, Project

EASY, EASY_SPANISH = 80, 80
"""Flesch reading ease of text that is easy to read."""

HYPHENS = pyphen.Pyphen(lang="en_GB")


def syllables(word: str) -> int:
    """At least as many as there are: the larger of what a hyphenator finds and of the groups of vowels."""
    lower = word.lower()
    groups = len(re.findall(r"[aeiouyáéíóú]+", lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups, len(HYPHENS.positions(lower)) + 1)


def reading_ease(text: str) -> float:
    """Flesch reading ease: the higher, the easier. The end of an item ends a sentence too."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    sentences = [part for part in re.split(r"[.?!]\s|\n", text) if re.search(r"[^\W\d_]", part)]
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)


NEEDED = (
    "I want to speak with a lawyer before I sign.",
    "I am afraid to go back.",
    "Do not count on a change of mind",
    "This is no legal advice.",
    ":::{legal-check}",
    ":::{help-directory}",
    "Can you take it back?",
)
"""What the page must not lose."""


def running_text(source: str) -> str:
    """The sentences of the page as a reader meets them, without directives, sources and names of law."""
    body = source.partition("# Before you sign")[2].partition(":::{admonition} Where this comes from")[0]
    lines = [line for line in body.splitlines() if not re.match(r"^(?::|#|\s*$|\*[^*].*\*$|%)", line)]
    text = "\n".join(re.sub(r"^\d+\.\s|^- ", "", line) for line in lines)
    text = re.sub(r"\{doc\}`([^<`]*?)\s*<[^`]*`", r"\1", text)
    return re.sub(r"[*\"]", "", text)


def page(project: Project) -> str:
    """The source of the page."""
    return (project.root / f"{PAPERS}.md").read_text(encoding="utf-8")


def test_the_page_is_easy_to_read(real_book: Project) -> None:
    text = running_text(page(real_book))
    assert len(text.split()) > 800
    assert reading_ease(text) >= EASY


def test_no_citation_interrupts_the_text(real_book: Project) -> None:
    source = page(real_book)
    before, _, sources = source.partition(":::{admonition} Where this comes from")
    assert "{cite}" not in before
    assert sources.count("{cite}") > 15


def test_nothing_that_helps_was_lost(real_book: Project) -> None:
    source = page(real_book)
    assert [part for part in NEEDED if part not in source] == []


def test_every_paper_says_what_it_does_and_whether_it_can_be_taken_back(real_book: Project) -> None:
    papers = page(real_book).partition("## Which paper is it?")[2].partition("## If you have signed")[0]
    parts = papers.split("\n### ")[1:]
    assert len(parts) == 10
    for part in parts:
        assert "**What it does.**" in part, part.splitlines()[0]
        assert "**Can you take it back?**" in part or "**What you can do.**" in part, part.splitlines()[0]


def test_pages_with_the_line_on_signing_lead_there(real_book: Project) -> None:
    told = [
        path
        for path in (real_book.root / "chapters").rglob("*.md")
        if "If you are asked to sign for a return" in path.read_text(encoding="utf-8")
    ]
    assert len(told) >= 8
    assert [path.name for path in told if f"/{PAPERS}`" not in path.read_text(encoding="utf-8")] == []


def ease_in_spanish(text: str) -> float:
    """The formula of Szigriszt and Pazos for Spanish: from 80 on a text is very easy to read."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = [part for part in re.split(r"[.?!:]\s|\n", text) if re.search(r"[^\W\d_]", part)]
    # A strong vowel or one with an accent makes a syllable, and so does a weak one between consonants.
    weak = r"(?<![aeoáéíóú])[iuü]+(?![aeoáéíóú])"
    count = sum(len(re.findall(rf"[aeoáéíóú]|{weak}", word.lower())) or 1 for word in words)
    return 206.835 - 62.3 * count / len(words) - len(words) / len(sentences)


def test_the_translation_is_easy_to_read_too(real_book: Project) -> None:
    source = (real_book.root / f"{PAPERS}-es.md").read_text(encoding="utf-8")
    body = re.sub(r"\[\*[^]]*\]\{\.language-en\}", "", source.partition("# Antes de firmar")[2])
    text = running_text(f"# Before you sign{body}")
    assert len(text.split()) > 900
    assert ease_in_spanish(text) >= EASY_SPANISH
    assert ease_in_spanish("La institucionalización intergubernamental requiere coordinación administrativa.") < 0


def test_the_list_of_help_has_its_words_in_spanish(real_book: Project) -> None:
    """A name that was added or changed in the table is looked at, and stands in the catalogue even where it stays."""
    source = (real_book.root / f"{PAPERS}-es.md").read_text(encoding="utf-8")
    countries = re.search(r":countries: (.*)", source)
    assert countries is not None
    asked: dict[str, None] = {}
    rows = [row for _, row in records(real_book.data / "help-organisations.csv")]
    list(reachable(rows, countries[1].split(", "), Words(asked=asked)))
    with catalogue(real_book.root, "es").open("rb") as stream:
        known = {str(one.id) for one in read_po(stream) if one.string}
    assert asked
    assert [message for message in asked if message not in known] == []


def test_the_measure_knows_hard_from_easy() -> None:
    assert reading_ease("The cat sat on the mat. It was warm.") > 100
    assert reading_ease("Institutional reintegration necessitates comprehensive intergovernmental coordination.") < 0
