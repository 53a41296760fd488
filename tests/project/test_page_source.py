"""A page is read once, as MyST reads it: what each view holds, and on which line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retorno.project.page_source import PageSource
from sphinx_keyed_execution.notebooks import notebook_of

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "index.md", *sorted((ROOT / "chapters").rglob("*.md"))]

PAGE = """\
---
jupytext:
  formats: md:myst
---
(a-page)=
# A page

% a comment
A word {term}`levels <level>`, `code {cite}`, and {cite}`iom2017,
§ 2`.

:::::{admonition} What is *said*
:class: learn
:name: said

Text in it, [a link](other.md), and 7.

```{figure} picture.png
---
name: picture
alt: what it shows
---
A caption with {finding}`darien-fall`.
```

````
{cite}`none` # of code
````
:::::

```{code-cell} ipython3
:tags: [hide-input]

record("a-b", 1)
```

- an item

  ```python
  # shown 8
  ```

| Head | {doc}`/chapters/x` |
| --- | --- |
| `a | b` | ![alt](picture.svg) |
"""


@pytest.fixture(scope="module")
def page() -> PageSource:
    return PageSource(PAGE)


def test_directives_have_their_lines_arguments_options_and_bodies(page: PageSource) -> None:
    admonition, figure, cell = page.directives()
    assert (admonition.line, admonition.end, admonition.argument) == (12, 29, "What is *said*")
    assert [tuple(option) for option in admonition.options] == [(13, "class", "learn"), (14, "name", "said")]
    assert (figure.line, figure.argument, figure.body_line) == (18, "picture.png", 23)
    assert figure.option("alt") == "what it shows"
    assert figure.text == "A caption with {finding}`darien-fall`.\n"
    assert (cell.line, cell.body_line, cell.text) == (31, 33, '\nrecord("a-b", 1)\n')
    assert page.cells == [cell]


def test_roles_stand_outside_code_and_go_over_lines(page: PageSource) -> None:
    assert [tuple(role) for role in page.roles] == [
        (9, "term", "levels <level>"),
        (9, "cite", "iom2017, § 2"),
        (23, "finding", "darien-fall"),
        (43, "doc", "/chapters/x"),
    ]
    assert page.roles[0].target == "level"
    assert page.roles[0].titled
    assert not page.roles[1].titled


def test_labels_headings_comments_and_links(page: PageSource) -> None:
    assert page.labels == [(5, "a-page"), (14, "said"), (20, "picture")]
    assert [tuple(heading) for heading in page.headings] == [(6, 1, "A page")]
    assert page.comments == [(8, "a comment")]
    assert [(link.line, link.target, link.is_image, link.words) for link in page.links] == [
        (16, "other.md", False, "a link"),
        (45, "picture.svg", True, "alt"),
    ]


def test_prose_is_what_the_author_says_in_place(page: PageSource) -> None:
    assert len(page.prose) == len(page.lines)
    said = {number: line.split() for number, line in enumerate(page.prose, start=1) if line.strip(" |-")}
    assert said == {
        6: ["#", "A", "page"],
        9: ["A", "word", "levels", ",", ",", "and"],
        10: ["."],
        12: ["What", "is", "*said*"],
        16: ["Text", "in", "it,", "[a", "link]", ",", "and", "7."],
        23: ["A", "caption", "with", "."],
        37: ["-", "an", "item"],
        43: ["|", "Head", "|", "|"],
        45: ["|", "|", "![alt]", "|"],
    }
    assert page.prose[8].index("levels") == page.lines[8].index("levels")


@pytest.mark.parametrize(
    "text", ["", "\n", "%", "% a", "---", "---\n", ":::", "```{", "```{a}\n:b", "(a)=", "\ufeff---\nx"]
)
def test_what_is_hardly_a_page_is_read(text: str) -> None:
    source = PageSource(text)
    assert len(source.prose) == len(source.bare.split("\n")) == len(source.lines)
    assert source.roles == source.links == source.cells == []


PIECES = st.sampled_from(
    [
        "---\n",
        "% x\n",
        "```",
        ":::",
        "{note}",
        "{code-cell}",
        "`",
        "\n",
        "  ",
        "- ",
        "> ",
        "(a)=\n",
        "a",
        "[a](b)",
        "<",
        "|",
        "#",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_view_has_the_lines_of_the_file(text: str) -> None:
    source = PageSource(text)
    assert {len(view) for view in (source.prose, source.bare.split("\n"), source.visible.split("\n"))} == {
        len(source.lines)
    }
    assert all(1 <= block.line <= block.end <= len(source.lines) for block in source.blocks)
    assert all(1 <= role.line <= len(source.lines) for role in source.roles)


def test_a_deep_page_is_read_to_a_depth() -> None:
    deep = "\n".join(f"{':' * (200 - level)}{{note}}" for level in range(150))
    assert len(PageSource(deep).directives()) == 21


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_code_of_the_checks_is_the_code_that_runs(path: Path) -> None:
    source, notebook = PageSource(path.read_text(encoding="utf-8")), notebook_of(path)
    assert source.is_notebook == bool(notebook)
    assert [cell.text.strip("\n") for cell in source.cells] == [
        cell.strip("\n") for cell in (notebook.cells if notebook else ())
    ]


@given(st.lists(st.sampled_from(["# One", "## Two", "### Three", "Words.", ""]), max_size=12), st.integers(1, 6))
def test_sections_divide_what_stands_below_the_first_heading(lines: list[str], deepest: int) -> None:
    found = list(PageSource("\n".join(lines)).sections(deepest))
    within = [number for heading, below in found for number in (heading.line, *below)]
    first = [number for number, line in enumerate(lines, 1) if 0 < line.count("#") <= deepest][:1]
    assert within == [number for one in first for number in range(one, len(lines) + 1)]
