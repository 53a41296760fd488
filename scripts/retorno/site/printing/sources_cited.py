"""The last page of what is printed by itself, a chapter or a volume: the sources that it cites.

In the whole book a citation leads to the bibliography. A chapter that somebody was handed has none, so its
PDF ends with those entries of it that the chapter cites, in the order of the bibliography. They keep their
ids, so that the citations of the chapter lead to them and no longer out of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from xml.etree import ElementTree

from retorno.site.printing.assemble import Place, document, known_as, markup, relocate
from retorno.site.printing.edition_facts import Facts
from retorno.site.printing.printed_pages import Written

BIBLIOGRAPHY = "chapters/reference/bibliography"
"""The page that has the sources."""


def entries(written: Written) -> dict[str, str]:
    """The sources of the book as HTML, by the ids to which citations lead; none where there is no bibliography."""
    path = written.folder / f"{BIBLIOGRAPHY}.xhtml"
    if not path.is_file():
        return {}
    found = {}
    for element in list(ElementTree.parse(path).getroot().iter()):
        relocate(element, BIBLIOGRAPHY)
        if element.tag == "div" and "citation" in element.get("class", "").split():
            found[element.get("id", "")] = element
    return {name: markup(element) for name, element in found.items()}


def text(known: Facts, place: Place, cited: Iterable[str], sources: Mapping[str, str], title: str) -> str:
    """The page with those of *sources* that are *cited*, under *title* and after the page at *place*; empty if none."""
    wanted = set(cited)
    listed = "".join(source for name, source in sources.items() if name in wanted)
    if not listed:
        return ""
    told = {"part": place.part, "chapter": place.chapter, "book": known_as(known)}
    heads = "".join(f' data-{name}="{escape(value)}"' for name, value in told.items())
    return document(
        known, f'<main><article class="chapter sources"{heads}><h2>{escape(title)}</h2>{listed}</article></main>'
    )
