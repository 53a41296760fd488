"""A fact in one sentence with a small chart of the findings behind it, for the home page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from retorno.book.state.book_build import BookPlaceholder
from retorno.evidence.findings import Finding
from retorno.evidence.wording import Words
from retorno.project.problems import nearest

logger = logging.getLogger(__name__)

WIDTH, HEIGHT, ABOVE, BELOW = 300, 124, 20, 22
"""The size of the chart in its own units, and the room for values above and periods below the bars."""

NARROW = 42
"""A bar with less room than this is narrower than a year or a value."""

ALL_TOLD = 5
"""Up to how many bars each has its value; of more, only the highest and the last."""


class Bars(nodes.General, nodes.Element):
    """A drawing of ours; what stands in it is escaped where it is drawn."""


def _visit(self: HTML5Translator, node: Bars) -> None:
    self.body.append(node["drawn"])
    raise nodes.SkipNode


def _pass_over(self: Any, node: Bars) -> None:
    raise nodes.SkipNode


class BarsPlace(BookPlaceholder):
    """Where the bars will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """A picture that says its values to those who hear it."""
        found = self._findings()
        if len(found) == len(self["bars"]):
            yield Bars(drawn=bars(found, self["labels"], self.words))

    def _findings(self) -> list[Finding]:
        known, found = self.book.registry.findings, []
        for id in self["bars"]:
            if id in known:
                found.append(known[id])
            else:
                wrong = f"there is no finding “{id}”.{nearest(id, known)}"
                logger.warning(wrong, location=self, type="retorno", subtype="finding")
        return found

    def uses(self) -> Iterable[str]:
        """The findings that are drawn."""
        return [f"finding:{id}" for id in self["bars"]]

    def state(self) -> object:
        """The findings."""
        return [self.book.registry.findings.get(id) for id in self["bars"]], self["labels"]


def bars(found: list[Finding], names: Sequence[str], words: Words) -> str:
    """Bars from nought, one a finding, as SVG in the colours of the page; *names* stand below instead of periods."""
    values = [abs(one.value) if isinstance(one.value, float) else 0.0 for one in found]
    most, room = max(values) or 1.0, HEIGHT - ABOVE - BELOW
    slot = WIDTH / len(found)
    labels = [words.text(name) for name in names] or [words.period(one.period, short=True) for one in found]
    told = "; ".join(f"{label}: {words.measured(one)}" for label, one in zip(labels, found, strict=True))
    parts = []
    for position, (one, value, label) in enumerate(zip(found, values, labels, strict=True)):
        height = max(1.5, room * value / most)
        left, top = position * slot + slot * 0.14, ABOVE + room - height
        middle, edge = position * slot + slot / 2, ""
        if slot < NARROW and position in (0, len(found) - 1):  # what is wider than its bar must not leave the picture
            middle, edge = (0.0, ' text-anchor="start"') if position == 0 else (float(WIDTH), ' text-anchor="end"')
        last = position == len(found) - 1
        parts.append(
            f'<rect class="{"now" if last else "then"}" x="{left:.1f}" y="{top:.1f}" width="{slot * 0.72:.1f}" '
            f'height="{height:.1f}"/>'
        )
        if len(found) <= ALL_TOLD or last or value == most:
            parts.append(f'<text{edge} x="{middle:.1f}" y="{top - 5:.1f}">{escape(words.value(one))}</text>')
        if len(found) <= ALL_TOLD or last or position == 0 or value == most:
            short = label if slot >= NARROW or last or position == 0 else f"’{label[-2:]}"
            parts.append(f'<text{edge} class="when" x="{middle:.1f}" y="{HEIGHT - 6}">{escape(short)}</text>')
    return (
        f'<div class="bars" role="img" aria-label="{escape(told)}"><svg viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg></div>\n'
    )


class Fact(SphinxDirective):
    """``fact``: its body tells a fact; ``:bars:`` names findings, ``:names:`` what to write below each, with commas."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "bars": directives.unchanged_required,
        "names": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """The chart above the words."""
        ids = self.options.get("bars", "").split()
        names = [name.strip() for name in self.options.get("names", "").split(",") if name.strip()]
        if not ids or (names and len(names) != len(ids)):
            raise self.error("a fact needs :bars: with ids of findings, and as many :names: as bars, or none")
        place = BarsPlace(bars=tuple(ids), labels=tuple(names))
        self.set_source_info(place)
        box = nodes.container("", place, classes=["fact"], is_div=True)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the bars; where there are no pictures the sentence says the values."""
    app.add_node(Bars, html=(_visit, None), text=(_pass_over, None), latex=(_pass_over, None))


DIRECTIVES = {"fact": Fact}
