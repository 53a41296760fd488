"""Two versions of a sentence: which facts are others, and what is copy-editing."""

# ruff: noqa: E501
from __future__ import annotations

from pathlib import Path

import pytest

from retorno.checks import Rule, run
from retorno.checks.reading.carried_facts import FactWords, changed, fact_words
from retorno.checks.reading.compared_units import pairs, units
from retorno.checks.reading.content import Content
from retorno.project.paths import Project
from retorno.project.problems import Problem

BOOK = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def words() -> FactWords:
    return fact_words(Content(Project(BOOK)), "changed-facts", ("Niger", "Nigeria", "El Salvador", "Honduras"))


OTHERS = {
    "a period in words": ("Some appeals have only ten days.", "Some appeals have only thirty days.", "ten", "thirty"),
    "a day": ("The list closes on Thursday at noon.", "The list closes on Wednesday at noon.", "Thursday", "Wednesday"),
    "a duty": ("The office must answer in writing.", "The office may answer in writing.", "must", "may"),
    "a denial that came": ("They had agreed to go back home.", "They had not agreed to go back home.", "", "not"),
    "a denial that went": ("The court did not stop it at all.", "The court did stop it at all.", "not", ""),
    "a syllable that denies": ("It was a regular way to leave.", "It was an irregular way to leave.", "regular", "irregular"),
    "a part of the whole": ("Most of them went to the south.", "Some of them went to the south.", "Most", "Some"),
    "a way": ("Returns rose in the same year.", "Returns fell in the same year.", "rose", "fell"),
    "before for after": ("It was signed before the flight left.", "It was signed after the flight left.", "before", "after"),
    "a currency": ("Each paid 900 euros for it.", "Each paid 900 dollars for it.", "euros", "dollars"),
    "two names that are alike": ("Most returned to Niger that year.", "Most returned to Nigeria that year.", "Niger", "Nigeria"),
    "a name of two words": ("The flight to El Salvador left.", "The flight to Honduras left.", "El Salvador", "Honduras"),
    "another finding": ("In all {finding}`a-2024` came back.", "In all {finding}`a-2025` came back.", "{finding}`a-2024`", "{finding}`a-2025`"),
    "another paragraph": ("It says so ({cite}`a`, ¶ 3).", "It says so ({cite}`a`, ¶ 4).", "3", "4"),
    "a sign": ("That is 2,000 × (4,500 − 900).", "That is 2,000 × (4,500 + 900).", "−", "+"),
    "two parts interchanged": (
        "Adults are the largest, children the second part.",
        "Children are the largest, adults the second part.",
        "Adults are the largest children",
        "Children are the largest adults",
    ),
}  # fmt: skip

SAME = {
    "spelling": ("The organisation recieved them all.", "The organisation received them all."),
    "a comma": ("They came, and they left again.", "They came and they left again."),
    "a synonym": ("The office replies to each letter.", "The office answers each letter."),
    "digits for words": ("They have ten days to appeal.", "They have 10 days to appeal."),
    "a name written out": ("IOM paid for the flight.", "The International Organization for Migration paid for the flight."),
    "a name misspelt": ("They came from Guatamala by bus.", "They came from Guatemala by bus."),
    "two things joined": ("Women and men came back.", "Men and women came back."),
    "written anew": ("Ten of them went on the first day.", "Of the whole group, twelve left with the flight on Monday."),
    "another source with other words": ("Ten came ({cite}`a`, p. 2).", "Twelve came ({cite}`b`, p. 2)."),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "was", "now"), OTHERS.values(), ids=OTHERS)
def test_a_fact_that_is_another_is_seen(old: str, new: str, was: str, now: str, words: FactWords) -> None:
    (found,) = changed(old, new, words)
    assert (found.old, found.new) == (was, now)


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_copy_editing_is_left_alone(old: str, new: str, words: FactWords) -> None:
    assert changed(old, new, words) == []


def test_the_same_key_is_compared_within_its_entry() -> None:
    old = "@misc{a,\n  year = {2024},\n}\n\n@misc{b,\n  year = {2024},\n}\n"
    new = old.replace("2024", "2023", 1)
    ((was, now),) = pairs(units("references.bib", old), units("references.bib", new))
    assert (was.line, now.line, now.section) == (2, 2, "a")


def test_what_only_moved_or_was_wrapped_anew_is_no_change() -> None:
    old = "# A\n\nOne went. Two\nstayed.\n\nThree came.\n"
    new = "# A\n\nThree came.\n\nOne went. Two stayed.\n"
    assert list(pairs(units("a.md", old), units("a.md", new))) == []


def test_a_rule_that_only_asks_is_silent_where_another_knows(small_book: Project) -> None:
    def rule(id: str, line: int, **more: bool) -> Rule:
        return Rule(id, "", "", "warning", lambda content: [Problem("a.md", line, "", id, "")], None, **more)

    told = run(
        Content(small_book), [rule("known", 3), rule("asked", 3, gives_way=True), rule("else", 4, gives_way=True)]
    )
    assert [problem.rule for problem in told] == ["known", "else"]
