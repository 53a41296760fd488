"""Pages in a language of their own: they say so in a first line, are marked as such, and no edition translates them."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from retorno.book.state.book_build import Build
from retorno.evidence import message_catalogue
from retorno.evidence.wording import Words
from retorno.project.page_source import PageSource
from retorno.project.paths import PAPERS

LANGUAGE = "page-language"
"""Where the language of a page stands among what Sphinx keeps of it from build to build."""

PAPERS_IN = re.compile(rf"{PAPERS}(?:-[a-z]{{2}})?")
"""The light page on papers and its translations, which end in the code of their language: ``chapters/papers-es``."""


def language_of(env: BuildEnvironment, docname: str) -> str:
    """The language in which a page is written; empty for that of the edition."""
    return str(env.metadata.get(docname, {}).get(LANGUAGE, ""))


def words_of(env: BuildEnvironment, docname: str) -> Words:
    """The words with which a page speaks: those of its own language, else those of the edition."""
    book, language = Build.of(env), language_of(env, docname)
    if not language:
        return book.words
    words = message_catalogue.words(book.project.root, language, {})
    words.asked = book.words.asked  # translators are told of what this page alone says, too
    return words


def _note(app: Sphinx, docname: str, source: list[str]) -> None:
    """``source-read``: know the language before the page is read; what its words say is a part of it."""
    if language := PageSource(source[0]).language:
        app.env.metadata[docname][LANGUAGE] = language
        app.env.note_dependency(str(message_catalogue.catalogue(Build.of(app.env).project.root, language)))


class OwnLanguage(SphinxTransform):
    """The page is marked with its language, for whoever reads it aloud, and gives translators nothing to translate."""

    default_priority = 6  # before messages are taken out (10) and put in (20)

    def apply(self, **_: Any) -> None:
        """Mark the sections, and each text as one that stays."""
        if language := language_of(self.env, self.env.docname):
            for section in self.document.findall(nodes.section):
                if section.parent is self.document:
                    section["classes"].append(f"language-{language}")
            for text in self.document.findall(nodes.TextElement):
                if not isinstance(text, nodes.Inline):  # which Sphinx takes for places of a translation, and removes
                    text["translatable"] = False


def setup(app: Sphinx) -> None:
    """Know the language of each page."""
    app.connect("source-read", _note)
    app.add_transform(OwnLanguage)
