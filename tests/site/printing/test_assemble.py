"""The HTML of pieces, covers and contents, made of pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from retorno.evidence.wording import ENGLISH
from retorno.site.printing import assemble
from retorno.site.printing.assemble import Place
from retorno.site.printing.edition_facts import Facts
from retorno.site.printing.printed_pages import Written

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'


def written(folder: Path, pages: dict[str, str], title: str = "A <b> book") -> Written:
    for name, body in pages.items():
        path = folder / f"{name}.xhtml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(body=body), encoding="utf-8")
    order = [{"name": name, "title": name, "pages": []} for name in pages]
    facts = Facts(title, "", "About", "Somebody & others", ENGLISH, date(2026, 11, 22), "")
    return Written(folder, [{"title": "Part <one>", "pages": order}], facts)


def texts(folder: Path, pages: dict[str, str]) -> list[str]:
    """The texts of all pieces of a book of these pages."""
    book = written(folder, pages)
    return [text for place in assemble.places(book.parts[0]) for text in assemble.texts(book, place)]


def test_ids_that_two_pages_share_stay_apart(tmp_path: Path) -> None:
    same = '<section id="how"><h1>T</h1><a href="#how">here</a></section>'
    one, two = texts(tmp_path, {"a/one": same, "a/two": same + '<a href="one.xhtml#how">there</a>'})
    ids = re.findall(r' id="([^"]+)"', one + two)
    assert len(ids) == len(set(ids))
    assert re.findall(r'href="([^"]+)"', one) == ["#a.one--how"]
    assert re.findall(r'href="([^"]+)"', two) == ["#a.two--how", "book:a.one--how"]


def test_links_to_pages_and_to_other_sites(tmp_path: Path) -> None:
    pages = {"one": '<a href="x/two.xhtml">in</a>', "x/two": '<a href="https://e.org/a.xhtml">out</a>'}
    html = "".join(texts(tmp_path, pages))
    assert 'href="book:x.two"' in html
    assert 'href="https://e.org/a.xhtml"' in html


def test_pictures_are_found_from_the_folder_of_the_book(tmp_path: Path) -> None:
    (html,) = texts(tmp_path, {"a/b/one": '<img src="../../_images/p.svg" alt="A picture" />'})
    assert 'src="_images/p.svg"' in html


def test_headings_go_one_level_down_below_the_part(tmp_path: Path) -> None:
    (html,) = texts(tmp_path, {"one": "<h1>Chapter</h1><h2>Section</h2>"})
    assert "<h2>Chapter</h2>" in html
    assert "<h3>Section</h3>" in html


@pytest.mark.parametrize(("columns", "across"), [(6, False), (7, True)])
def test_wide_tables_go_across(tmp_path: Path, columns: int, across: bool) -> None:
    row = "<tr>" + "<td>x</td>" * columns + "</tr>"
    (html,) = texts(tmp_path, {"one": f"<table><tbody>{row}</tbody></table>"})
    assert ('class="wide"' in html) is across


def test_code_is_printed_in_one_colour(tmp_path: Path) -> None:
    (html,) = texts(tmp_path, {"one": '<pre><span class="k">if</span> x &lt; <span>1</span></pre>'})
    assert "<pre>if x &lt; 1</pre>" in html


def test_titles_are_text_and_no_markup(tmp_path: Path) -> None:
    book = written(tmp_path, {"one": "<p>x</p>"})
    (part,) = book.parts
    pages = {assemble.part_id(part): 3, "one": 4}
    html = assemble.cover(book.facts, "Volume <two>") + assemble.contents(book.facts, [part], pages)
    html += assemble.part_page(book.facts, part, pages) + "".join(assemble.texts(book, next(assemble.places(part))))
    assert "A &lt;b&gt; book" in html
    assert "Volume &lt;two&gt;" in html
    assert "Part &lt;one&gt;" in html
    assert "Somebody &amp; others" in html
    assert "Edition of 22 November 2026" in html
    assert not re.search(r"<(?:b|one|two)>", re.sub(r'"[^"]*"', "", html)), "in attributes it is no markup"
    assert re.findall(r'data-page="(\d+)"', html) == ["3", "4", "4"]


def test_pages_know_their_part_and_their_chapter() -> None:
    part = {"title": "P", "pages": [{"name": "a", "title": "A", "pages": [{"name": "b", "title": "B", "pages": []}]}]}
    assert list(assemble.places(part)) == [Place("a", "P", "A", 1), Place("b", "P", "A", 2)]


def entries(count: int) -> list[str]:
    return [f'<div class="entry" id="entry-{number}"><p>{"word " * 400}</p></div>' for number in range(count)]


def long_page(entries: list[str]) -> str:
    before, after = '<p id="before">Before.</p>', '<p id="after">After <a href="#entry-0">the first</a>.</p>'
    return (
        f'<section id="all"><h1>All</h1>{before}<div id="list" class="list">{"".join(entries)}</div>{after}</section>'
    )


def test_a_long_page_is_set_in_several_pieces_that_hold_all_of_it_once(tmp_path: Path) -> None:
    pieces = texts(tmp_path, {"long": long_page(entries(300))})
    assert len(pieces) > 3
    ids = [found for piece in pieces for found in re.findall(r' id="long--([^"]+)"', piece)]
    assert ids == ["all", "before", "list", *(f"entry-{number}" for number in range(300)), "after"]
    assert all('<div class="list"' in piece for piece in pieces[1:])
    assert 'href="book:long--entry-0"' in pieces[-1]
    assert "<h2>All</h2>" in pieces[0]


def test_an_entry_more_changes_one_piece(tmp_path: Path) -> None:
    before = texts(tmp_path, {"long": long_page(entries(300))})
    more = entries(300)
    more.insert(100, '<div class="entry" id="new"><p>One more.</p></div>')
    after = texts(tmp_path, {"long": long_page(more)})
    assert len([piece for piece in after if piece not in before]) == 1


def test_a_short_page_is_one_piece(tmp_path: Path) -> None:
    assert len(texts(tmp_path, {"short": long_page(entries(3))})) == 1


def test_each_piece_says_from_which_book_it_is(tmp_path: Path) -> None:
    book = written(tmp_path, {"one": "<p>x</p>"}, "A book")
    (html,) = assemble.texts(book, next(assemble.places(book.parts[0])))
    assert 'data-book="A book"' in html
