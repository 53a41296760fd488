"""No page shows, offers or leads to what could run in a reader's browser.

Every page passes here twice: when it has been read, before Sphinx notes which pictures and files
to copy, and when it is about to be written, with what the bibliography, the data package and
other pages have put into it. What is refused leaves the page; its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import get_node_line

from retorno.project import boundary, harmless, safe_svg
from retorno.project.paths import Project
from retorno.project.problems import Problem

logger = logging.getLogger(__name__)

Refusal = tuple[str, str, str]
"""What was found, why it is refused, and what would be right."""

MARKUP = "this would stand on the page as HTML, scripts included"
MARKDOWN = "Markdown or a directive"
TOLD = {"author", "description", "keywords"}
"""What a page may say of itself in its head; a browser acts on the rest (``refresh`` leads away)."""

HTML = ["html_block", "html_inline"]
SHOWN = "cell_output"


class Vet(SphinxTransform):
    """The page as it was read."""

    default_priority = 870  # Sphinx collects pictures and files at 880

    def apply(self, **_: Any) -> None:
        """Refuse; pictures and files are looked into."""
        _vet(self.document, self.env, _read)


class VetAgain(SphinxPostTransform):
    """The page as it will be written."""

    default_priority = 900

    def run(self, **_: Any) -> None:
        """Refuse; of pictures and files only what has come since."""
        _vet(self.document, self.env, _written)


def _vet(document: nodes.document, env: BuildEnvironment, look: Any) -> None:
    for node in list(document.findall(nodes.Element)):
        for found, wrong, right in look(node, env):
            _tell(env, node, Problem("", 0, found, wrong, right))
            _remove(node)


def _tell(env: BuildEnvironment, node: nodes.Element, problem: Problem) -> None:
    project = Project.containing(env.srcdir)
    line = get_node_line(node) or 0
    file = project.relative(Path(env.doc2path(env.docname)))
    if isinstance(node, addnodes.toctree):  # no page has one of its own
        file, line = "_toc.yml", 0
    told = Problem(file, line, problem.place, problem.wrong, problem.right)
    logger.warning("%s", told, location=(env.docname, line), type="retorno", subtype="vetting")


def _read(node: nodes.Element, env: BuildEnvironment) -> Iterator[Refusal]:
    yield from _anywhere(node, env)
    if isinstance(node, nodes.image):
        yield from _file(env, str(node["uri"]), harmless.picture, harmless.PICTURE)
    elif isinstance(node, addnodes.download_reference):
        yield from _file(env, str(node["reftarget"]), harmless.kept, harmless.KEPT)
    elif isinstance(node, addnodes.toctree):
        for _, target in node["entries"]:
            yield from _address(str(target))


def _written(node: nodes.Element, env: BuildEnvironment) -> Iterator[Refusal]:
    yield from _anywhere(node, env)
    if isinstance(node, nodes.image) and (wrong := harmless.elsewhere(str(node["uri"]))):
        yield _short(str(node["uri"])), wrong, harmless.PICTURE


def _anywhere(node: nodes.Element, env: BuildEnvironment) -> Iterator[Refusal]:
    """What is refused at any time: addresses that run, markup, orders to the browser."""
    if "refuri" in node:
        yield from _address(str(node["refuri"]))
    if isinstance(node, nodes.raw) and not _is_shown(node) and _icon(node.astext()):
        yield _short(node.astext()), MARKUP, MARKDOWN
    if "svg" in node and (wrong := _icon(str(node["svg"]))):
        yield "an icon", wrong, "an icon by its name alone"
    if isinstance(node, nodes.meta) and not (str(node.get("name", "")).lower() in TOLD and "http-equiv" not in node):
        wrong = "this is an order to the reader's browser, and may lead the reader away"
        yield _short(str(node.get("content", ""))), wrong, f"nothing, or one of {', '.join(sorted(TOLD))}"


def _icon(html: str) -> str:
    """Why this is no icon as sphinx-design draws them, which only draws; empty where it is one."""
    return safe_svg.refusal(
        html.replace("<svg ", f'<svg xmlns="{safe_svg.NAMESPACE}" ', 1).encode("utf-8", "surrogatepass")
    )


def _address(target: str) -> Iterator[Refusal]:
    if wrong := harmless.address(target):
        yield _short(target), wrong, harmless.ADDRESS


def _file(env: BuildEnvironment, target: str, look: Any, right: str) -> Iterator[Refusal]:
    """Whether a picture or a file to keep lies in the project and is harmless; one that is missing, Sphinx tells."""
    if wrong := harmless.elsewhere(target):
        yield _short(target), wrong, right
        return
    path = Path(env.relfn2path(target, env.docname)[1])
    if path.suffix == ".*":
        yield target, "the star stands for any kind of picture", "the name of one file"
        return
    root = Project.containing(env.srcdir).root
    wrong = "" if path.is_relative_to(outputs(env)) else boundary.refusal(root, path)
    if wrong:
        yield _short(target), wrong, boundary.RIGHT
    elif path.is_file() and (wrong := look(path)):
        yield _short(target), wrong, right


def outputs(env: BuildEnvironment) -> Path:
    """Where myst-nb writes the pictures that notebooks show."""
    return Path(str(env.mystnb_config.output_folder))  # type: ignore[attr-defined]


def _is_shown(node: nodes.Node) -> bool:
    """Whether this is the output of a notebook, which has rules of its own."""
    while node.parent is not None:
        node = node.parent
        if SHOWN in node.get("classes", ()):
            return True
    return False


def _remove(node: nodes.Element) -> None:
    """Take a node out of its page and leave the words in it."""
    if node.parent is None:
        return
    if isinstance(node, addnodes.toctree):
        node["entries"] = [entry for entry in node["entries"] if not harmless.address(str(entry[1]))]
        return
    words = [] if isinstance(node, nodes.raw | nodes.meta) else list(node.children)
    if isinstance(node, nodes.image) and node.get("alt"):
        words = [nodes.inline("", node["alt"])]
    if "refuri" in node and not isinstance(node, nodes.reference):
        del node["refuri"]
        return
    place = node.parent.index(node)
    node.parent[place : place + 1] = words


def _short(text: str) -> str:
    """The beginning of *text* on one line, as it is shown in a message."""
    return f"“{re.sub(r'[^ -~¡-￼]+', ' ', text)[:60].strip()}”"


def _configure(app: Sphinx, config: Config) -> None:
    """``config-inited``: HTML in Markdown is text like any other, whatever the settings say."""
    config.myst_disable_syntax = sorted({*config.myst_disable_syntax, *HTML})


def setup(app: Sphinx) -> None:
    """Look at every page."""
    app.add_transform(Vet)
    app.add_post_transform(VetAgain)
    app.connect("config-inited", _configure)
