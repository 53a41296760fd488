"""How problems are told: text, JSON, annotations; and where a rule is explained."""

from __future__ import annotations

import json

import pytest
import yaml

from retorno import checks
from retorno.checks import problem_report, rule_address
from retorno.checks.reading.content import Content
from retorno.commands import cli
from retorno.project.paths import Project
from retorno.project.problems import Problem

FOUND = Problem("chapters/a.md", 3, "“5”", "a number: 50%\n::error::no", "none, or a role", "typed-digits")


def test_text_ends_with_where_to_read_more(small_book: Project) -> None:
    told = problem_report.as_text([FOUND], small_book)
    assert told.startswith("error: chapters/a.md:3 (“5”): ")
    assert "#rule-typed-digits\n1 to mend, 0 to look at." in told
    assert problem_report.as_text([], small_book) == "Nothing to mend."


def test_json_has_everything(small_book: Project) -> None:
    (read,) = json.loads(problem_report.as_json([FOUND], small_book))
    assert {key: read[key] for key in ("file", "line", "rule", "severity")} == {
        "file": "chapters/a.md",
        "line": 3,
        "rule": "typed-digits",
        "severity": "error",
    }
    assert read["more"].endswith("#rule-typed-digits")


def test_an_annotation_is_one_line_and_nothing_in_it_is_a_command(small_book: Project) -> None:
    told = problem_report.as_annotations([FOUND], small_book).splitlines()
    assert told[0].startswith("::error file=chapters/a.md,line=3,title=typed-digits::a number: 50%25%0A::error::no")
    assert len(told) == 2
    odd = Problem("a,b:c.md", 0, "", "w", "r", "", "warning")
    assert problem_report.as_annotations([odd], small_book).startswith(
        "::warning file=a%2Cb%3Ac.md,line=1,title=check::w"
    )


@pytest.mark.parametrize("form", list(problem_report.FORMATS))
def test_every_form_can_be_asked_for(form: str, small_book: Project, capsys: pytest.CaptureFixture[str]) -> None:
    page = small_book.chapters / "understanding" / "words.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThere were 12 of them.\n", encoding="utf-8")
    assert cli.main(["--root", str(small_book.root), "check", "--format", form]) == cli.CONTENT
    assert "typed-digits" in capsys.readouterr().out


def config(book: Project, **settings: object) -> None:
    (book.root / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def test_address_of_the_site_built_last(small_book: Project) -> None:
    page = small_book.root / "_site" / "en" / f"{rule_address.PAGE}.html"
    page.parent.mkdir(parents=True)
    page.write_text("", encoding="utf-8")
    assert rule_address.address(small_book, "links") == f"_site/en/{rule_address.PAGE}.html#rule-links"


def test_address_as_published(small_book: Project) -> None:
    config(small_book, repository={"url": "https://github.com/some-body/some-book"})
    assert (
        rule_address.address(small_book, "links")
        == f"https://some-body.github.io/some-book/en/{rule_address.PAGE}.html#rule-links"
    )
    config(small_book, html={"baseurl": "https://book.test/"}, repository={"url": "https://github.com/a/b"})
    assert rule_address.address(small_book, "links").startswith("https://book.test/en/")


def test_every_rule_says_what_it_asks_and_how_to_mend() -> None:
    for rule in checks.known_rules():
        assert rule.asks, rule.id
        assert len(rule.help.split()) > 10, f"{rule.id}: what is somebody to do who breaks it?"
        assert rule.severity in ("error", "warning")


def test_the_page_of_the_checks_is_in_the_book(real_book: Project) -> None:
    content = Content(real_book)
    assert rule_address.PAGE in content.listed
    assert ":::{rules}" in next(page.text for page in content.pages if page.name == rule_address.PAGE)
