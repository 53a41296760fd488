"""Drawings that explain: an SVG below ``diagrams/`` on a page, with what it shows in words."""

from __future__ import annotations

from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from retorno.book.figures import diagram_svg
from retorno.book.state.book_build import Build
from retorno.project import safe_svg
from retorno.project.paths import Project

FOLDER = "diagrams"


class Diagram(nodes.General, nodes.Element):
    """A drawing; ``name`` is that of its file, ``template`` the SVG with its English words, ``alt`` what it shows.

    Its children are the caption, which is prose like any other.
    """


class DiagramDirective(SphinxDirective):
    """``diagram`` NAME: the drawing ``diagrams/NAME.svg``; ``:alt:`` says what it shows, the body is its caption."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Read the drawing, and refuse what does more than draw."""
        name = self.arguments[0]
        if not self.options.get("alt"):
            raise self.error(f"the diagram “{name}” has no :alt: that says in words what it shows")
        path = Project.containing(self.env.srcdir).root / FOLDER / f"{name}.svg"
        if not name.replace("-", "").isalnum() or not path.is_file():
            raise self.error(f"there is no drawing {FOLDER}/{name}.svg")
        self.env.note_dependency(str(path))
        read = path.read_bytes()
        if wrong := safe_svg.refusal(read):
            raise self.error(f"{FOLDER}/{name}.svg may not be shown: {wrong}")
        made = Diagram("", ids=[f"diagram-{name}"], name=name, template=read.decode(), alt=self.options["alt"])
        self.set_source_info(made)
        self.state.nested_parse(self.content, self.content_offset, made)
        return [made]


def visit_html(self: HTML5Translator, node: Diagram) -> None:
    """Open the figure with the drawing; its caption follows."""
    say = Build.of(self.builder.env).words.say
    drawing = diagram_svg.drawn(node["template"], say, for_page=True)
    self.body.append(
        f'<figure class="diagram" id="{escape(node["ids"][0])}">\n'
        f'<div class="diagram-drawing" role="img" aria-label="{escape(say(node["alt"]))}">{drawing}</div>\n'
        "<figcaption>"
    )


def depart_html(self: HTML5Translator, node: Diagram) -> None:
    """Close the figure."""
    self.body.append("</figcaption>\n</figure>\n")


def visit_other(self: Any, node: Diagram) -> None:
    """Builders without pictures say what the drawing shows; the caption follows."""
    self.visit_paragraph(nodes.paragraph())
    self.visit_Text(nodes.Text(f"[{node['alt']}]"))
    self.depart_paragraph(nodes.paragraph())


def depart_other(self: Any, node: Diagram) -> None:
    """Nothing to close."""


DIRECTIVES = {"diagram": DiagramDirective}


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write a drawing."""
    other = (visit_other, depart_other)
    app.add_node(Diagram, html=(visit_html, depart_html), text=other, latex=other)
