"""An analysis turned round: the answer, its chart, why, and what limits it; then how it was calculated.

An analysis is written in the order in which it was done. Readers want the other one, so the build
puts the sections of the page into it, and no notebook has to be rewritten: the chart of the first
answer stands below it, and the sections that calculate stand together after what is not known.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from retorno.book.downloads.analysis_downloads import FOLDER
from retorno.book.epub.epub_builder import NAME as PRINT
from retorno.book.figures.figure_card import FigureCard
from retorno.book.pages import calculation_cells as cells
from retorno.book.state.book_build import Build
from retorno.book.values.arithmetic_lines import ArithmeticPlace
from retorno.book.values.claim_cards import AnswersPlace
from retorno.project.paths import ANALYSES

CLOSING = ("questions-for-discussion", "exercise")
"""The ids of the sections before which the calculation stands."""


class NotebookTools(nodes.General, nodes.Element):
    """The switch that opens all code of the page, and the whole notebook to download."""


def setup(app: Sphinx) -> None:
    """Arrange pages before their table of contents is made."""
    app.add_node(NotebookTools, html=(_visit, _depart))
    app.connect("doctree-read", _arrange, priority=100)


def _arrange(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: fold code on every page; put an analysis into the order in which it is read."""
    docname, printed = app.env.docname, app.builder.name == PRINT
    calculated = any(each.get(cells.KIND) == cells.CELL for each in doctree.findall(nodes.container))
    if not calculated:
        return
    cells.arrange(doctree, printed)
    top = next(iter(doctree.findall(nodes.section)), None)
    if top is not None and docname.startswith(ANALYSES):
        _turn_round(Build.of(app.env), docname, top, printed)


def _turn_round(book: Build, docname: str, top: nodes.section, printed: bool) -> None:
    below = [child for child in top.children if isinstance(child, nodes.section)]
    judged = next((position for position, section in enumerate(below) if cells.judges(section)), len(below))
    calculating = [section for section in below[:judged] if cells.draws_or_computes(section)]
    first = _first_figure(book, docname, top)
    if first is not None:
        _move_up(book, docname, top, first)
    if not calculating:
        return
    for section in calculating:
        top.remove(section)
    end = next((top.index(section) for section in below if set(section["ids"]) & set(CLOSING)), len(top))
    top[end:end] = calculating
    cells.gather([section for section in below if section not in calculating], calculating[-1])
    opening = calculating[0].first_child_matching_class(nodes.title)
    tools = [] if printed else [NotebookTools()]
    calculating[0][(opening or 0) + 1 : (opening or 0) + 1] = [ArithmeticPlace(page=docname), *tools]


def _first_figure(book: Build, docname: str, top: nodes.section) -> nodes.Element | None:
    """The figure that shows the data from which the first claim was judged, else the first of the page."""
    shown = cells.figures(top)
    for claim in book.claims.values():
        verdict = book.page.verdicts.get(claim.id)
        if f"{ANALYSES}{claim.analysis}" != docname or verdict is None or not verdict.evidence:
            continue
        found = book.page.findings.get(verdict.evidence[0].finding)
        wanted = set(found.datasets) if found else set()
        return next((each for each in shown if wanted & set(_card(each)["figure"].datasets)), None) or _any(shown)
    return _any(shown)


def _any(shown: list[nodes.Element]) -> nodes.Element | None:
    return shown[0] if shown else None


def _card(output: nodes.Element) -> FigureCard:
    return next(iter(output.findall(FigureCard)))


def _move_up(book: Build, docname: str, top: nodes.section, output: nodes.Element) -> None:
    """Show a figure below the first answer, and count it as the first of the page; other answers follow it."""
    id = _card(output)["figure"].id
    given = book.page.figures
    book.page.figures = {id: given[id], **given}
    title = top.first_child_matching_class(nodes.title)
    place = 0 if title is None else title + 1
    top[place:place] = [*cells.take_figure(output), AnswersPlace(page=docname, part="others")]


def _visit(self: HTML5Translator, node: NotebookTools) -> None:
    """A button, which a script shows, and a link."""
    docname, say = self.builder.current_docname, Build.of(self.builder.env).words.say
    up, name = "../" * docname.count("/"), docname.rpartition("/")[2]
    opened, folded = escape(say("Open all code on this page")), escape(say("Fold all code"))
    whole = escape(say("The whole notebook"))
    self.body.append(
        f'<p class="notebook-tools"><button type="button" class="code-switch" hidden aria-pressed="false" '
        f'data-open="{opened}" data-fold="{folded}">{opened}</button> '
        f'<a href="{up}{FOLDER}/{escape(name)}.ipynb" download>{whole}</a>'
    )


def _depart(self: HTML5Translator, node: NotebookTools) -> None:
    self.body.append("</p>\n")
