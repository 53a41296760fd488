"""Putting pages together to one text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from retorno.evidence.wording import ENGLISH
from retorno.site.printing.assemble import book
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


def test_ids_that_two_pages_share_stay_apart(tmp_path: Path) -> None:
    same = '<section id="how"><h1>T</h1><a href="#how">here</a></section>'
    html = book(written(tmp_path, {"a/one": same, "a/two": same + '<a href="one.xhtml#how">there</a>'}))
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert set(targets) <= set(ids)
    assert targets.count("a.one--how") == 2
    assert targets.count("a.two--how") == 1


def test_links_to_pages_and_to_other_sites(tmp_path: Path) -> None:
    html = book(
        written(tmp_path, {"one": '<a href="x/two.xhtml">in</a>', "x/two": '<a href="https://e.org/a.xhtml">out</a>'})
    )
    assert 'href="#x.two"' in html
    assert 'href="https://e.org/a.xhtml"' in html


def test_pictures_are_found_from_the_folder_of_the_book(tmp_path: Path) -> None:
    html = book(written(tmp_path, {"a/b/one": '<img src="../../_images/p.svg" alt="A picture" />'}))
    assert 'src="_images/p.svg"' in html


def test_headings_go_one_level_down_below_the_part(tmp_path: Path) -> None:
    html = book(written(tmp_path, {"one": "<h1>Chapter</h1><h2>Section</h2>"}))
    assert "<h2>Chapter</h2>" in html
    assert "<h3>Section</h3>" in html


@pytest.mark.parametrize(("columns", "across"), [(6, False), (7, True)])
def test_wide_tables_go_across(tmp_path: Path, columns: int, across: bool) -> None:
    row = "<tr>" + "<td>x</td>" * columns + "</tr>"
    html = book(written(tmp_path, {"one": f"<table><tbody>{row}</tbody></table>"}))
    assert ('class="wide"' in html) is across


def test_code_is_printed_in_one_colour(tmp_path: Path) -> None:
    html = book(written(tmp_path, {"one": '<pre><span class="k">if</span> x &lt; <span>1</span></pre>'}))
    assert "<pre>if x &lt; 1</pre>" in html


def test_titles_are_text_and_no_markup(tmp_path: Path) -> None:
    html = book(written(tmp_path, {"one": "<p>x</p>"}))
    assert "A &lt;b&gt; book" in html
    assert "Part &lt;one&gt;" in html
    assert "Somebody &amp; others" in html
    assert "Edition of 22 November 2026" in html
