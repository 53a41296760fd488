"""What ``record``, ``judge`` and ``figure`` put into a notebook becomes part of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer

from retorno.book.figures import figure_card
from retorno.book.figures.figure_words import in_words
from retorno.book.state import contributions
from retorno.book.state.page_intake import paused
from retorno.book.values.value_roles import ClaimReference, FindingReference, SentenceReference, VerdictReference
from retorno.evidence import media_types
from retorno.evidence.findings import Finding
from retorno.evidence.verdicts import Verdict

Render = Callable[[NbElementRenderer, dict[str, Any]], list[nodes.Element]]


def finding(renderer: NbElementRenderer, content: dict[str, Any]) -> list[nodes.Element]:
    """A recorded finding: kept for the registry, and shown as one line."""
    found = Finding.from_dict(content)
    record = contributions.page(renderer.renderer.sphinx_env)
    record.findings[found.id] = found
    record.uses.add(f"finding:{found.id}")
    words = contributions.book(renderer.renderer.sphinx_env.app).words
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
    record = contributions.page(renderer.renderer.sphinx_env)
    record.verdicts[result.claim] = result
    record.uses.add(f"claim:{result.claim}")
    words = contributions.book(renderer.renderer.sphinx_env.app).words
    line = nodes.paragraph("", "", classes=["recorded", f"verdict-{result.kind}"])
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
    env = renderer.renderer.sphinx_env
    executor = env.app.retorno_executions.executor
    with paused():
        content = in_words(content, contributions.book(env.app), executor.pictures.svg)
    record = contributions.page(env)
    record.figures[content["id"]] = {
        key: content[key] for key in ("id", "title", "caption", "alt", "source", "vintage", "datasets")
    }
    record.uses.add(f"figure:{content['id']}")  # its number depends on the pages before
    return [figure_card.card(content)]


RENDERERS: dict[str, Render] = {media_types.FINDING: finding, media_types.VERDICT: verdict, media_types.FIGURE: figure}


class Outputs:
    """The plug-in for myst-nb (entry point ``myst_nb.mime_renderers``)."""

    mime_priority_overrides: ClassVar = [("*", mime, 1) for mime in RENDERERS]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Render one of our media types, or leave it to others."""
        render = RENDERERS.get(data.mime_type)
        return None if render is None or inline else render(renderer, data.content)
