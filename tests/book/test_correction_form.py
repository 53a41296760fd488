"""Telling of a mistake without an account: whom the form reaches, and what it makes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from retorno import checks
from retorno.book.pages import correction_form
from retorno.checks.reading.content import Content
from retorno.commands.cli import main
from retorno.evidence import contact
from retorno.evidence.contact import Contact
from retorno.evidence.wording import ENGLISH
from retorno.project.paths import Project

SCRIPT = Path(correction_form.__file__).parents[1] / "theme" / "static" / "correction-form.js"
REACHED = Contact("Editor for corrections", "A. Name", "mend@retorno-book.org")
PLACEHOLDER = Contact("Editor for corrections", "", "corrections@example.org")
FORMS = "https://github.com/somebody/book/issues/new/choose"


@pytest.mark.parametrize(
    ("address", "reaches"),
    [
        ("mend@retorno-book.org", True),
        ("mend@myexample.org", True),
        ("corrections@example.org", False),
        ("corrections@mail.example.com", False),
        ("corrections@book.invalid", False),
        ("nobody", False),
    ],
)
def test_an_address_that_belongs_to_nobody_is_a_placeholder(address: str, reaches: bool) -> None:
    assert Contact("role", "", address).is_placeholder != reaches


def test_nobody_is_named_where_a_mail_would_reach_nobody() -> None:
    told = correction_form.html(PLACEHOLDER, FORMS, ENGLISH)
    assert "example.org" not in told
    assert "Nobody has taken on the mail of this book yet." in told
    assert FORMS in told
    assert "What you write here reaches: Editor for corrections, A. Name." in correction_form.html(REACHED, "", ENGLISH)


def test_what_a_contact_says_is_text() -> None:
    told = correction_form.html(Contact("<b>Editor</b>", "<script>x</script>", "a@retorno-book.org"), FORMS, ENGLISH)
    assert "<script>" not in told
    assert "&lt;b&gt;Editor" in told


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page()
    yield opened
    opened.close()


def shown(page: Page, found: Contact) -> None:
    page.set_content(f"<main>{correction_form.html(found, FORMS, ENGLISH)}</main>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    page.get_by_label("Which page?").fill("Words & more")
    page.get_by_label("What is wrong").fill("The year:\n1999")


def test_the_form_makes_a_mail(page: Page) -> None:
    shown(page, REACHED)
    mail = urlsplit(page.get_by_role("link", name="Make a mail of it").get_attribute("href") or "")
    assert (mail.scheme, unquote(mail.path)) == ("mailto", REACHED.address)
    told = parse_qs(mail.query)
    assert told["subject"] == ["A correction for Retorno"]
    assert "Words & more" in told["body"][0]
    assert "The year:\n1999" in told["body"][0]


def test_the_form_makes_a_file(page: Page) -> None:
    shown(page, PLACEHOLDER)
    assert page.get_by_role("link", name="Make a mail of it").count() == 0
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save it as a file").click()
    assert downloading.value.suggested_filename == "retorno-correction.txt"
    assert "Words & more" in Path(downloading.value.path()).read_text(encoding="utf-8")


def test_no_release_is_made_with_a_placeholder(small_book: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = small_book.root / contact.FILE
    path.parent.mkdir(exist_ok=True)
    if path.parent.is_symlink():
        pytest.fail("the test would write into the book")
    path.write_text('role = "Editor"\naddress = "corrections@example.org"\n', encoding="utf-8")
    assert checks.run(Content(small_book)) == []
    assert main(["--root", str(small_book.root), "check", "--release"]) == 1
    assert "is a placeholder" in capsys.readouterr().out
    assert main(["--root", str(small_book.root), "history", "--release", "v0.2.0"]) == 1
    assert "is a placeholder" in capsys.readouterr().err
    path.write_text('role = "Editor"\naddress = "mend@retorno-book.org"\n', encoding="utf-8")
    assert main(["--root", str(small_book.root), "check", "--release"]) == 0
