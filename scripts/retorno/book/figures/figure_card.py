"""The figure card: one chart with its words, its table, its files and how to cite it."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from retorno.analysis.dimensions import NARROW, WIDE
from retorno.book.figures import figure_files, figure_frame
from retorno.book.state.build import Build
from retorno.evidence import book_citation
from retorno.evidence.wording import Words


class FigureCard(nodes.General, nodes.Element):
    """A figure; ``content`` is what the notebook gave (see :func:`retorno.analysis.figures.content`).

    Its children are the title, the caption and the table, for builders without pictures and for
    the search; the HTML is written from ``content`` alone.
    """


def card(content: dict[str, Any]) -> FigureCard:
    """The node of a figure."""
    figure = FigureCard("", ids=[f"figure-{content['id']}"], content=content)
    figure += nodes.paragraph("", content["title"], classes=["figure-title"])
    figure += nodes.caption("", content["caption"])
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


def around(content: dict[str, Any], number: int, words: Words, whole: bool = False) -> figure_frame.Text:
    """What stands inside the picture; the *whole* text for files, less where the caption stands below."""
    caption = content["caption"] if whole else ""
    return figure_frame.Text(
        words.say("Figure {number}", number=number), content["title"], caption, tuple(content["below"])
    )


def citation(book: Build, docname: str, content: dict[str, Any], number: int) -> book_citation.Citation:
    """How to cite a figure."""
    path = f"{book.env.config.language}/{docname}.html#figure-{content['id']}"
    return book_citation.figure(book.work, number, content["title"], path, content["source"], book.words)


def visit_html(self: HTML5Translator, node: FigureCard) -> None:
    """Write the card, and its files beside the pages."""
    book, content = Build.of(self.builder.env), node["content"]
    docname = node.get("page") or self.builder.current_docname  # its own page, where another one shows it
    up = "../" * self.builder.current_docname.count("/")
    number = book.figure_numbers[content["id"]]
    cited = citation(book, docname, content, number)
    inside = around(content, number, book.words, whole=True)
    files = figure_files.write(book, content, number, inside, cited, docname)
    self.body.append(html(content, number, cited, up, files, book.words))
    raise nodes.SkipNode


def html(
    content: dict[str, Any], number: int, cited: book_citation.Citation, up: str, files: list[str], words: Words
) -> str:
    """The card as HTML; *up* leads from the page to the root of the edition."""
    inside, say = around(content, number, words), words.say
    id, name = escape(content["id"]), escape(inside.number)
    drawings = "".join(
        f'<div class="drawing {kind}" role="img" aria-label="{escape(content["alt"])}">'
        f"{figure_frame.framed(content['svg'][kind], inside, width, f'{id}-{kind}-', for_page=True)}</div>\n"
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
    )
    button = button_html(id, up, words) if content["specification"] else ""
    table = escape(say("The table behind figure {number}", number=number))
    behind = table_html(content["csv"], f"{inside.number}. {content['title']}", words)
    links = " ".join(f'<a href="{up}figures/{id}.{kind}" download>{kind.upper()}</a>' for kind in files)
    return (
        f'<figure class="figure-card" id="figure-{id}" aria-labelledby="figure-{id}-title">\n'
        f'<div class="figure-stage">\n{drawings}</div>\n'
        f'<figcaption><span id="figure-{id}-title"><a class="figure-link" href="#figure-{id}">{name}</a>'
        f'<span class="figure-title">. {escape(content["title"])}</span></span>'
        f'<span class="figure-caption"> {escape(content["caption"])}</span></figcaption>\n'
        f'<details class="figure-table"><summary>{table}</summary>\n'
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{table}">\n'
        f"{behind}</div></details>\n"
        f"{citation_html(cited, say('Cite this figure'))}"
        f'<p class="figure-files"><span>{escape(say("Download"))}:</span> {links}</p>\n{button}'
        f'<p class="figure-say" role="status"></p>\n</figure>\n'
    )


def button_html(id: str, up: str, words: Words) -> str:
    """The button that makes the picture interactive; a script shows it, because it needs one."""
    say = words.say
    said = {
        "figure": id,
        "files": f"{up}figures/",
        "open": say("Explore interactively"),
        "back": say("Back to the still picture"),
        "loading": say("Loading …"),
        "opened": say("The figure is interactive. Escape leads back to the still picture."),
        "failed": say("The figure could not be made interactive."),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in said.items())
    return f'<button type="button" class="figure-open" hidden {data}>{escape(said["open"])}</button>\n'


def table_html(text: str, caption: str, words: Words) -> str:
    """A CSV text as an HTML table: header cells with a scope, numbers aligned."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    numeric = [all(_is_number(row[column]) for row in rows) for column in range(len(header))]
    kinds = [' class="number"' if is_number else "" for is_number in numeric]
    head = "".join(
        f'<th scope="col"{kind}>{escape(cell) or "–"}</th>' for cell, kind in zip(header, kinds, strict=True)
    )
    lines = (
        "".join(f"<td{kind}>{escape(words.cell(cell))}</td>" for cell, kind in zip(row, kinds, strict=True))
        for row in rows
    )
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<table class="data"><caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>\n"
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell or "0")
    except ValueError:
        return False
    return True


def citation_html(cited: book_citation.Citation, label: str) -> str:
    """A citation as text and BibTeX, folded away."""
    return (
        f'<details class="cite"><summary>{escape(label)}</summary>\n<p>{escape(cited.text)}</p>\n'
        f'<pre tabindex="0" aria-label="BibTeX">{escape(cited.bibtex)}</pre></details>\n'
    )


def visit_other(self: Any, node: FigureCard) -> None:
    """Builders without pictures say what the figure shows; its title, caption and table follow as children."""
    self.visit_paragraph(nodes.paragraph())
    self.visit_Text(nodes.Text(f"[{node['content']['alt']}]"))
    self.depart_paragraph(nodes.paragraph())


def depart_other(self: Any, node: FigureCard) -> None:
    """Nothing to close."""


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write a card."""
    app.add_node(
        FigureCard, html=(visit_html, None), text=(visit_other, depart_other), latex=(visit_other, depart_other)
    )
