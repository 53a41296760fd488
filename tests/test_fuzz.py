"""Files that nobody would write: tables, bibliographies and pages put together at random are read or told.

Nothing but a problem may come out of a rule, and nothing but a site or problems out of a build:
an error that nobody foresaw leaves its report in ``_build/failure.log``, and fails these tests.
The examples are few, and others in each run; hypothesis prints the one that fails.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retorno import checks
from retorno.checks.reading.content import Content
from retorno.commands import cli
from retorno.evidence.catalogue import Catalogue, read_table
from retorno.evidence.claims import read_claims
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.project.unforeseen import NAME

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))

CELL_PARTS = '2025-05|arrivals|PAN|10|office2025||"|""|a,b|1e9|-|\r|\ufeff|\x00|١|2025-13|=1+1|é|\t|–5|NaN'
CELLS = st.sampled_from([*CELL_PARTS.split("|"), "\u202e", "0" * 40])
ROWS = st.lists(st.lists(CELLS, max_size=10).map(",".join), max_size=6).map("\n".join)
HEADS = st.sampled_from(["period,series,place,value,unit,source,obtained,note", "period;series", "", "period,period,,"])

BIB_PARTS = (
    "@misc{ @ a2020 , title = { } } \" \\ $ # % é ( ) {\\'e} @string{x= @comment{ title={T}, url={x}, year={2020}, "
    "author={A·and·B·and}, \n"
)
BIB = st.lists(st.sampled_from(BIB_PARTS.split(" ")), max_size=40).map("".join)

MARK_PARTS = (
    "word· * ** _ ` ``` $ \n \n\n #· ##· >· -· 1.· |·a·|·b·|\n |---|---|\n [x]( ) [ ] ![ {cite} `office2025` %· (x)=\n "
    "{finding}`arrivals-change` {term}`x` :::{note}\n :::\n ```{note}\n :class:·x\n ---\n +++\n < > & \\ { } ^[ [^a] "
    "{math}` ::::{grid}\n {doc}`words` {ref}`words` \t ···· \u200b : :// @ é {{ }}"
)
MARKS = st.lists(st.sampled_from(MARK_PARTS.split(" ")), max_size=60).map(
    lambda parts: "".join(parts).replace("·", " ")
)


def rules_but(*left_out: str) -> list[checks.Rule]:
    """All rules but some."""
    return [rule for rule in checks.known_rules() if rule.id not in left_out]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book to spoil."""
    folder = tmp_path_factory.mktemp("fuzz") / "book"
    shutil.copytree(Path(__file__).parent / "small_book", folder)
    return folder


@given(head=HEADS, rows=ROWS)
@FEW
def test_any_table_is_read_or_told(book: Path, head: str, rows: str) -> None:
    for name in ("arrivals.csv", "claims.csv"):
        kept = (book / "data" / name).read_bytes()
        (book / "data" / name).write_text(f"{head}\n{rows}", encoding="utf-8", newline="")
        try:
            project = Project(book)
            checks.run(
                Content(project), [rule for rule in checks.known_rules() if "data" in rule.id or "claim" in rule.id]
            )
            with suppress(ContentError):
                read_table(Catalogue(project)["arrivals"])
            with suppress(ContentError):
                read_claims(project)
        finally:
            (book / "data" / name).write_bytes(kept)


@given(text=BIB)
@FEW
def test_any_bibliography_is_read_or_told(book: Path, text: str) -> None:
    kept = (book / "references.bib").read_bytes()
    (book / "references.bib").write_text(text, encoding="utf-8")
    try:
        checks.run(
            Content(Project(book)), [rule for rule in checks.known_rules() if rule.id in ("references", "citations")]
        )
    finally:
        (book / "references.bib").write_bytes(kept)


@given(text=MARKS)
@FEW
def test_any_page_is_read_or_told_by_every_rule(book: Path, text: str) -> None:
    page = book / "chapters" / "understanding" / "words.md"
    kept = page.read_bytes()
    page.write_text(f"{kept.decode()}\n{text}", encoding="utf-8")
    try:
        checks.run(Content(Project(book)), rules_but("data-package", "references", "overlap"))
    finally:
        page.write_bytes(kept)


@given(texts=st.lists(MARKS, min_size=12, max_size=12))
@FEWER
def test_any_pages_make_a_site_or_problems(
    built_once: Project, texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("pages") / "book"
    shutil.copytree(built_once.root, root)
    toc = (root / "_toc.yml").read_text(encoding="utf-8")
    for number, text in enumerate(texts):
        name = f"chapters/understanding/page-{number}"
        (root / f"{name}.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
        toc = toc.replace(
            "      - file: chapters/understanding/words\n",
            f"      - file: chapters/understanding/words\n      - file: {name}\n",
        )
    (root / "_toc.yml").write_text(toc, encoding="utf-8")
    assert cli.main(["--root", str(root), "site", "--no-print", "--unchecked"]) in (
        cli.GOOD,
        cli.CONTENT,
    )
    report = root / "_build" / NAME
    assert not report.exists(), report.read_text(encoding="utf-8")
