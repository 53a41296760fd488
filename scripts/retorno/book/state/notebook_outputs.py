"""What ``record``, ``judge`` and ``figure`` put into a notebook becomes part of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer

from retorno.book.figures import figure_card
from retorno.book.roles.claim import ClaimReference
from retorno.book.roles.figure import FigureReference
from retorno.book.roles.finding import FindingReference
from retorno.book.roles.verdict import SentenceReference, VerdictReference
from retorno.book.state.book_build import Build
from retorno.evidence import media_types
from retorno.evidence.book_figures import Figure
from retorno.evidence.findings import Finding
from retorno.evidence.verdict_vocabulary import word_of
from retorno.evidence.verdicts import Verdict
from sphinx_content_freshness.freshness import Freshness

Render = Callable[[NbElementRenderer, dict[str, Any]], list[nodes.Element]]


def finding(renderer: NbElementRenderer, content: dict[str, Any]) -> list[nodes.Element]:
    """A recorded finding: kept for the registry, and shown as one line."""
    found = Finding.from_dict(content)
    book = Build.of(renderer.renderer.sphinx_env)
    book.page.findings[found.id], words = found, book.words
    line = nodes.paragraph("", "", classes=["recorded"])
    line += [
        nodes.inline("", f"{words.say('Finding')} ", classes=["recorded-kind"]),
        nodes.Text(f"{words.text(found.statement)} "),
        FindingReference(found.id),
    ]
    return [line]


def verdict(renderer: NbElementRenderer, content: dict[str, Any]) -> list[nodes.Element]:
    """A verdict: kept for the registry, and shown beside the claim."""
    result = Verdict.from_dict(content)
    book = Build.of(renderer.renderer.sphinx_env)
    book.page.verdicts[result.claim], words = result, book.words
    line = nodes.paragraph("", "", classes=["recorded", f"verdict-{word_of(result).name}"])
    line += [
        nodes.inline("", f"{words.say('Verdict')} ", classes=["recorded-kind"]),
        ClaimReference(result.claim),
        nodes.Text(": "),
        VerdictReference(result.claim),
        nodes.Text(". "),
        SentenceReference(result.claim),
    ]
    return [line]


def figure(renderer: NbElementRenderer, content: dict[str, Any]) -> list[nodes.Element]:
    """A figure: kept for the registry, and shown as a card."""
    env, made = renderer.renderer.sphinx_env, Figure.from_dict(content)
    Build.of(env).page.figures[made.id] = made.summary
    Freshness.of(env).show(FigureReference(made.id))  # its number depends on the pages before
    return [figure_card.card(made)]


RENDERERS: dict[str, Render] = {media_types.FINDING: finding, media_types.VERDICT: verdict, media_types.FIGURE: figure}


class Outputs:
    """The plug-in for myst-nb (entry point ``myst_nb.mime_renderers``)."""

    mime_priority_overrides: ClassVar = [("*", mime, 1) for mime in RENDERERS]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Render one of our media types, or leave it to others."""
        render = RENDERERS.get(data.mime_type)
        return None if render is None or inline else render(renderer, data.content)
