"""The pages of the printed book: the ePub's, from which the PDF is made as well.

They show what the site shows, from the same execution, as plain text and pictures: no scripts,
no controls, no link to a file that a book does not carry.
"""

from __future__ import annotations

import posixpath
import re
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from retorno.analysis.dimensions import WIDE
from retorno.book.epub import cover
from retorno.book.figures import diagram_svg, figure_card, figure_files, figure_frame
from retorno.book.figures.figure_card import FigureCard
from retorno.book.pages.download_places import DownloadsPlace
from retorno.book.state.book_build import Build
from retorno.book.values import data_use
from retorno.book.values.diagrams import Diagram

NAME = "retorno-epub"
IMAGES = "_images"
COVER = "_static/cover.png"
THEME = Path(__file__).parent / "print_theme"
SHOWN = re.compile(rf'src="((?:\.\./)*{IMAGES}/[^"]+)"')
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


class Pages(Epub3Builder):
    """The pages of the book for ePub: those of Sphinx, with one style sheet and nothing that moves."""

    name = NAME

    def copy_static_files(self) -> None:
        """Write the one style sheet; what extensions bring for the site stays out."""
        target = Path(self.outdir) / "_static"
        target.mkdir(parents=True, exist_ok=True)
        (target / "book.css").write_bytes((THEME / "book.css").read_bytes())

    def handle_finish(self) -> None:
        """Write cover, pages of the parts, manifest and navigation; no styles that extensions have put down."""
        for path in (Path(self.outdir) / "_static").iterdir():
            if path.name != "book.css":
                path.unlink()
        self._forget()
        drawn = cover.svg(self.config.project, self.config.retorno_cover)
        (Path(self.outdir) / COVER).write_bytes(figure_files.png(drawn, figure_files.cache(Build.of(self.env))))
        super().handle_finish()

    def _forget(self) -> None:
        """Take away what no page of this book shows any more: the manifest lists what lies in the folder."""
        out, written = Path(self.outdir), [Path(self.get_outfilename(name)) for name in self.env.found_docs]
        # Pages that are gone; and cover, navigation and pages of parts, which are made anew in a moment.
        for path in {*out.rglob(f"*{self.out_suffix}")}.difference(written):
            path.unlink()
        (out / ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx leaves it where a setting has changed
        pages = [path.read_text(encoding="utf-8") for path in written]
        shown = {posixpath.basename(unescape(name)) for page in pages for name in SHOWN.findall(page)}
        for path in (out / IMAGES).glob("*"):
            if path.name not in shown:
                path.unlink()

    def get_toc(self) -> None:
        """The order of the book, with a page of its own before each part."""
        self.refnodes = []
        for number, part in enumerate(contents(self.env)):
            if part["title"]:
                links = "".join(
                    f'<li><a href="{page["name"]}{self.out_suffix}">{escape(page["title"])}</a></li>\n'
                    for page in part["pages"]
                )
                body = f'<section class="part"><h1>{escape(part["title"])}</h1>\n<ol>\n{links}</ol></section>'
                self.handle_page(f"part-{number}", {"title": part["title"], "body": body}, "page.html")
                self._entry(f"part-{number}", part["title"], 1)
            self._entries(part["pages"], 2 if part["title"] else 1)

    def _entries(self, pages: list[dict[str, Any]], level: int) -> None:
        for page in pages:
            self._entry(page["name"], page["title"], level)
            self._entries(page["pages"], level + 1)

    def _entry(self, name: str, title: str, level: int) -> None:
        self.refnodes.append({"level": level, "refuri": f"{name}{self.out_suffix}", "text": escape(title)})

    def build_content(self) -> None:
        """Write the manifest, and say in the words of ePub 3 which picture is the cover."""
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        listed = f'href="{COVER}" media-type="image/png"'
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(listed, f'{listed} properties="cover-image"'), encoding="utf-8")

    def content_metadata(self) -> dict[str, Any]:
        """The metadata with the date of the edition in place of today's."""
        metadata = super().content_metadata()
        metadata["date"] = f"{date.fromisoformat(self.config.retorno_date).isoformat()}T00:00:00Z"
        return metadata

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """The metadata of the older navigation file; it must carry the book's identifier."""
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    def build_epub(self) -> None:
        """Leave the pages as files: who runs this build packs them, the same way each time."""


class PlainFigures(SphinxPostTransform):
    """A figure card, and a drawing that explains, become a picture with a caption."""

    default_priority = 5
    builders = (NAME,)

    def run(self, **_: Any) -> None:
        """Write each drawing beside the pages and refer to it."""
        for card in list(self.document.findall(FigureCard)):
            card.replace_self(self._figure(card))
        for diagram in list(self.document.findall(Diagram)):
            diagram.replace_self(self._diagram(diagram))

    def _diagram(self, diagram: Diagram) -> nodes.figure:
        say = Build.of(self.env).words.say
        drawn = diagram_svg.drawn(diagram["template"], say, for_page=False)
        figure = self._picture(f"diagram-{diagram['name']}", drawn, say(diagram["alt"]), diagram["ids"])
        caption = nodes.caption("", "")
        for paragraph in diagram.findall(nodes.paragraph):
            caption.extend(child.deepcopy() for child in paragraph.children)
        if caption.children:
            figure += caption
        return figure

    def _picture(self, id: str, drawn: str, alt: str, ids: list[str]) -> nodes.figure:
        """The drawing as a file beside the pages, and a figure that refers to it."""
        name = f"{IMAGES}/{id}.svg"
        path = Path(Build.of(self.env).app.outdir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
        uri = posixpath.relpath(name, posixpath.dirname(self.env.docname) or ".")
        figure = nodes.figure("", ids=ids, classes=["card"])
        # The candidate “?” says that the address is final; Sphinx would look for the file among the sources.
        figure += nodes.image(uri=uri, alt=alt, candidates={"?": uri})
        return figure

    def _figure(self, card: FigureCard) -> nodes.figure:
        shown, book = card["figure"], Build.of(self.env)
        number, words = book.figure_numbers[shown.id], book.words
        drawn = figure_frame.framed(shown.svg["wide"], figure_card.around(shown, number, words), WIDE)
        figure = self._picture(f"figure-{shown.id}", drawn, shown.alt, card["ids"])
        figure += nodes.caption(
            "", "", nodes.strong("", f"{words.say('Figure {number}', number=number)}. "), nodes.Text(shown.caption)
        )
        return figure


class LinksThatHold(SphinxPostTransform):
    """A link to a file that the book does not carry becomes plain text."""

    default_priority = 900
    builders = (NAME,)
    kept: ClassVar = (".xhtml",)

    def run(self, **_: Any) -> None:
        """Look at every link that is not to another site."""
        for reference in list(self.document.findall(nodes.reference)):
            address = str(reference.get("refuri", "")).partition("#")[0]
            if not address or ELSEWHERE.match(address):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(self.env.docname), address))
            stem, extension = posixpath.splitext(target)
            if extension not in self.kept or stem not in self.env.all_docs:
                reference.replace_self(nodes.inline("", "", *reference.children, classes=["file"]))


class Unfolded(SphinxPostTransform):
    """What a web page folds away is open in print."""

    default_priority = 190  # before myst-nb wraps what it hides
    builders = (NAME,)

    def run(self, **_: Any) -> None:
        """Forget that a cell, a solution or a box was to be folded."""
        for node in self.document.findall(nodes.Element):
            node.attributes.pop("hide_mode", None)
            if "dropdown" in node["classes"]:
                node["classes"].remove("dropdown")


class NothingToOffer(SphinxPostTransform):
    """A book does not offer itself, with the section that held nothing else, and has no table that would scroll."""

    default_priority = 190
    builders = (NAME,)

    def run(self, **_: Any) -> None:
        """Take the places out."""
        for place in list(self.document.findall(DownloadsPlace)):
            around = place.parent
            around.remove(place)
            if isinstance(around, nodes.section) and all(isinstance(child, nodes.title) for child in around):
                around.parent.remove(around)
        for wide in [box for box in self.document.findall(nodes.container) if data_use.WIDE in box["classes"]]:
            wide.parent.remove(wide)


def contents(env: BuildEnvironment) -> list[dict[str, Any]]:
    """The order of the book: parts, each with ``title`` and ``pages``; a page has ``name``, ``title``, ``pages``.

    The first part has no title and holds the page at the root.
    """
    root, say = env.config.root_doc, Build.of(env).words.say
    first = {"title": "", "pages": [{"name": root, "title": env.titles[root].astext(), "pages": []}]}
    return [
        first,
        *({"title": say(tree.get("caption") or ""), "pages": _pages(env, tree)} for tree in _trees(env, root)),
    ]


def _pages(env: BuildEnvironment, tree: addnodes.toctree) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": env.titles[name].astext(),
            "pages": [page for below in _trees(env, name) for page in _pages(env, below)],
        }
        for _, name in tree["entries"]
        if name in env.all_docs
    ]


def _trees(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    return list(env.get_doctree(docname).findall(addnodes.toctree)) if docname in env.toctree_includes else []


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the builder and what it changes."""
    app.add_config_value("retorno_date", "1980-01-01", "epub")
    app.add_config_value("retorno_cover", [], "epub")
    app.add_builder(Pages)
    app.add_html_theme("retorno-print", str(THEME))
    app.add_post_transform(PlainFigures)
    app.add_post_transform(LinksThatHold)
    app.add_post_transform(Unfolded)
    app.add_post_transform(NothingToOffer)
