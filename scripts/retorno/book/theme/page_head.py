"""What each page tells about itself: citation tags, structured data, how to cite it, and the scripts it needs."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.figures.assumption_files import assumes
from retorno.book.figures.figure_card import FigureCard, citation_html
from retorno.book.state.book_build import Build
from retorno.book.state.page_languages import language_of
from retorno.book.values import number_cards
from retorno.evidence import book_citation, json_ld
from retorno.project.paths import DATA_PAGES

PAGE_FOLDER = "chapters/"
"""Where pages are that can be cited on their own; the others are ways into the book."""


def tell(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: add all of it to the page."""
    if doctree is None or app.builder.name not in ("html", "dirhtml"):
        return
    cards = number_cards.data(app, docname, doctree)
    figures = [card["figure"] for card in doctree.findall(FigureCard)]
    context["metatags"] = context.get("metatags", "") + _tags(app, docname) + _structured(app, docname)
    context["body"] = context.get("body", "") + _cite(app, docname) + cards
    if 'class="usable"' in context["body"]:
        app.add_js_file("copy.js", loading_method="defer")
    if figures:
        app.add_js_file("figure-cards.js", loading_method="defer")
    if any(map(assumes, figures)):
        app.add_js_file("figure-assumptions.js", loading_method="defer")
    if cards:
        app.add_js_file("number-cards.js", loading_method="defer")
    if figures or cards or docname.startswith(PAGE_FOLDER):
        app.add_css_file("cards.css")


def _path(app: Sphinx, docname: str) -> str:
    return f"{app.config.language}/{docname}.html"


def _title(app: Sphinx, docname: str) -> str:
    return app.env.titles[docname].astext() if docname in app.env.titles else docname


def _tags(app: Sphinx, docname: str) -> str:
    return json_ld.citation_tags(Build.of(app.env).work, _title(app, docname), _path(app, docname), app.config.language)


def _cite(app: Sphinx, docname: str) -> str:
    """The block “Cite this page” at the end of a page."""
    if not docname.startswith(PAGE_FOLDER) or language_of(app.env, docname):
        return ""
    book = Build.of(app.env)
    cited = book_citation.page(book.work, _title(app, docname), _path(app, docname), book.words)
    return f'<div class="cite-page">{citation_html(cited, book.words.say("Cite this page"))}</div>\n'


def _structured(app: Sphinx, docname: str) -> str:
    """Structured data: a data set on each of their pages."""
    book, path = Build.of(app.env), _path(app, docname)
    name = docname.removeprefix(DATA_PAGES)
    if name != docname and name in book.catalogue:
        data_set = book.catalogue[name]
        return json_ld.script(json_ld.dataset(book.work, data_set, path, f"data/{data_set.path.name}", book.place))
    return ""


def setup(app: Sphinx) -> None:
    """Let every page of the site tell about itself."""
    app.connect("html-page-context", tell)
