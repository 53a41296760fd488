"""Who has checked a page that people act on, and when; or that nobody has yet: its law, or its translation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from retorno.book.state.node_builders import paragraph
from retorno.book.state.page_languages import words_of


class LegalCheck(SphinxDirective):
    """``legal-check``: ``:by:`` says who checked the page, ``:on:`` on which day, in ISO 8601; without both, nobody."""

    nobody = "No lawyer has checked this page yet."
    somebody = "Checked by {who} on {day}."
    option_spec: ClassVar[OptionSpec] = {"by": directives.unchanged_required, "on": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Say it plainly."""
        words, by, on = words_of(self.env, self.env.docname), self.options.get("by", ""), self.options.get("on", "")
        if not by and not on:
            return [paragraph(nodes.strong("", words.say(self.nobody)))]
        try:
            date.fromisoformat(on)
        except ValueError:
            raise self.error(f"“{on}” is no day: write :on: 2026-12-01, and :by: who checked the page") from None
        if not by:
            raise self.error("the day of a check without who checked: write :by: with name and profession")
        return [paragraph(words.say(self.somebody, who=by, day=words.period(on)))]


class TranslationCheck(LegalCheck):
    """``translation-check``: the same for the translation, which a second translator has to read."""

    nobody = "No second translator has checked this page yet."
    somebody = "Translation checked by {who} on {day}."


DIRECTIVES = {"legal-check": LegalCheck, "translation-check": TranslationCheck}
