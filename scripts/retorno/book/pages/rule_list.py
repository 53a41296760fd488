"""The list of the checks: what each asks and how to mend what it finds, from the rules' own words."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from textwrap import dedent

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno import checks
from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import paragraph
from retorno.checks.rule_address import anchor
from retorno.evidence.wording import Words

SEVERITIES = {
    "error": "An error: the site is not built until it is mended.",
    "warning": "A warning: the site is built; somebody should look at it.",
}
MARKED = re.compile(r"(\{[\w:.-]+\}`[^`]+`|``[^`]+``|`[^`]+`)")
"""Code in a docstring; a role is shown as an author types it."""

EMPHASIS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
REFERENCE = re.compile(r":\w+:`~?(?:[\w.]+\.)?([\w.]+)`")


class Rules(SphinxDirective):
    """``rules``: every check, with a place of its own that messages point to."""

    def run(self) -> list[nodes.Node]:
        """One section a rule; the page is read anew when a rule's words change."""
        words = Build.of(self.env).words
        return [self._section(rule, words) for rule in checks.known_rules()]

    def _section(self, rule: checks.Rule, words: Words) -> nodes.section:
        module = importlib.import_module(f"{checks.rules.__name__}.{rule.id.replace('-', '_')}")
        self.env.note_dependency(str(module.__file__))
        section = nodes.section(ids=[anchor(rule.id)], names=[anchor(rule.id)])
        section += nodes.title("", "", nodes.literal("", rule.id))
        section += paragraph(nodes.strong("", words.say(" ".join(rule.asks.split()))))
        section += list(told(rule.help, words))
        section += paragraph(
            words.say(SEVERITIES[rule.severity]) + (f" {words.say(MENDED)}" if rule.fix else ""), classes=["severity"]
        )
        self.state.document.note_explicit_target(section)
        return section


MENDED = "What can be mended safely is mended by make check FIX=1."


def told(help: str, words: Words) -> Iterator[nodes.Node]:
    """The help of a rule as nodes: paragraphs, and examples where it is indented."""
    for block in re.split(r"\n\s*\n", help):
        if block.startswith("    "):
            yield nodes.literal_block("", dedent(block))
        elif block.strip():
            yield paragraph(list(_inline(words.say(" ".join(block.split())))))


def _inline(text: str) -> Iterator[nodes.Node]:
    """Text with code and stressed words; nothing else is markup."""
    text = REFERENCE.sub(r"`\1`", text)
    for position, part in enumerate(MARKED.split(text)):
        if position % 2:
            yield nodes.literal("", part if part.startswith("{") else part.strip("`"))
            continue
        for place, words in enumerate(EMPHASIS.split(part)):
            if words:
                yield nodes.emphasis("", words) if place % 2 else nodes.Text(words)


DIRECTIVES = {"rules": Rules}
