"""An edition in a language of nobody: no page, figure, card, label, book or search result shows a plain word.

The catalogues are made of the messages that the book gives to translators (``retorno messages``). What stays
plain in the edition made with them is a text that no translator would have seen. Names, quotations,
code and the bibliography may: :mod:`plain_letters` lists the elements.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

import pseudo_language
from plain_letters import Page, plain, words
from pseudo_language import LANGUAGE, pseudo
from retorno.book.theme import search_index
from retorno.checks.reading.content import Content
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.project.search_words import read_questions
from retorno.site.build import BUILT_FROM
from retorno.site.edition import write_edition
from retorno.site.printing import assemble, printed_pages
from sphinx_keyed_execution.store import Store

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parents[1] / "small_book"


@dataclass(frozen=True)
class Edition:
    """The pages of the edition for the web and for print, and the names that no language changes."""

    project: Project
    pages: Path
    printed: printed_pages.Written
    names: frozenset[str]


def made(root: Path) -> Edition:
    """Take the messages of the book at *root*, translate them, and write the edition, each page once."""
    project = Project(root)
    pseudo_language.write(project)
    out = root / "_build" / "pseudo" / LANGUAGE
    executor = executor_of(root, Store(root / ".cache" / "executions"))
    try:
        write_edition(project, LANGUAGE, out, lambda line: None, executor)
        printed = printed_pages.write(project, LANGUAGE, executor)
    finally:
        executor.close()
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    columns = {field["name"] for resource in package["resources"] for field in resource["schema"]["fields"]}
    names = columns | sources(out) | in_other_languages(project) | {printed.facts.title, "Project name not set"}
    return Edition(project, out, printed, frozenset(names))


def in_other_languages(project: Project) -> set[str]:
    """The headings of pages that say that they are in another language, and what leads to them: no edition's words."""
    content = Content(project)
    pages = [page for page in content.pages if page.language]
    answers = {one.answer for one in read_questions(project) if one.page in {page.name for page in pages}}
    return answers | {heading.text for page in pages for heading in page.headings}


def sources(pages: Path) -> set[str]:
    """How the sources of the bibliography are cited: by their authors, in no language."""
    page = (pages / "chapters" / "reference" / "bibliography.html").read_text(encoding="utf-8")
    labels = (text for around, text in Page(page).texts if {".citation", ".label"} <= around)
    return {text for text in labels if text not in ("[", "]")}


def give_an_input(root: Path) -> None:
    """Let readers of the small book change something in its chart, which makes it interactive."""
    page = root / "chapters" / "analyses" / "arrivals.md"
    text, given = page.read_text(encoding="utf-8"), 'bind=alt.binding_range(name="How many are many")'
    assert text.count("figure(chart,") == 1
    changed = text.replace("figure(chart,", f'figure(chart.add_params(alt.param(name="many", value=0, {given})),')
    page.write_text(changed, encoding="utf-8")


@pytest.fixture(scope="module", params=["the small book", "the book"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Both books; what notebooks gave before is taken from the store of the project, where it is there."""
    root = tmp_path_factory.mktemp("pseudo") / "book"
    if request.param == "the small book":
        shutil.copytree(SMALL, root)
        give_an_input(root)
        return made(root)
    root.mkdir()
    for name in (*BUILT_FROM, "CONTRIBUTING.md", "scripts", "packages", "pyproject.toml"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copyfile(path, root / name)
    if (kept := ROOT / ".cache" / "executions").is_dir():
        shutil.copytree(kept, root / ".cache" / "executions")
    return made(root)


def test_no_page_shows_a_plain_word(edition: Edition) -> None:
    pages = sorted(edition.pages.rglob("*.html"))
    assert pages
    found = [
        f"{page.relative_to(edition.pages)}: “{text}” in {context}"
        for page in pages
        for context, text in plain(page.read_text(encoding="utf-8"), edition.names)
    ]
    assert found == [], f"{len(found)} texts, the first: " + "\n".join(found[:20])


def test_no_number_card_shows_a_plain_word(edition: Edition) -> None:
    cards = re.compile(r'<script type="application/json" id="number-cards"[^>]*>(.*?)</script>', re.S)
    shown = []
    for page in sorted(edition.pages.rglob("*.html")):
        for data in cards.findall(page.read_text(encoding="utf-8")):
            for card in json.loads(data).values():
                shown += [card["value"], card["text"], *(part for row in card["rows"] for part in row)]
    cited = cited_words(edition)
    assert shown
    assert [text for text in shown if set(words(text, edition.names)) - cited] == []


def test_no_interactive_figure_shows_a_plain_word(edition: Edition) -> None:
    found = []
    scripts = sorted((edition.pages / "figures").glob("*.vl.js"))
    assert scripts
    for script in scripts:
        given = json.loads(script.read_text(encoding="utf-8").removeprefix("retornoFigure(").rstrip("\n;)"))
        texts = [given["words"]["title"], *given["words"]["below"], *titles(given["specification"])]
        found += [f"{script.name}: {text}" for text in texts if words(text, edition.names)]
    assert found == []


def titles(part: object) -> list[str]:
    """The titles in a specification of a chart, and the names of what a reader may set in it."""
    if isinstance(part, dict):
        own = [text for name, text in part.items() if name == "title" and isinstance(text, str)]
        own += [part["bind"]["name"]] if "bind" in part else []
        return [*own, *(text for inner in part.values() for text in titles(inner))]
    return [text for inner in part for text in titles(inner)] if isinstance(part, list) else []


def cited_words(edition: Edition) -> set[str]:
    """The plain words of elements that may show them: where pages show them, search and cards may."""
    texts = (text for page in edition.pages.rglob("*.html") for _, text in Page(page.read_text(encoding="utf-8")).texts)
    return {word for text in texts for word in words(text, frozenset())}


def test_no_search_result_shows_a_plain_word(edition: Edition) -> None:
    script = (edition.pages / "search-index.js").read_text(encoding="utf-8")
    content = json.loads(script.removeprefix(search_index.BEGIN).removesuffix(search_index.END))
    rest = [
        entry
        for name in content["parts"]
        for entry in json.loads(
            (edition.pages / name)
            .read_text(encoding="utf-8")
            .removeprefix(search_index.BEGIN_TEXTS)
            .removesuffix(search_index.END_TEXTS)
        )
    ]
    cited = cited_words(edition)
    assert rest
    shown = [*(page[1] for page in content["pages"]), *(entry[2] for entry in (*content["entries"], *rest))]
    assert [text for text in shown if words(text, edition.names) and not text.startswith("“")] == []
    assert [entry for entry in rest if set(words(entry[3], edition.names)) - cited] == []


def test_no_printed_page_shows_a_plain_word(edition: Edition) -> None:
    printed, numbers = edition.printed, defaultdict[str, int](int)
    facts, parts = printed.facts, printed.parts
    pages = [assemble.cover(facts, facts.title), assemble.contents(facts, parts, numbers)]
    pages += [assemble.part_page(facts, part, numbers) for part in parts]
    pages += [text for part in parts for place in assemble.places(part) for text in assemble.texts(printed, place)]
    found = [text for page in pages for text in plain(page, edition.names)]
    assert found == [], f"{len(found)} texts, the first: {found[:20]}"


def test_numbers_and_dates_are_those_of_the_locale(edition: Edition) -> None:
    register = (edition.pages / "chapters" / "reference" / "claims.html").read_text(encoding="utf-8")
    shown = " ".join(text for _, text in Page(register).texts)
    assert re.search(r"\d,\d\N{NO-BREAK SPACE}%", shown), "a share with the decimal sign of the locale"
    assert "г." in shown, "a month or a day as the locale writes it"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("fell by {finding}`a-b`.", "ƒééŀŀ ƀý {finding}`a-b`."),
        ("a {term}`return`", "áá {term}`ŕééţúúŕń <return>`"),
        ("see {doc}`words </chapters/words>`", "šéééé {doc}`ŵóóŕđš </chapters/words>`"),
        ("{count} of `code`", "{count} óóƒ `code`"),
        ("[text](https://example.org/a)", "[ţééẋţ](https://example.org/a)"),
    ],
)
def test_the_pseudo_language_keeps_what_is_no_text(message: str, expected: str) -> None:
    assert pseudo(message) == expected


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>A sentence of ours.</p>", ["A sentence of ours."]),
        ('<ol data-kinds=\'{"help": "Some help"}\'></ol>', ["Some help"]),
        ('<ol data-kinds=\'{"help": "Ħééŀṗ"}\'></ol>', []),
        ("<p>Šééé w2eu.info, references.bib, Alvarez and Bloch 2016</p>", []),
        ("<p>A sentence by Alvarez and Bloch 2016</p>", ["A sentence by Alvarez and Bloch 2016"]),
        ("<p><q>arrivals fell</q>, they say</p>", [", they say"]),
    ],
)
def test_a_plain_word_is_found_and_a_name_is_none(html: str, found: list[str]) -> None:
    assert [text for _, text in plain(html, frozenset({"Alvarez and Bloch 2016"}))] == found
