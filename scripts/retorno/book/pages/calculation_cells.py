"""What a reader sees of the cells of a notebook: results in the open, the code that matters folded, no log.

The code is cut down to what is calculated (:mod:`essential_code`). What a cell printed or recorded
stands in the fold with it; charts and tables stay on the page. Cells between which nothing is shown
become one. Print shows results alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from retorno.book.pages.essential_code import essential
from retorno.evidence.media_types import FIGURE, FINDING, VERDICT

CELL, SOURCE, OUTPUT = "cell_code", "cell_code_source", "cell_code_output"
"""How myst-nb marks the parts of a cell."""

BUNDLE = "mime_bundle"
"""How it marks one output in several media, of which a page shows the best."""

LOG = (FINDING, VERDICT)
PLAIN = "text/plain"
KIND, MEDIUM = "nb_element", "mime_type"


def arrange(doctree: nodes.document, printed: bool) -> None:
    """Fold the code of a page, and leave it out where it is *printed*."""
    cells = list(_marked(doctree, CELL))
    codes = [source.astext() for cell in cells if (source := code_of(cell)) is not None]
    shown = iter(essential(codes))
    for cell in cells:
        cell.attributes.pop("hide_mode", None)
        source = code_of(cell)
        if source is not None:
            _rewrite(source, next(shown))
        _log_into_fold(cell)
    for cell in cells:
        _join(cell)
    if printed:
        for fold in list(_marked(doctree, SOURCE)):
            _take_out(fold)


def gather(sections: Iterable[nodes.Node], into: nodes.Node) -> None:
    """Move the logs of cells that show neither code nor results to the last fold below *into*."""
    folds = [source for source in _marked(into, SOURCE) if _literal(source) is not None]
    if not folds:
        return
    for section in sections:
        for source in list(_marked(section, SOURCE)):
            if _literal(source) is None and not _has_results(source.parent):
                folds[-1].extend(source.children)
                _take_out(source)


def draws_or_computes(section: nodes.Node) -> bool:
    """Whether code that matters, or a figure, stands in a section."""
    return any(_literal(source) is not None for source in _marked(section, SOURCE)) or bool(figures(section))


def figures(node: nodes.Node) -> list[nodes.Element]:
    """The outputs below *node* that are figures."""
    return [each for each in node.findall(nodes.container) if each.get(MEDIUM) == FIGURE]


def judges(section: nodes.Node) -> bool:
    """Whether a claim is judged in a section."""
    return any(each.get(MEDIUM) == VERDICT for each in section.findall(nodes.container))


def take_figure(output: nodes.Element) -> list[nodes.Node]:
    """Take a figure out of the output of its cell, for another place; what stood there in its stead goes."""
    taken = list(output.children)
    _take_out(output.parent if output.parent.get(KIND) == BUNDLE else output)
    return taken


def code_of(cell: nodes.Node) -> nodes.literal_block | None:
    """The code of a cell, where it is shown at all."""
    for source in _marked(cell, SOURCE):
        return _literal(source)
    return None


def _marked(node: nodes.Node, kind: str) -> Iterator[nodes.container]:
    return (each for each in node.findall(nodes.container) if each.get(KIND) == kind)


def _literal(source: nodes.Element) -> nodes.literal_block | None:
    found = [child for child in source.children if isinstance(child, nodes.literal_block) and not _is_output(child)]
    return found[0] if found else None


def _is_output(node: nodes.Element) -> bool:
    return "output" in node["classes"]


def _rewrite(block: nodes.literal_block, code: str) -> None:
    """Put *code* in the place of what stands in a block; an empty one goes."""
    if not code:
        block.parent.remove(block)
        return
    block.rawsource = code
    block.children = []
    block += nodes.Text(code)


def _log_into_fold(cell: nodes.container) -> None:
    """Move what a cell printed and recorded to its code."""
    sources = list(_marked(cell, SOURCE))
    outputs = list(_marked(cell, OUTPUT))
    if not sources or not outputs:
        return
    for child in list(outputs[0].children):
        if _is_log(child):
            outputs[0].remove(child)
            sources[0] += child
    if not outputs[0].children:
        cell.remove(outputs[0])


def _is_log(output: nodes.Node) -> bool:
    if isinstance(output, nodes.literal_block):  # what was printed, or the plain text of a value
        return "stderr" not in output["classes"] and "traceback" not in output["classes"]
    media = [each.get(MEDIUM) for each in output.findall(nodes.container) if each.get(MEDIUM)]
    return bool(media) and set(media) <= {*LOG, PLAIN}


def _has_results(cell: nodes.Element | None) -> bool:
    return cell is not None and any(True for _ in _marked(cell, OUTPUT))


def _join(cell: nodes.container) -> None:
    """Join a cell with the one before it, if nothing stands between them."""
    parent = cell.parent
    position = parent.index(cell)
    before = parent[position - 1] if position else None
    if not isinstance(before, nodes.container) or before.get(KIND) != CELL or _has_results(before):
        return
    mine, theirs = list(_marked(cell, SOURCE)), list(_marked(before, SOURCE))
    if not mine or not theirs:
        return
    code = "\n\n".join(block.astext() for block in map(_literal, (theirs[0], mine[0])) if block is not None)
    block = _literal(mine[0]) or _literal(theirs[0])
    logged: Sequence[nodes.Node] = [
        child for source in (theirs[0], mine[0]) for child in source.children if child is not _literal(source)
    ]
    if block is not None:
        _rewrite(block, code)
    mine[0].children = []
    mine[0].extend([*([block] if block is not None else []), *logged])
    parent.remove(before)


def _take_out(node: nodes.Element) -> None:
    """Remove a node, and what was there for it alone."""
    parent = node.parent
    parent.remove(node)
    if not parent.children and isinstance(parent, nodes.container):
        _take_out(parent)
