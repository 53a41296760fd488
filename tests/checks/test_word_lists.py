"""Word lists: anybody can add a word; a line that cannot be read is told, with its place in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from retorno.checks import known_rules, run
from retorno.checks.reading.allowances import BY_THE_BUILD
from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage
from retorno.checks.reading.told_directions import RULE
from retorno.checks.reading.word_lists import FOLDER, listed, words_to_avoid
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

AVOIDED = (
    *("british-spelling", "contested-words", "glossary-terms", "voluntary"),
    *("causal-words", "confused-words", "filler-words", "passing-time"),
)
OF_THEIR_OWN = (
    "own-addresses",
    "claim-words",
    "counted-nouns",
    "drawn-marks",
    "stated-causes",
    "series-kinds",
    "locators",
    "named-text",
    "number-words",
    "changed-cells",
    "number-units",
    "finding-years",
    "source-years",
    "statistic-words",
    "changed-facts",
)
"""Lists of another form, which their rules read."""

LISTED = (
    *(
        "acronyms",
        "licence-addresses",
        "licences",
        "overlap",
        "typed-digits",
        "doubled-words",
        "spelling",
        "whole-sentences",
    ),
    *("kept-addresses", "testable-objectives"),
)


def write(project: Project, text: str, rule: str = "contested-words") -> Content:
    (project.root / FOLDER / f"{rule}.toml").write_text(text, encoding="utf-8")
    return Content(project)


def found(content: Content, text: str) -> list[tuple[str, str]]:
    words = words_to_avoid(content, "contested-words").find(Passage(1, text))
    return [(" ".join(match[0].split()), instead) for match, instead in words]


def faults(content: Content, rule: str = "contested-words") -> list[Problem]:
    with pytest.raises(ContentError) as refused:
        (words_to_avoid if rule in AVOIDED else listed)(content, rule)
    return refused.value.problems


def test_the_book_has_a_list_for_each_rule_that_needs_one(real_book: Project) -> None:
    content = Content(real_book)
    present = {path.stem for path in (real_book.root / FOLDER).iterdir()}
    assert present == {*AVOIDED, *LISTED, *OF_THEIR_OWN, RULE} <= {*(rule.id for rule in known_rules()), *BY_THE_BUILD}
    assert all(words_to_avoid(content, rule).entries for rule in AVOIDED)
    assert all(listed(content, rule) for rule in LISTED)


def test_a_plain_word_is_found_whole_in_any_case_and_over_lines(small_book: Project) -> None:
    content = write(small_book, '[words]\n"hot spot" = "place with many returns"\n"back\\\\1" = "a\\\\1b"\n')
    text = "A Hot\nspot, a hot-spot, hotspots, hot spots; back\\1."
    assert found(content, text) == [
        ("Hot spot", "place with many returns"),
        ("hot-spot", "place with many returns"),
        ("back\\1", "a\\1b"),
    ]


def test_names_count_capitals_and_patterns_do_not(small_book: Project) -> None:
    content = write(small_book, "[names]\n'Darien' = 'Darién'\n[patterns]\n'gr(ay|aying) area' = 'gr(\\1)'\n")
    assert found(content, "Darien, darien, GRAY area") == [("Darien", "Darién"), ("GRAY area", "gr(AY)")]


def test_a_word_that_somebody_adds_is_told_on_the_page(small_book: Project) -> None:
    path = small_book.root / FOLDER / "contested-words.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[words]\n", '[words]\n"office" = "body"\n'), encoding="utf-8"
    )
    page = small_book.root / "chapters" / "understanding" / "words.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThe office.\n", encoding="utf-8")
    told = run(Content(small_book), [rule for rule in known_rules() if rule.id == "contested-words"])
    assert any(problem.place == "“office”" and problem.right.startswith("body") for problem in told)


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ('[words]\n"a" = "b"\n"brain drain" "x"\n', 3, "this is not valid TOML"),
        ('[words]\n"a" = "b"\n"c" = 3\n', 3, "does not say what to write instead"),
        ('[words]\n"a" = ""\n', 2, "does not say what to write instead"),
        ('[words]\n"" = "b"\n', 2, "there is no word"),
        ('# x\n[word]\n"a" = "b"\n', 2, "there is no part “word”. Did you mean “words”?"),
        ("\n[patterns]\n'a(b' = 'c'\n", 3, "this line cannot be read"),
        ("[patterns]\n'a(b)' = '\\2'\n", 2, "no parentheses number 2"),
        ("[patterns]\n'(?P<entry0>b)' = 'c'\n", 2, "has no name here"),
    ],
)
def test_a_bad_line_is_told_by_file_and_line(small_book: Project, text: str, line: int, wrong: str) -> None:
    (problem,) = faults(write(small_book, text))
    assert (problem.file, problem.line) == ("policy/words/contested-words.toml", line)
    assert wrong in problem.wrong
    assert problem.right


def test_a_list_that_is_none_is_told(small_book: Project) -> None:
    (problem,) = faults(write(small_book, '"why" = ["US"]\n"because" = "EU"\n', "acronyms"), "acronyms")
    assert (problem.file, problem.line) == ("policy/words/acronyms.toml", 2)


def test_a_book_without_lists_avoids_no_words(tmp_path: Path) -> None:
    content = Content(Project(tmp_path))
    assert words_to_avoid(content, "voluntary").entries == []
    assert listed(content, "acronyms") == frozenset()
