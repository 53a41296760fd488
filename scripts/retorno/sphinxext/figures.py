"""The figure card: one chart with its text, its table and its source."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class FigureCard(nodes.General, nodes.Element):
    """A figure; ``content`` is what the notebook gave (see ``retorno.media.FIGURE``)."""


def card(content: dict[str, Any]) -> FigureCard:
    """The node of a figure, with its anchor, its caption and the table behind it."""
    figure = FigureCard("", ids=[f"figure-{content['id']}"], content=content)
    figure += nodes.caption(content["caption"], content["caption"])
    figure += table_node(content["csv"])
    return figure


def table_node(text: str) -> nodes.table:
    """The rows of a CSV text as a table with header cells."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    table = nodes.table(classes=["data"])
    group = nodes.tgroup(cols=len(header))
    group += [nodes.colspec(colwidth=20) for _ in header]
    group += nodes.thead("", _row(header))
    group += nodes.tbody("", *[_row(row) for row in rows])
    table += group
    return table


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", cell)) for cell in cells])


def visit_html(self: HTML5Translator, node: FigureCard) -> None:
    """Open the card: the drawing for desks, the one for phones; text and table follow as children."""
    content = node["content"]
    self.body.append(f'<figure class="card" id="{node["ids"][0]}">\n')
    alt = self.attval(content["alt"])
    for name in ("wide", "narrow"):
        drawing = _unique(content["svg"][name], f"{content['id']}-{name}")
        self.body.append(f'<div class="drawing {name}" role="img" aria-label="{alt}">{drawing}</div>\n')


def depart_html(self: HTML5Translator, node: FigureCard) -> None:
    """Close the card."""
    self.body.append("</figure>\n")


def _unique(svg: str, prefix: str) -> str:
    """The drawing with ids of its own, so that several drawings can stand on one page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def visit_other(self: Any, node: FigureCard) -> None:
    """Builders without pictures say what the figure shows, and print its caption and its table."""
    self.visit_paragraph(nodes.paragraph())
    self.visit_Text(nodes.Text(f"[{node['content']['title']}. {node['content']['alt']}]"))
    self.depart_paragraph(nodes.paragraph())


def depart_other(self: Any, node: FigureCard) -> None:
    """Nothing to close."""


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write a card."""
    app.add_node(
        FigureCard, html=(visit_html, depart_html), text=(visit_other, depart_other), latex=(visit_other, depart_other)
    )
