"""What is left over on a written page is found, and what is meant is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from retorno.site.rendered_pages import faults, left_over


def written(inside: str) -> str:
    return f"<html><head><title>**x</title></head><body><main><p>Before.</p>{inside}</main></body></html>"


@pytest.mark.parametrize(
    ("inside", "called"),
    [
        ("<td>See {cite}`office2025`</td>", "a role of Markdown"),
        ("<p>He is a <em>judge</em> and **never tired</p>", "a mark for bold text"),
        ("<p>:::{note}</p>", "the mark of a directive"),
        ("<p>[the office](https://example.org)</p>", "a link of Markdown"),
        ("<td>&lt;Text object at 0x7f</td>", "the name of an object of Python"),
        ("<tr><td>2024</td><td> nan </td></tr>", "an empty value"),
        ('<td class="number"><p>None</p></td>', "an empty value"),
    ],
)
def test_what_nobody_meant_is_found(inside: str, called: str) -> None:
    assert [found for found, _ in left_over(written(inside))] == [called]


@pytest.mark.parametrize(
    "inside",
    [
        "<pre>a ** b</pre><code>{cite}`key`</code><p>2 * 3, a { b }, {name}`…`</p>",
        "<script>x**y</script><svg><text>**a</text></svg>",
        "<td>None of them</td><p>None</p><td>Nan Goldin</td>",
    ],
)
def test_code_and_words_are_left_alone(inside: str) -> None:
    assert list(left_over(written(inside))) == []


def test_it_is_told_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "words.html").write_text(written("<td>**bold</td>"), encoding="utf-8")
    (problem,) = faults(tmp_path, ["chapters/words", "chapters/gone"])
    assert problem.file == "chapters/words.md"
    assert "**bold" in problem.place
