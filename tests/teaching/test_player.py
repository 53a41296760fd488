"""The course in a browser, as a learning platform that is not ours plays it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Frame, Page

from retorno.evidence.wording import ENGLISH
from retorno.teaching import player
from retorno.teaching.exports import scorm12
from retorno.teaching.markdown import Text
from retorno.teaching.quiz.bank import bank
from retorno.teaching.quiz.items import Item
from retorno.teaching.sources import Material

READER = Path(sys.prefix) / "quiz-readers" / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"


@pytest.fixture(scope="module")
def items(material: Material, text: Callable[[], Text]) -> list[Item]:
    """Four items of three kinds: enough to play."""
    public = bank(material, text).public
    wanted = ("return-says", "four-questions", "darien-change", "darien-shortened")
    return sorted((item for item in public if item.id in wanted), key=lambda item: wanted.index(item.id))


def answer(frame: Page | Frame, item: Item, right: bool = True) -> None:
    if item.kind == "numeric":
        value = item.answer if right else -1
        frame.fill("input[type=text]", f"{value}")
    else:
        wanted = {option.text for option in item.options if option.right == right}
        for label in frame.query_selector_all("label.option"):
            if label.query_selector("span").inner_html() in wanted:  # type: ignore[union-attr]
                label.query_selector("input").check()  # type: ignore[union-attr]
    frame.click("button[type=submit]")


def test_a_platform_plays_the_course_to_a_reported_score(items: list[Item], browser: Browser, tmp_path: Path) -> None:
    if not READER.is_file():
        pytest.skip("scorm-again is not installed: `make test` installs it where npm is")
    archive = tmp_path / "course.zip"
    archive.write_bytes(
        scorm12.archive(items, [{"title": "Sheet", "html": "<p>Read.</p>"}], ENGLISH, "Course", "Edition")
    )
    with ZipFile(archive) as packed:
        packed.extractall(tmp_path / "course")
    (tmp_path / "reader.js").write_bytes(READER.read_bytes())
    # The course's files stand in the page of the platform, as browsers keep two files on a disk apart.
    course = (
        (tmp_path / "course/index.html").read_text().replace('src="', 'src="course/').replace('href="', 'href="course/')
    )
    start = '<script src="reader.js"></script><script>window.API = new Scorm12API({});</script>'
    (tmp_path / "platform.html").write_text(course.replace("<body>", f"<body>{start}"))
    page = browser.new_page()
    page.goto((tmp_path / "platform.html").as_uri())
    page.click("button.first")
    order = page.evaluate("RETORNO_QUIZ.items.map(function (item) { return item.id; })")
    by_id = {item.id: item for item in items}
    for number, id in enumerate(order):
        answer(page, by_id[id], right=number > 0)
        page.click("form button[type=button]")
    assert page.evaluate("API.cmi.core.score.raw") == "75"
    assert page.evaluate("API.cmi.core.lesson_status") == "passed"
    page.close()


@pytest.fixture
def quiz(items: list[Item], browser: Browser, tmp_path: Path) -> Page:
    (tmp_path / "quiz.html").write_text(player.page(ENGLISH, "Questions", "Edition"))
    (tmp_path / "items.js").write_text(player.items_script(items, ENGLISH, "Edition"))
    for name, content in player.static().items():
        (tmp_path / name).write_bytes(content)
    page = browser.new_page()
    page.goto((tmp_path / "quiz.html").as_uri())
    return page


def test_the_page_gives_the_reason_of_every_option_and_stores_nothing(quiz: Page, items: list[Item]) -> None:
    by_id = {item.id: item for item in items}
    first = by_id[quiz.evaluate("RETORNO_QUIZ.items[0].id")]
    answer(quiz, first, right=False)
    assert "Not right" in quiz.inner_text("[role=status]")
    assert len(quiz.query_selector_all(".why")) == len(first.options)
    assert quiz.evaluate("localStorage.length") == 0


def test_answers_are_kept_by_choice_and_forgotten_by_choice(quiz: Page, items: list[Item]) -> None:
    quiz.check("text=Keep my answers on this device")
    answer(quiz, {item.id: item for item in items}[quiz.evaluate("RETORNO_QUIZ.items[0].id")])
    assert quiz.evaluate("localStorage.length") == 1
    quiz.reload()
    assert "1 of 1 answered rightly" in quiz.inner_text("main")
    quiz.uncheck("text=Keep my answers on this device")
    assert quiz.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("written", ["99.75", "99,75", "99.75 %", "\u00a099.75%"])
def test_a_number_may_be_written_in_any_habit(quiz: Page, items: list[Item], written: str) -> None:
    item = next(item for item in items if item.kind == "numeric")
    value = written.replace("99.75", f"{item.answer}").replace("99,75", f"{item.answer}".replace(".", ","))
    while quiz.query_selector("input[type=text]") is None:
        quiz.click("form button[type=button]")
    quiz.fill("input[type=text]", value)
    quiz.click("button[type=submit]")
    assert "Right." in quiz.inner_text("[role=status]")


def test_a_known_mistake_is_told_what_it_was(quiz: Page, items: list[Item]) -> None:
    item = next(item for item in items if item.kind == "numeric")
    while quiz.query_selector("input[type=text]") is None:
        quiz.click("form button[type=button]")
    quiz.fill("input[type=text]", item.options[0].text)
    quiz.click("button[type=submit]")
    assert item.options[0].why in quiz.inner_text("[role=status]")
