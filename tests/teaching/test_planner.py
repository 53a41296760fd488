"""A course to measure: every choice gives a plan that fills its time, and a zip that other programs open."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from retorno.evidence.wording import ENGLISH
from retorno.teaching import planner, player
from retorno.teaching.made_to_measure import CLOSING, LENGTHS, LONGEST_STRETCH, OPENING, plans
from retorno.teaching.markdown import Text
from retorno.teaching.sources import Material


def test_every_combination_fills_its_time_exactly(material: Material) -> None:
    made = list(plans(material))
    assert len(made) == len(material.audiences) * len(LENGTHS)
    for audience, minutes, parts in made:
        assert sum(part.minutes for part in parts) == minutes, (audience, minutes)
        assert (parts[0].session, parts[-1].session) == (OPENING, CLOSING)
        assert len(parts) > 2, (audience, minutes)
        assert all(part.minutes > 0 for part in parts)


def test_no_session_is_held_twice_and_nobody_sits_too_long(material: Material) -> None:
    for _, _, parts in plans(material):
        held = [part.session for part in parts if part.session]
        assert len(held) == len(set(held))
        stretch = 0
        for part in parts[:-1]:
            stretch = stretch + part.minutes if part.kind == "session" else 0
            assert stretch <= LONGEST_STRETCH


def test_the_page_makes_a_zip_without_a_server(
    material: Material, text: Callable[[], Text], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "plan.html").write_text(planner.page(material, ENGLISH, "Edition"))
    (tmp_path / "plans.js").write_text(
        planner.script(material, planner.session_parts(material, text), ENGLISH, "Edition")
    )
    (tmp_path / "plan.js").write_bytes(planner.SCRIPT.read_bytes())
    (tmp_path / "quiz.css").write_bytes(player.static()["quiz.css"])
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "plan.html").as_uri())
    page.select_option("#audience", "journalists")
    page.select_option("#minutes", "150")
    assert "Trace the number" in page.inner_text("#told")
    with page.expect_download() as waiting:
        page.click("#told button")
    target = tmp_path / "course.zip"
    waiting.value.save_as(target)
    with ZipFile(target) as packed:
        assert packed.testzip() is None
        names = [name.partition("/")[2] for name in packed.namelist()]
        assert names == ["guide.html", "sheets.html", "cards.html", "key.html"]
        guide = packed.read("journalists-150/guide.html").decode()
        handed = (
            packed.read("journalists-150/sheets.html").decode() + packed.read("journalists-150/cards.html").decode()
        )
    assert "09:00" in guide
    assert re.search(r"Edition · M[A-Z]", guide)
    assert material.stories[0]["moves"][:30] not in handed
    assert faults == []
    page.close()


@pytest.mark.parametrize("minutes", LENGTHS)
def test_journalists_trace_a_number_however_short_the_time(material: Material, minutes: int) -> None:
    (parts,) = (parts for audience, length, parts in plans(material) if (audience, length) == ("journalists", minutes))
    assert "trace" in [part.session for part in parts]
