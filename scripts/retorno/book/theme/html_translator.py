"""How pages become HTML: no inline styles, tables that scroll alone, code and solutions that fold."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from ipython_pygments_lexers import IPython3Lexer
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.nodes import get_node_line
from sphinx.writers.html5 import HTML5Translator

from retorno.book.state.book_build import Build
from retorno.book.theme import table_cells
from retorno.evidence.wording import Words

logger = logging.getLogger(__name__)

TABLE_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
EMPTY_HEAD = re.compile(r"<th[^>]*>\s*</th>")
BUILDERS = ("html", "dirhtml", "singlehtml")


class Translator(HTML5Translator):
    """Sphinx's writer, with what the theme and its security policy need."""

    tables = 0

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Write a tag without ``style``; links to other sites tell them nothing; header cells say of what."""
        attributes.pop("style", None)
        if attributes.get("role") == "doc-biblioentry":  # deprecated; the list around it is a plain list
            attributes["role"] = "listitem"
        if tagname == "a" and "external" in attributes.get("class", ""):
            attributes["rel"] = "noopener noreferrer"
        if tagname in TABLE_ROLES:  # told to those who hear the page where a phone shows the table as a list
            attributes["role"] = TABLE_ROLES[tagname]
        if tagname == "span" and "sign" in node.get("classes", ()):  # the word beside it says the same
            attributes["aria-hidden"] = "true"
        if tagname == "th":
            heads = isinstance(node.parent.parent, nodes.thead)
            attributes["scope"], attributes["role"] = ("col", "columnheader") if heads else ("row", "rowheader")
        if tagname in ("td", "th") and isinstance(node, nodes.entry) and (label := node.get("label")):
            attributes["data-label"] = label
        return super().starttag(node, tagname, suffix, empty, **attributes)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """The way to a place, for those who point; it is no stop on the way of a keyboard, and never read aloud."""
        before = len(self.body)
        super().add_permalink_ref(node, title)
        self.body[before:] = [
            part.replace("<a ", '<a tabindex="-1" aria-hidden="true" ', 1) for part in self.body[before:]
        ]

    def visit_table(self, node: nodes.table) -> None:
        """Open a region of its own for the table, so that the page never scrolls sideways."""
        node["classes"].append("colwidths-auto")
        table_cells.tell(node)
        _name_rows(node)
        self.body.append(self._region(node))
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close the table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """A cell; an empty one heads nothing."""
        super().visit_entry(node)
        if not node.astext().strip() and self.body[-1].startswith("<th"):
            self.body[-1], self.context[-1] = '<td role="cell">', "</td>\n"

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Code that may be wider than its place can be scrolled with the keyboard."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)
            raise

    def visit_raw(self, node: nodes.raw) -> None:
        """A table that a notebook shows as HTML gets a region too."""
        if "html" in node.get("format", "").split() and "<table" in node.astext():
            self.body += [self._region(node), _heads(node.astext()), "</div>\n"]
            raise nodes.SkipNode
        super().visit_raw(node)

    def _region(self, node: nodes.Element) -> str:
        """The tag that opens a scrolling region, named by number and by caption or section."""
        self.tables += 1
        titles = [child for child in node.children if isinstance(child, nodes.title)]
        title = titles[0].astext() if titles else _section_title(node)
        name = _words(self).say("Table {n}: {title}", n=self.tables, title=title)
        return f'<div class="table-region" role="region" tabindex="0" aria-label="{self.attval(name)}">\n'

    def visit_admonition(self, node: nodes.Element, name: str = "") -> None:
        """A box; with the class ``dropdown`` it is folded, without any script."""
        if not open_folded(self, node):
            super().visit_admonition(node, name)

    def depart_admonition(self, node: nodes.Element | None = None) -> None:
        """Close the box."""
        if node is None or not close_folded(self, node):
            super().depart_admonition(node)


def _words(writer: HTML5Translator) -> Words:
    """The words of the edition that *writer* writes."""
    return Build.of(writer.builder.env).words


def _heads(table: str) -> str:
    """The HTML of a table with heads of columns above and of rows below, none of them empty."""
    above, mark, below = table.partition("<tbody>")
    below = table_cells.numbers(below.replace('<th scope="col">', '<th scope="row">'))
    return EMPTY_HEAD.sub("<td></td>", above + mark + below)


def _folds(node: nodes.Element) -> bool:
    """Whether a container is source that its author has not folded already."""
    return "cell_input" in node["classes"] and not isinstance(node.parent, HideCodeCellNode)


def _details(name: str, summary: str) -> str:
    """Open a folding element."""
    return f'<details class="{name}"><summary>{escape(summary)}</summary>\n'


NAMES_AT_MOST = 100
"""How long a cell may be to name its row."""


def _name_rows(table: nodes.table) -> None:
    """Let the first cells head their rows, where each is there, short and borne once."""
    columns = list(table.findall(nodes.colspec))
    firsts = [
        row[0].astext().strip() for body in table.findall(nodes.tbody) for row in body.findall(nodes.row) if len(row)
    ]
    named = all(firsts) and len({*firsts}) == len(firsts) and max(map(len, firsts), default=0) <= NAMES_AT_MOST
    if len(columns) > 1 and named:
        columns[0]["stub"] = 1


def _section_title(node: nodes.Element) -> str:
    """The title of the section in which a node lies."""
    parent = node.parent
    while parent is not None:
        titles = [child for child in parent.children if isinstance(child, nodes.title)]
        if isinstance(parent, nodes.section) and titles:
            return titles[0].astext()
        parent = parent.parent
    return ""


def open_folded(self: HTML5Translator, node: nodes.Element) -> bool:
    """Open a box as ``details`` if it has the class ``dropdown``; says whether it did."""
    if "dropdown" not in node["classes"]:
        return False
    title = node.children[0] if node.children and isinstance(node.children[0], nodes.title) else None
    self.body.append(self.starttag(node, "details", CLASS="admonition"))
    self.body.append(f"<summary>{escape(title.astext() if title else _words(self).say('More'))}</summary>\n")
    if title:
        node.remove(title)  # a link inside a summary would be a control inside a control
    return True


def close_folded(self: HTML5Translator, node: nodes.Element) -> bool:
    """Close a folded box; says whether it was one."""
    if "dropdown" not in node["classes"]:
        return False
    self.body.append("</details>\n")
    return True


def _visit_solution(self: HTML5Translator, node: nodes.Element) -> None:
    if not open_folded(self, node):
        self.body.append(self.starttag(node, "div", CLASS="admonition"))


def _depart_solution(self: HTML5Translator, node: nodes.Element) -> None:
    if not close_folded(self, node):
        self.body.append("</div>\n")


def _visit_container(self: HTML5Translator, node: nodes.Element) -> None:
    """A container, as sphinx-design writes it; the code of a calculation is folded, with what it recorded."""
    if _folds(node):
        coded = any(isinstance(child, nodes.literal_block) and "output" not in child["classes"] for child in node)
        self.body.append(_details("source", _words(self).say("Code" if coded else "What was recorded")))
    self.body.append(self.starttag(node, "div", CLASS="" if node.get("is_div") else "docutils container"))


def _depart_container(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")
    if _folds(node):
        self.body.append("</details>\n")


def _visit_hidden_source(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(_details("hidden-source", _words(self).say("Show the calculation")))


def _depart_hidden_source(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>\n")


def _replace(app: Sphinx, config: Config) -> None:
    """``config-inited``, when all extensions are there: write their boxes in our way."""
    app.add_node(nodes.container, override=True, html=(_visit_container, _depart_container))
    app.add_node(HideCodeCellNode, override=True, html=(_visit_hidden_source, _depart_hidden_source))
    if "sphinx_exercise" in app.extensions:
        from sphinx_exercise.nodes import solution_node

        app.add_node(solution_node, override=True, html=(_visit_solution, _depart_solution))


def _visit_math(self: HTML5Translator, node: nodes.Element) -> None:
    """A formula as MathML, which browsers show themselves: no script, no fonts of its own."""
    block = isinstance(node, nodes.math_block)
    try:
        formula = tex2mathml(node.astext(), as_block=block)
    except Exception as error:  # it stumbles over a faulty formula in many ways
        why = " ".join(str(error).split()) or type(error).__name__
        location = self.docnames[-1], get_node_line(node)
        logger.warning("the formula cannot be written: %s", why, location=location, type="retorno", subtype="math")
        formula = f"<code>{escape(node.astext())}</code>"
    self.body.append(f'<div class="math">{formula}</div>\n' if block else formula)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Tell Sphinx to write HTML with this writer."""
    for name in ("ipython3", "ipython"):  # else Pygments asks every installed package for it, each time
        app.add_lexer(name, IPython3Lexer)
    app.add_html_math_renderer("mathml", (_visit_math, None), (_visit_math, None))
    for builder in BUILDERS:
        app.set_translator(builder, Translator)
    app.connect("config-inited", _replace)
