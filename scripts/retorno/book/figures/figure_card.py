"""The figure card: one chart with its words, its table, its files and how to cite it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from retorno.analysis.dimensions import NARROW, WIDE
from retorno.book.figures import figure_frame
from retorno.book.figures.assumption_files import assumes
from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import table
from retorno.evidence import book_citation
from retorno.evidence.book_figures import Figure
from retorno.evidence.wording import Words
from retorno.project import csv_tables

FILES = ("svg", "png", "csv", "zip")
"""The kinds of files that a card offers."""


class FigureCard(nodes.General, nodes.Element):
    """A ``figure`` (:class:`~retorno.evidence.book_figures.Figure`); ``page`` is its own where another shows it.

    Its children are the title, the caption and the table, for builders without pictures and for
    the search; the HTML is written from ``figure`` alone.
    """


def card(figure: Figure) -> FigureCard:
    """The node of a figure."""
    made = FigureCard("", ids=[f"figure-{figure.id}"], figure=figure)
    made += nodes.paragraph("", figure.title, classes=["figure-title"])
    made += nodes.caption("", figure.caption)
    read = csv_tables.parsed(figure.csv, "")
    made += table(read.header, [row.cells for row in read.rows])
    return made


def around(figure: Figure, number: int, words: Words, whole: bool = False) -> figure_frame.Text:
    """What stands inside the picture; the *whole* text for files, less where the caption stands below."""
    caption = figure.caption if whole else ""
    return figure_frame.Text(words.say("Figure {number}", number=number), figure.title, caption, figure.below)


def citation(book: Build, docname: str, figure: Figure, number: int) -> book_citation.Citation:
    """How to cite a figure."""
    path = f"{book.env.config.language}/{docname}.html#figure-{figure.id}"
    return book_citation.figure(book.work, number, figure.title, path, figure.source, book.words)


Shown = dict[str, tuple[Figure, str, str]]


def shown(book: Build) -> Shown:
    """The figures on the pages that this build writes, by id: each with its own page, and its drawings as HTML."""
    return {}


def visit_html(self: HTML5Translator, node: FigureCard) -> None:
    """Write the card; its files are written when all pages are."""
    book, figure, here = Build.of(self.builder.env), node["figure"], self.builder.current_docname
    page, number, seen = node.get("page") or here, book.figure_numbers[figure.id], book.once(shown)
    if figure.id not in seen:
        inside = replace(around(figure, number, book.words), number="")  # it stands below the picture, with its link
        seen[figure.id] = figure, page, drawings_html(figure, inside)
    cited = citation(book, page, figure, number)
    self.body.append(html(figure, number, seen[figure.id][2], cited, "../" * here.count("/"), book.words))
    raise nodes.SkipNode


def drawings_html(figure: Figure, inside: figure_frame.Text) -> str:
    """The pictures for wide and for narrow screens."""
    return "".join(
        f'<div class="drawing {kind}" role="img" aria-label="{escape(figure.alt)}">'
        f"{figure_frame.framed(figure.svg[kind], inside, width, f'{escape(figure.id)}-{kind}-', for_page=True)}</div>\n"
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
    )


def html(figure: Figure, number: int, drawings: str, cited: book_citation.Citation, up: str, words: Words) -> str:
    """The card as HTML; *up* leads from the page to the root of the edition."""
    inside, say = around(figure, number, words), words.say
    id, name = escape(figure.id), escape(inside.number)
    button = (
        (assumption_button(id, up, words) if assumes(figure) else button_html(words)) if figure.specification else ""
    )
    folded = escape(say("The table behind figure {number}", number=number))
    behind = table_html(figure.csv, f"{inside.number}. {figure.title}", words)
    files = {
        kind: f'<a href="{up}figures/{id}.{kind}" aria-label="{kind.upper()}, {name}" download>{kind.upper()}</a>'
        for kind in FILES
    }
    return (
        f'<figure class="figure-card" id="figure-{id}" aria-labelledby="figure-{id}-title">\n'
        f'<div class="figure-stage">\n{drawings}</div>\n<div class="figure-notes">\n'
        f'<figcaption><span id="figure-{id}-title"><a class="figure-link" href="#figure-{id}">{name}</a>'
        f'<span class="figure-title">. {escape(figure.title)}</span></span>'
        f'<span class="figure-caption"> {escape(figure.caption)}</span></figcaption>\n'
        f'<div class="figure-line"><details class="figure-table">'
        f'<summary aria-label="{folded}">{escape(say("Table"))}</summary>\n'
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{folded}">\n'
        f"{behind}</div></details>\n"
        f'<span class="figure-files">{escape(say("Data"))} {files["csv"]} {files["zip"]}</span>\n'
        f'<span class="figure-files">{escape(say("Picture"))} {files["svg"]} {files["png"]}</span>\n'
        f"{citation_html(cited, say('Cite this figure'), say('Cite'))}"
        f"{button}</div>\n"
        f"</div>\n</figure>\n"
    )


def button_html(words: Words) -> str:
    """The button that compares two periods of the figure; a script shows it where the table has periods."""
    say = words.say
    said = {
        "series": say("Which count"),
        "base": say("Base"),
        "with": say("Compared with it"),
        "all": say("all"),
        "nobase": say("The base is nothing: no per cent can be said."),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in said.items())
    return f'<button type="button" class="figure-open" hidden {data}>{escape(say("Compare two periods"))}</button>\n'


def assumption_button(id: str, up: str, words: Words) -> str:
    """The button that lets a reader change what the figure assumes; a script shows it, because it needs one."""
    say = words.say
    said = {
        "figure": id,
        "files": f"{up}figures/",
        "open": say("Change what it assumes"),
        "back": say("Back to the still picture"),
        "loading": say("Loading …"),
        "opened": say("The figure is interactive. Escape leads back to the still picture."),
        "failed": say("The figure could not be made interactive."),
    }
    data = " ".join(f'data-{name}="{escape(text)}"' for name, text in said.items())
    return (
        f'<button type="button" class="figure-open figure-assume" hidden {data}>{escape(said["open"])}</button>\n'
        f'<span class="figure-say" role="status"></span>\n'
    )


def table_html(text: str, caption: str, words: Words) -> str:
    """A CSV text as an HTML table: header cells with a scope, numbers aligned."""
    table = csv_tables.parsed(text, "")
    header, rows = table.header, [row.cells for row in table.rows]
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


def citation_html(cited: book_citation.Citation, label: str, short: str = "") -> str:
    """A citation as text and BibTeX, folded away; the *short* label is seen, where the whole one is said."""
    said = f' aria-label="{escape(label)}"' if short else ""
    return (
        f'<details class="cite"><summary{said}>{escape(short or label)}</summary>\n<p>{escape(cited.text)}</p>\n'
        f'<pre tabindex="0" aria-label="BibTeX">{escape(cited.bibtex)}</pre></details>\n'
    )


def visit_other(self: Any, node: FigureCard) -> None:
    """Builders without pictures say what the figure shows; its title, caption and table follow as children."""
    self.visit_paragraph(nodes.paragraph())
    self.visit_Text(nodes.Text(f"[{node['figure'].alt}]"))
    self.depart_paragraph(nodes.paragraph())


def depart_other(self: Any, node: FigureCard) -> None:
    """Nothing to close."""


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write a card."""
    app.add_node(
        FigureCard, html=(visit_html, None), text=(visit_other, depart_other), latex=(visit_other, depart_other)
    )
