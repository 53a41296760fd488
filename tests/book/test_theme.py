"""The theme on the small book: what pages carry, and that they follow one another's changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx import addnodes

from retorno.book.theme import content_security
from retorno.book.theme.search_index import BEGIN, BEGIN_TEXTS, END, END_TEXTS, FIRST
from retorno.book.theme.search_texts import sections, spanish
from retorno.book.values.term_cards import first_sentence
from retorno.commands.cli import main
from retorno.project.paths import Project
from retorno.project.search_words import fold

ASSET = re.compile(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"')


def page(project: Project, name: str) -> str:
    """The HTML of a page of the built book."""
    return (project.root / "_site" / "en" / f"{name}.html").read_text(encoding="utf-8")


def build(project: Project) -> None:
    """Build the book as a reader of the manual would."""
    assert main(["--root", str(project.root), "site", "--no-print"]) == 0


def test_pages_carry_our_files_and_no_inline_script(built_book: Project) -> None:
    for path in (built_book.root / "_site" / "en").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        for asset in ASSET.findall(html):
            target = asset.partition("?")[0]
            assert "://" not in target, (path, asset)
            if target.endswith((".js", ".css")):
                assert (path.parent / target).resolve().is_file(), (path, asset)
        bodies = re.findall(r"<script(?![^>]* src=)(?![^>]*application/(?:ld\+)?json)[^>]*>", html)
        assert bodies == [], path
        assert content_security.content() in html


def test_nothing_of_other_themes_is_published(built_book: Project) -> None:
    files = {path.name for path in (built_book.root / "_site").rglob("*") if path.is_file()}
    heavy = {"doctools.js", "searchtools.js", "searchindex.js", "clipboard.min.js", "fontawesome.js", "design-tabs.js"}
    assert files & heavy == set()
    assert {"retorno.css", "search-index.js", "minisearch.js"} <= files


def test_navigation_shows_parts_and_marks_the_page(built_book: Project) -> None:
    html = page(built_book, "chapters/understanding/words")
    navigation = html.partition('<nav id="site-nav"')[2].partition("</nav>")[0]
    assert navigation.count("<details") == 3
    assert navigation.count("<details open>") == 1
    assert navigation.count('aria-current="page"') == 1
    assert '<a href="../reference/data.html">' in navigation
    assert "data/arrivals.html" not in navigation  # the catalogue lists the data sets
    beside = page(built_book, "chapters/reference/data").partition('<nav id="site-nav"')[2].partition("</nav>")[0]
    assert "data/arrivals.html" not in beside
    assert "arrivals.html" in page(built_book, "chapters/reference/data").partition("<main")[2]


def test_new_title_reaches_every_page(built_book: Project) -> None:
    source = built_book.root / "chapters" / "understanding" / "words.md"
    text = source.read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.M)
    assert title is not None
    source.write_text(text.replace(title[0], "# Words < others", 1), encoding="utf-8")
    build(built_book)
    for name in ("index", "chapters/reference/claims", "search"):
        html = page(built_book, name)
        assert "Words &lt; others" in html, name
        assert f">{title[1]}</a>" not in html, name


def index(project: Project) -> tuple[dict[str, Any], list[list[str]]]:
    """What the search knows: what comes first, and the texts."""
    folder = project.root / "_site" / "en"
    first = json.loads((folder / "search-index.js").read_text(encoding="utf-8").removeprefix(BEGIN).removesuffix(END))
    texts: list[list[str]] = []
    for name in first["parts"]:
        script = (folder / name).read_text(encoding="utf-8")
        texts += json.loads(script.removeprefix(BEGIN_TEXTS).removesuffix(END_TEXTS))
    return first, texts


def test_search_keeps_pages_that_were_not_written_anew(built_book: Project) -> None:
    _, before = index(built_book)
    source = built_book.root / "chapters" / "understanding" / "words.md"
    source.write_text(source.read_text(encoding="utf-8") + "\nA zebra crosses.\n", encoding="utf-8")
    build(built_book)
    _, after = index(built_book)
    changed = [entry for entry in after if entry not in before]
    assert [entry[0] for entry in changed] == ["chapters/understanding/words"]
    assert "zebra" in changed[0][3]
    assert len(after) == len(before)


def test_the_line_beneath_the_title_is_not_searched(built_book: Project) -> None:
    _, texts = index(built_book)
    assert texts
    assert not [entry for entry in texts if "Edition of" in entry[3]]


def test_questions_have_their_values_and_words_their_meaning(built_book: Project) -> None:
    folder = built_book.root / "chapters" / "reference"
    asked = 'asked = ["how many came"]\nanswer = "{arrivals-change} more."\npage = "chapters/analyses/arrivals"\n'
    (folder / "search-questions.toml").write_text(f"[[question]]\n{asked}", encoding="utf-8")
    (folder / "everyday-words.toml").write_text('[words]\nCifra = ["Figure"]\n', encoding="utf-8")
    build(built_book)
    first, _ = index(built_book)
    (question,) = first["questions"]
    assert re.fullmatch(r"[−\d.]+% more\.", question["answer"])
    assert first["leads"] == {"cifra": ["figure"]}
    assert len(json.dumps(first, ensure_ascii=False).encode()) < FIRST


def test_spanish_words_of_a_term() -> None:
    assert spanish("Help (IOM 2017). Spanish: retorno voluntario asistido (RVA).") == [
        "retorno voluntario asistido",
        "RVA",
    ]
    assert spanish("Harm. Spanish: acción sin daño; the paper’s Spanish wording has not lasted.") == ["acción sin daño"]
    assert spanish("No more.") == []


def test_two_builds_give_the_same_index(built_book: Project) -> None:
    before = index(built_book)
    assert main(["--root", str(built_book.root), "clean"]) == 0
    build(built_book)
    assert index(built_book) == before


def document(*children: nodes.Node) -> nodes.document:
    """A page titled *Title* with some content."""
    made = new_document("page", get_default_settings())
    made += nodes.section("", nodes.title("", "Title"), *children, ids=["title"])
    return made


def test_sections_have_their_own_text_and_no_code() -> None:
    found = sections(
        document(
            nodes.paragraph("", "before"),
            nodes.literal_block("", "import pandas"),
            nodes.section("", nodes.title("", "Inner"), nodes.paragraph("", "inside"), ids=["inner"]),
        )
    )
    assert found == [("", "", "before"), ("inner", "Inner", "inside")]


def test_terms_of_a_glossary_are_found_by_themselves() -> None:
    item = nodes.definition_list_item(
        "",
        nodes.term("", "AVR", ids=["term-AVR"]),
        nodes.definition("", nodes.paragraph("", "Help to return.")),
    )
    assert sections(document(nodes.definition_list("", item)))[1:] == [("term-AVR", "AVR", "Help to return.")]


def test_first_sentence_leaves_sources_out() -> None:
    cited = addnodes.pending_xref("", nodes.literal("", "iom2019"), refdomain="cite")
    definition = nodes.definition(
        "", nodes.paragraph("", "", nodes.Text("Help to return ("), cited, nodes.Text(", entry 2.1). More of it."))
    )
    assert first_sentence(definition) == "Help to return."


def test_folding_is_that_of_the_search() -> None:
    assert fold("  Reintegración,\nRVA ") == "reintegracion rva"


def test_policy_has_no_loophole() -> None:
    sources = " ".join(content_security.DIRECTIVES.values())
    assert "unsafe" not in sources
    assert "data:" not in sources
    assert "http" not in sources
    assert "*" not in sources
    assert content_security.DIRECTIVES["default-src"] == "'none'"


def test_vendored_scripts_are_as_noted() -> None:
    from hashlib import sha256

    import retorno.book

    for folder in (
        Path(retorno.book.__file__).parent / "theme" / "html" / "static" / "vendor",
        Path(__file__).parents[1] / "browser" / "vendor",
    ):
        noted = (folder / "README.md").read_text(encoding="utf-8")
        scripts = list(folder.glob("*.js"))
        assert scripts
        for script in scripts:
            assert sha256(script.read_bytes()).hexdigest() in noted, script


def test_each_page_leads_to_what_is_to_be_edited(built_book: Project) -> None:
    with (built_book.root / "_config.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "repository: {url: https://github.com/somebody/book, branch: main}\nhtml: {use_edit_page_button: true}\n"
        )
    build(built_book)
    base = "https://github.com/somebody/book/edit/main"

    def edits(name: str) -> list[str]:
        return re.findall(r'<a class="edit" href="([^"]+)"', page(built_book, name))

    assert edits("chapters/understanding/words") == [f"{base}/chapters/understanding/words.md"]
    assert edits("chapters/reference/data/arrivals") == [f"{base}/data/arrivals.csv", f"{base}/data/datapackage.json"]
    assert edits("chapters/analyses/arrivals") == [f"{base}/chapters/analyses/arrivals.md", f"{base}/data/arrivals.csv"]
    assert f"{base}/data/claims.csv" in edits("chapters/reference/claims")
    register = page(built_book, "chapters/reference/claims")
    assert '<nav class="edits" aria-label=' in register, "a landmark, for those who do not see the page"
    row = "https://github.com/somebody/book/blob/main/data/claims.csv?plain=1#L2"
    entry = (built_book.root / "_site/n/arrivals-fell.html").read_text(encoding="utf-8")
    assert row in entry, "an entry leads to its row"
    assert "https://github.com/somebody/book/issues/new/choose" in register
