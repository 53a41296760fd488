"""Citations, as a sentence and as BibTeX."""

from __future__ import annotations

from pathlib import Path

import bibtexparser
import pytest

from retorno.evidence import book_citation
from retorno.evidence.book_citation import Work
from retorno.project.problems import ContentError

CFF = """cff-version: 1.2.0
title: "Retorno: a knowledge base"
authors:
  - name: Retorno contributors
  - given-names: Ana
    family-names: Pérez
date-released: 2026-11-22
version: "1.0"
url: https://example.org/retorno/
"""
HOSTILE = 'A "title" & 50% of {braces} \\input{x} <b> _ # $ ~ ^'


def test_settings_are_enough(tmp_path: Path) -> None:
    work = Work.of(tmp_path, "Retorno", "The Retorno contributors", "2026")
    assert work == Work("Retorno", ("Retorno contributors",), "2026")
    cited = book_citation.page(work, "A page", "en/chapters/a.html")
    assert cited.text == "Retorno contributors (2026). “A page”, in Retorno. en/chapters/a.html."


def test_the_citation_file_says_more(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text(CFF, encoding="utf-8")
    work = Work.of(tmp_path, "Other", "Nobody", "1999")
    assert work.authors == ("Retorno contributors", "Ana Pérez")
    assert work.edition() == "Version 1.0, 22 November 2026"
    cited = book_citation.figure(work, 3, "They fell", "en/a.html#figure-arrivals", "Source: Office.")
    assert cited.text.endswith(
        "Data: Office. Version 1.0, 22 November 2026. https://example.org/retorno/en/a.html#figure-arrivals."
    )


def test_a_repository_is_no_address_of_pages(tmp_path: Path) -> None:
    both = CFF + "repository-code: https://example.org/retorno/\n"
    (tmp_path / "CITATION.cff").write_text(both, encoding="utf-8")
    work = Work.of(tmp_path, "Retorno", "A", "2026")
    assert work.where("en/a.html") == "en/a.html"


def test_no_citation_file_says_nothing_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert Work.of(tmp_path, "Retorno", "A", "© 2026").year == "2026"
    (tmp_path / "CITATION.cff").write_text("- [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"CITATION\.cff:1: this is not valid YAML"):
        Work.of(tmp_path, "Retorno", "A", "© 2026")


def test_bibtex_can_be_read_whatever_the_title() -> None:
    work = Work("Retorno", ("Retorno & friends",), "2026")
    for cited in (
        book_citation.page(work, HOSTILE, "en/chapters/a-page.html"),
        book_citation.figure(work, 3, HOSTILE, "en/a.html#figure-arrivals", HOSTILE),
    ):
        library = bibtexparser.parse_string(cited.bibtex)
        assert not library.failed_blocks
        (entry,) = library.entries
        assert entry["title"].count("{") == entry["title"].count("}")
        assert r"50\% of \{braces\} \textbackslash{}input" in entry["title"]
        assert entry.key in ("retorno-a-page", "retorno-arrivals")
