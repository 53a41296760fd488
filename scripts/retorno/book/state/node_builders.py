"""Small builders of docutils nodes that several modules share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from docutils import nodes
from sphinx import addnodes

Cell: TypeAlias = str | nodes.Node | Sequence[nodes.Node]


def inline(cell: Cell) -> list[nodes.Node]:
    """A cell's content as inline nodes; text is text, never markup."""
    if isinstance(cell, str):
        return [nodes.Text(cell)] if cell else []
    return [cell] if isinstance(cell, nodes.Node) else list(cell)


def paragraph(*parts: Cell, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of inline parts."""
    return nodes.paragraph("", "", *[node for part in parts for node in inline(part)], classes=list(classes))


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], classes: Sequence[str] = ("data",)) -> nodes.table:
    """A table with a header row."""
    made = nodes.table(classes=list(classes))
    group = nodes.tgroup(cols=len(header))
    group += [nodes.colspec(colwidth=20) for _ in header]
    group += nodes.thead("", _row(header))
    group += nodes.tbody("", *[_row(row) for row in rows])
    made += group
    return made


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def fields(pairs: Iterable[tuple[str, Cell]]) -> nodes.definition_list:
    """Names and what they stand for, leaving out what is empty."""
    made = nodes.definition_list(classes=["facts"])
    for name, cell in pairs:
        content = inline(cell)
        if content:
            made += nodes.definition_list_item(
                "", nodes.term("", name), nodes.definition("", nodes.paragraph("", "", *content))
            )
    return made


def bullets(items: Iterable[Cell]) -> nodes.bullet_list:
    """A list with one paragraph an item."""
    return nodes.bullet_list("", *[nodes.list_item("", paragraph(item)) for item in items])


def joined(parts: Sequence[nodes.Node], between: str = ", ") -> list[nodes.Node]:
    """Inline nodes with text between them."""
    made: list[nodes.Node] = []
    for position, part in enumerate(parts):
        made += [nodes.Text(between), part] if position else [part]
    return made


def web_link(address: str, text: str = "") -> nodes.Node:
    """A link to another site; only http and https become links."""
    if not address.startswith(("https://", "http://")):
        return nodes.Text(text or address)
    return nodes.reference("", text or address, refuri=address, internal=False)


def cite(key: str) -> nodes.Node:
    """A citation of *key*, resolved like one that an author typed."""
    reference = addnodes.pending_xref("", refdomain="cite", reftype="p", reftarget=key, refexplicit=False, refwarn=True)
    reference += nodes.literal("", key)
    return reference


def place_link(label: str, text: str) -> nodes.Node:
    """A link to the place that bears *label*, with *text*."""
    reference = addnodes.pending_xref(
        "", refdomain="std", reftype="ref", reftarget=label, refexplicit=True, refwarn=True
    )
    reference += nodes.inline("", text)
    return reference


def page_link(docname: str, text: str = "") -> nodes.Node:
    """A link to a page that shows its title, or *text*."""
    reference = addnodes.pending_xref(
        "", refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=bool(text), refwarn=True
    )
    reference += nodes.inline("", text or docname)
    return reference
