"""Cards are written from what authors and data say; none of it becomes markup."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

from retorno.book.figures import figure_card
from retorno.book.values import number_cards
from retorno.evidence.book_citation import Citation
from retorno.evidence.book_figures import Figure
from retorno.evidence.json_ld import script
from retorno.evidence.wording import ENGLISH

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)> ' & </details></figure>"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><path d="M0,0h9" fill="#00548f"/></svg>'


class Markup(HTMLParser):
    """The elements of a piece of HTML, all attributes, all text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


FIGURE = Figure(
    id="arrivals",
    title=HOSTILE,
    caption=HOSTILE,
    alt=HOSTILE,
    source=HOSTILE,
    vintage=HOSTILE,
    below=(HOSTILE,),
    datasets=(),
    csv='a"<b>,n\n"<script>alert(3)</script>, ""x""",1.5\n',
    drawings={},
    specification={"mark": HOSTILE},
    svg={"wide": DRAWING, "narrow": DRAWING},
)
"""A figure in which every word means harm."""


def card(figure: Figure, cited: Citation) -> str:
    """The figure as HTML."""
    drawings = figure_card.drawings_html(figure, figure_card.around(figure, 3, ENGLISH))
    return figure_card.html(figure, 3, drawings, cited, "../", ENGLISH)


def test_a_figure_of_hostile_words_is_text() -> None:
    found = Markup(card(FIGURE, Citation(HOSTILE, HOSTILE)))
    assert not {"script", "img", "b"} & set(found.tags)
    assert not [name for name in found.attributes if name.startswith("on")]
    files = {f"{kind}, Figure 3" for kind in ("SVG", "PNG", "CSV", "ZIP")}
    assert set(found.attributes["aria-label"]) == {
        HOSTILE,
        "The table behind figure 3",
        "Cite this figure",
        "BibTeX",
        *files,
    }
    assert found.text.count("alert(1)") == 9  # two in each drawing; title, caption, table, two citations
    assert '<script>alert(3)</script>, "x"' in found.text


def test_a_table_has_headers_and_a_caption() -> None:
    table = figure_card.table_html("place,value\nPAN,1\nCOL,\n", "Figure 3. They fell", ENGLISH)
    assert table.count('<th scope="col"') == 2
    assert "<caption>Figure 3. They fell</caption>" in table
    assert '<th scope="col" class="number">value</th>' in table
    assert '<td class="number"></td>' in table


def test_a_figure_that_is_not_interactive_has_no_button() -> None:
    still = card(replace(FIGURE, specification=None), Citation("t", "b"))
    assert "<button" not in still
    assert "<button" in card(FIGURE, Citation("t", "b"))


def test_number_cards_are_data() -> None:
    entry = {"finding-a": {"value": HOSTILE, "text": HOSTILE, "rows": [["Source", HOSTILE]]}}
    found = Markup(script(entry, "application/json", number_cards.ID))
    assert found.tags == ["script"]
    assert found.attributes["type"] == ["application/json"]
    assert json.loads(found.text) == entry
