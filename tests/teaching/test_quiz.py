"""The bank of questions: enough of them, keys that are computed, items that retire, and graded ones kept apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from retorno.evidence.wording import ENGLISH
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Numbers
from retorno.teaching.plan_checks import OUTCOMES
from retorno.teaching.quiz.bank import Bank, bank, plain
from retorno.teaching.quiz.graded_set import graded_set
from retorno.teaching.sources import FOLDER, Material

ITEM = {
    "id": "one",
    "outcome": "seven",
    "chapter": "chapters/analyses/darien",
    "level": "apply",
    "stem": "From {finding}`first` to {finding}`second`?",
    "options": [
        ["right", "{calc}`change first second = 0.1 percent`", "The base is the first."],
        ["wrong", "{calc}`wrong-base first second = 0.1 percent`", "The wrong base."],
    ],
}


def entry(id: str, value: float) -> dict[str, Any]:
    computed = {"value": value, "unit": "events", "precision": 1, "period": "2025"}
    return {"id": id, "kind": "finding", "statement": id, "source": None, "computed": computed, "datasets": []}


def made(tmp_path: Path, item: dict[str, Any], **values: float) -> Bank:
    (tmp_path / FOLDER / "quiz").mkdir(parents=True)
    (tmp_path / FOLDER / "quiz" / "all.yml").write_text(yaml.safe_dump([ITEM | item]))
    numbers = Numbers([entry(id, value) for id, value in values.items()], ENGLISH)
    return bank(Material(Project(tmp_path)), lambda: Text(numbers))


@pytest.fixture(scope="module")
def held(material: Material, text: Callable[[], Text]) -> Bank:
    return bank(material, text)


def test_there_are_at_least_a_hundred_and_fifty_for_everybody(held: Bank) -> None:
    assert len(held.public) >= 150
    assert {item.outcome for item in held.public} == set(OUTCOMES)


def test_every_option_has_a_reason(held: Bank) -> None:
    assert [item.id for item in held.items if any(not plain(option.why) for option in item.options)] == []


def test_choices_have_one_right_answer_and_different_ones(held: Bank) -> None:
    for item in held.items:
        texts = [plain(option.text) for option in item.options]
        assert len(set(texts)) == len(texts), item.id
        if item.kind == "choice":
            assert len(item.rights) == 1, item.id


def test_every_item_names_a_page_of_the_book(held: Bank, material: Material) -> None:
    assert {item.chapter for item in held.items} <= set(material.titles)


def test_graded_variants_are_not_given_out(held: Bank) -> None:
    kept = {item.id for item in held.items if item.graded}
    assert "darien-month-2024-06" in kept
    assert not kept & {item.id for item in held.public}


def test_variants_come_from_the_table(held: Bank) -> None:
    (item,) = (one for one in held.items if one.id == "darien-month-2025-03")
    # Panama's own table: 36,841 entries in March 2024 and 194 in March 2025.
    assert item.answer == pytest.approx(99.5)
    assert "36,841" in item.stem
    assert "March 2025" in item.stem


def test_key_and_distractor_are_computed(tmp_path: Path) -> None:
    (item,) = made(tmp_path, {}, first=200, second=150).items
    assert [plain(option.text) for option in item.options] == ["−25.0%", "−33.3%"]


def test_key_and_distractor_move_with_the_number(tmp_path: Path) -> None:
    (item,) = made(tmp_path, {}, first=200, second=50).items
    assert [plain(option.text) for option in item.options] == ["−75.0%", "−300.0%"]


def test_an_item_whose_options_have_become_the_same_is_retired(tmp_path: Path) -> None:
    found = made(tmp_path, {}, first=200, second=200)
    assert found.items == ()
    assert found.retired[0].why == "two of its answers have become the same: 0.0%"


def test_an_item_whose_number_is_gone_is_retired(tmp_path: Path) -> None:
    found = made(tmp_path, {}, first=200)
    assert "the registry has no finding “second”" in found.retired[0].why


def test_an_item_whose_order_no_longer_holds_is_retired(tmp_path: Path) -> None:
    found = made(tmp_path, {"holds": ["first > second"]}, first=100, second=150)
    assert found.retired[0].why == "“first > second” no longer holds"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"stem": ""}, "there is no stem"),
        ({"level": "hard"}, "“hard” is no level"),
        ({"options": [["right", "a", ""], ["wrong", "b", "c"]]}, "an option has no reason"),
        ({"options": [["right", "a", "x"], ["right", "b", "c"]]}, "2 of its options are right"),
        ({"kind": "numeric"}, "it has no answer, or no why"),
        (
            {
                "kind": "numeric",
                "answer": "change first second = 1",
                "why": "x",
                "mistakes": [["change first  second = 1", "y"]],
            },
            "the answer is one of the mistakes as well",
        ),
        (
            {
                "kind": "numeric",
                "stem": "By how many per cent did it fall?",
                "answer": "left first second = 1",
                "why": "x",
            },
            "asks by how much something changed",
        ),
        (
            {"kind": "numeric", "answer": "change seen-2020 seen-2010 = 1", "why": "x"},
            "the change goes from seen-2020 to seen-2010, which is earlier",
        ),
    ],
)
def test_a_faulty_source_is_a_problem_of_the_content(tmp_path: Path, change: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ContentError, match=wrong):
        made(tmp_path, change, first=1, second=2)


def test_a_verdict_that_moves_changes_its_item(text: Callable[[], Text], entries: list[dict[str, Any]]) -> None:
    from retorno.teaching.quiz.verdict_items import verdict_items

    id = "darien-fall-99-7-percent"
    changed = [{**one, "verdict": "outdated", "sentence": "It was."} if one["id"] == id else one for one in entries]

    def right(found: Numbers) -> str:
        (item,) = (one for one in verdict_items(found) if one.id == f"verdict-{id}")
        return item.rights[0].text

    assert right(text().numbers) == "correct"
    assert right(Numbers(changed, ENGLISH)) == "out of date"


def test_a_graded_set_is_the_same_for_the_same_seed_and_holds_only_what_is_kept_back(held: Bank) -> None:
    first, again, other = (graded_set(held.items, seed, 5) for seed in ("a", "a", "b"))
    assert [item.id for item in first] == [item.id for item in again]
    assert [item.id for item in first] != [item.id for item in other]
    assert all(item.graded for item in first)
    assert len(first) == 5
