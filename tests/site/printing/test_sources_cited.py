"""The sources at the end of a chapter that is printed by itself."""

from __future__ import annotations

import re
from pathlib import Path

from retorno.site.printing import assemble, sources_cited
from retorno.site.printing.sources_cited import BIBLIOGRAPHY
from tests.site.printing.test_assemble import written

SOURCES = """<section id="sources"><h1>Bibliography</h1>
<div class="citation" id="source-b"><span class="label">Bravo 2019</span>
<p>B &lt; C. <a href="#source-a">A</a></p></div>
<div class="citation" id="source-a"><span class="label">Alfa 2020</span><p>First.</p></div>
<div class="note" id="source-c"><p>No source.</p></div></section>"""
ID = BIBLIOGRAPHY.replace("/", ".")


def test_a_chapter_ends_with_the_sources_that_it_cites_and_no_others(tmp_path: Path) -> None:
    book = written(tmp_path, {"one": "<p>x</p>", BIBLIOGRAPHY: SOURCES})
    place = next(assemble.places(book.parts[0]))
    known = sources_cited.entries(book)
    assert list(known) == [f"{ID}--source-b", f"{ID}--source-a"]
    html = sources_cited.text(book.facts, place, [f"{ID}--source-a", "another--place"], known, "Sources")
    assert f'id="{ID}--source-a"' in html
    assert "Bravo" not in html
    both = sources_cited.text(book.facts, place, [*known], known, "Sources")
    assert re.findall(r"Alfa|Bravo", both) == ["Bravo", "Alfa"]
    assert "B &lt; C" in both
    assert 'data-chapter="one"' in both


def test_a_chapter_without_sources_and_a_book_without_bibliography_get_no_such_page(tmp_path: Path) -> None:
    book = written(tmp_path, {"one": "<p>x</p>"})
    place = next(assemble.places(book.parts[0]))
    assert sources_cited.entries(book) == {}
    assert sources_cited.text(book.facts, place, ["elsewhere"], {}, "Sources") == ""
