"""The directory of help: entries grouped by country, and nothing in the table becomes a dangerous link."""

from __future__ import annotations

from docutils import nodes

from retorno.book.pages.help_directory import listed, of_country
from retorno.evidence.wording import ENGLISH

ROW = {
    "country": "Peru", "organisation": "Office", "kind": "official", "does": "Hears complaints.",
    "languages": "Spanish",
    "website": "", "telephone": "", "page": "https://example.org/a", "page_date": "2024", "read": "opening",
    "checked": "2026-11-25",
}  # fmt: skip


def test_one_list_a_country_in_the_order_of_the_table() -> None:
    made = list(listed([ROW, ROW | {"organisation": "Other"}, ROW | {"country": "Chile"}], ENGLISH))
    assert [type(node) for node in made] == [nodes.rubric, nodes.bullet_list] * 2
    assert [len(node) for node in made[1::2]] == [2, 1]
    assert made[0].astext() == "Peru"
    assert "Read on 2026-11-25: page of 2024, opening." in made[1].astext()


def test_only_the_web_becomes_a_link_and_markup_stays_text() -> None:
    made = list(listed([ROW | {"website": "javascript:alert(1)", "does": "<script>", "page_date": ""}], ENGLISH))[1]
    assert [link["refuri"] for link in made.findall(nodes.reference)] == ["https://example.org/a"]
    text = made.astext()
    assert [part for part in ("javascript:alert(1)", "<script>", "undated page") if part not in text] == []


def test_a_telephone_number_is_shown_where_there_is_one() -> None:
    assert "Telephone: 1-800." in next(iter(list(listed([ROW | {"telephone": "1-800"}], ENGLISH))[1:])).astext()
    assert "Telephone" not in list(listed([ROW], ENGLISH))[1].astext()


def test_a_page_on_one_country_shows_its_entries_alone() -> None:
    rows = [ROW, ROW | {"country": "Chile"}]
    assert [row["country"] for row in of_country(rows, "Chile")] == ["Chile"]
    assert of_country(rows, "Bolivia") == []
    assert of_country(rows, "") == rows
