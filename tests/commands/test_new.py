"""``retorno new``: a start of each kind, which the checks accept or of which they name what is to be filled in."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from retorno import checks
from retorno.checks.reading.content import Content
from retorno.checks.rules.chapter_shape import SECTIONS
from retorno.commands.cli import main
from retorno.commands.drafts import additions, questions
from retorno.commands.drafts.questions import Question
from retorno.commands.verbs.new import KINDS
from retorno.project.paths import Project
from retorno.project.problems import UsageError

SOURCE = {
    "author": "Office of Departures",
    "source-title": "Departures & returns, 50% of {them}",
    "year": "2026",
    "url": "https://example.org/departures",
    "kind": "Primary",
    "read": "read in full",
    "grade": "A",
}
DATASET = {
    "source": "office-2026",
    "title": "Departures by month",
    "description": "Departures that an example office has registered.",
    "counts": "registrations of departures",
    "unit": "registrations",
    "counted": "events",
    "place": "ECU",
    "publisher": "Office of Departures",
    "address": "https://example.org/departures",
    "licence": "CC-BY-4.0",
    "licence-title": "Creative Commons Attribution 4.0",
    "vintage": "as of May 2026",
    "checked": "2026-11-22",
    "breaks": "none",
    "caveat": "Registrations, not persons.",
}
CLAIM = {
    "source": "news2025",
    "locator": "paragraph 1",
    "quote": "departures fell by 50%",
    "statement": "Registered departures fell by half within a year.",
    "text": "by half",
    "comparator": "equal",
    "printed": "50%",
    "value": "-50",
    "unit": "percent",
    "quantity": "change",
    "population": "registered departures",
    "place": "ECU",
    "period": "2025-05",
    "base": "2024-05",
    "analysis": "departures-halved",
}
ANALYSIS = {
    "dataset": "departures",
    "title": "Did departures halve?",
    "learn": "Say by how much departures fell.",
    "claim": "departures-fell",
}
CHAPTER = {
    "part": "understanding",
    "title": "A chapter",
    "in-short": "One is said. Two more follow. Three end it.",
    "learn": "See how a chapter begins.",
}
TABLE = "period,value\n2024-05,3000\n2025-05,1500\n"


def new(project: Project, kind: str, name: str, answers: dict[str, str]) -> int:
    """Begin something, with options for all questions."""
    options = [f"--{option}={answer}" for option, answer in answers.items()]
    return main(["--root", str(project.root), "new", kind, name, *options])


def errors(project: Project) -> list[str]:
    return [str(found) for found in checks.run(Content(project)) if found.severity == "error"]


def fill_in(project: Project) -> int:
    """Put words in the place of all that is open; gives how many places these were."""
    count = 0
    for path in [*project.chapters.rglob("*.md"), *project.data.glob("*"), project.bibliography]:
        in_headings = r"^(#+ )\(to fill in: [^()]*\)"
        text, headings = re.subn(in_headings, r"\1Something that somebody wrote", path.read_text("utf-8"), flags=re.M)
        text, found = re.subn(r"\(to fill in: [^()]*\)", "Something that somebody wrote.", text)
        found += headings
        if found:
            path.write_text(text, encoding="utf-8")
        count += found
    return count


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "departures.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_data_set_takes_one_command(small_book: Project, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(small_book, "dataset", "departures", {**DATASET, **SOURCE, "table": str(table)}) == 0
    assert "The checks find nothing to mend in these." in capsys.readouterr().out
    assert errors(small_book) == []
    rows = (small_book.data / "departures.csv").read_text(encoding="utf-8").splitlines()
    assert next(csv.DictReader(rows)) == {
        "period": "2024-05",
        "place": "ECU",
        "value": "3000",
        "unit": "registrations",
        "source": "office-2026",
        "obtained": "published",
        "note": "",
    }
    described = json.loads(small_book.descriptor.read_text(encoding="utf-8"))["resources"][-1]
    assert [field["type"] for field in described["schema"]["fields"][:3]] == ["yearmonth", "string", "integer"]
    assert described["schema"]["primaryKey"] == ["period", "place"]
    assert described["retorno:coverage"] == {"from": "2024-05", "to": "2025-05", "places": ["ECU"]}
    assert described["licenses"][0]["path"].startswith("https://creativecommons.org/")
    places = (small_book.data / "places.csv").read_text(encoding="utf-8").splitlines()
    assert places[1:3] == ["CRI,Costa Rica,country", "ECU,Ecuador,country"], "at its place in the order"
    entry = small_book.bibliography.read_text(encoding="utf-8")
    assert "title = {Departures \\& returns, 50\\% of them}" in entry
    assert entry.index("@misc{office-2026") < entry.index("@misc{office2025"), "at its place in the order"


def test_everything_that_is_new_is_built(small_book: Project, table: Path) -> None:
    assert new(small_book, "dataset", "departures", {**DATASET, **SOURCE, "table": str(table)}) == 0
    assert new(small_book, "claim", "departures-fell", CLAIM) == 0
    assert new(small_book, "analysis", "departures-halved", ANALYSIS) == 0
    assert new(small_book, "chapter", "a-chapter", CHAPTER) == 0
    open_now = errors(small_book)
    assert len(open_now) == fill_in(small_book) > 10
    assert all("this is still to be filled in" in error for error in open_now)
    assert errors(small_book) == []
    assert main(["--root", str(small_book.root), "site", "--no-print"]) == 0
    registry = json.loads((small_book.root / "_site/findings.json").read_text(encoding="utf-8"))
    (claim,) = (one for one in registry if one["kind"] == "claim" and one["id"] == "departures-fell")
    assert claim["verdict"] == "reproduced"
    page = (small_book.root / "_site/en/chapters/analyses/departures-halved.html").read_text(encoding="utf-8")
    assert "May 2025: −50%" in page


def test_an_analysis_may_begin_without_a_claim(small_book: Project) -> None:
    answers = {**ANALYSIS, "dataset": "arrivals", "place": "PAN"}
    del answers["claim"]
    assert new(small_book, "analysis", "arrivals-now", answers) == 0
    text = (small_book.chapters / "analyses/arrivals-now.md").read_text(encoding="utf-8")
    assert "judge" not in text
    assert 'value = values.loc["2025-05-01"]' in text
    fill_in(small_book)
    assert errors(small_book) == []


@pytest.mark.parametrize(
    ("kind", "name", "answers", "told"),
    [
        ("dataset", "departures", DATASET, "--table names the file with the table"),
        ("dataset", "arrivals", {**DATASET, "table": "TABLE"}, "“arrivals” is a data set already"),
        ("dataset", "Departures", {**DATASET, "table": "TABLE"}, "“Departures” is no name"),
        ("dataset", "departures", {**DATASET, "table": "TABLE", "unit": "person"}, "Did you mean “persons”?"),
        ("dataset", "departures", {**DATASET, "table": "TABLE", "checked": "22.11.2026"}, "“22.11.2026” is no day"),
        ("claim", "arrivals-fell", CLAIM, "has “arrivals-fell” already"),
        ("claim", "a claim", CLAIM, "“a claim” is no id"),
        ("claim", "fell", {**CLAIM, "comparator": "equals"}, "Did you mean “equal”?"),
        ("analysis", "arrivals", {"dataset": "arrivals"}, "chapters/analyses/arrivals.md is there already"),
        ("analysis", "halved", {"dataset": "arrival"}, "Did you mean “arrivals”?"),
        ("analysis", "halved", {"dataset": "arrivals", "claim": "fell"}, "there is no claim “fell”"),
        ("analysis", "halved", {"dataset": "places"}, "no columns period and value"),
        ("analysis", "halved", {"dataset": "arrivals", "place": "PAM"}, "the data set has no “PAM”"),
        ("chapter", "words", CHAPTER, "chapters/understanding/words.md is there already"),
        ("chapter", "more", {**CHAPTER, "part": "misunderstanding"}, "Did you mean “understanding”?"),
        ("chapter", "more", {}, "--part says to which part"),
        ("source", "office2025", SOURCE, "references.bib has “office2025” already"),
        ("source", "Office", SOURCE, "“Office” is no key"),
    ],
)
def test_what_cannot_be_begun_changes_nothing(
    small_book: Project,
    table: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
    answers: dict[str, str],
    told: str,
) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small_book.root.rglob("*") if path.is_file()}

    before = files()
    given = {option: str(table) if answer == "TABLE" else answer for option, answer in answers.items()}
    assert new(small_book, kind, name, given) == 2
    assert told in capsys.readouterr().err
    assert files() == before


def test_a_row_with_a_cell_too_many_is_named(
    small_book: Project, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text("period,value\n2024-05,3,000\n", encoding="utf-8")
    assert new(small_book, "dataset", "departures", {**DATASET, "table": str(table)}) == 2
    assert "departures.csv:2: the row has 3 cells, the header 2" in capsys.readouterr().err


def test_questions_are_asked_until_they_are_answered() -> None:
    asked: list[str] = []
    typed = iter(["", "litres", "", "persons", "", "2026-02-30", "", "2026-02-28"])

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(typed)

    found = questions.answered(
        [
            Question("title", "what the table holds"),
            Question("unit", "the unit", choices=("persons", "events")),
            Question("place", "the place", ""),
            Question("checked", "the day", is_date=True),
            Question("given", "what was given"),
        ],
        {"given": "an option"},
        ask,
    )
    assert found == {
        "title": "(to fill in: what the table holds)",
        "unit": "persons",
        "place": "",
        "checked": "2026-02-28",
        "given": "an option",
    }
    assert not any("What was given" in prompt for prompt in asked)
    assert any("“litres” is none of persons, events" in prompt for prompt in asked)


@pytest.mark.parametrize(
    ("author", "written"),
    [
        (
            "{International Organization for Migration, Global Data Institute}",
            "{International Organization for Migration, Global Data Institute}",
        ),
        ("Office for Departures, Unit of Counting", "{Office for Departures, Unit of Counting}"),
        ("Ministry of Trade and Industry", "{Ministry of Trade and Industry}"),
        ("Office of Departures", "{Office of Departures}"),
        ("Doe, Jane and Gómez de la Serna, Ana", "Doe, Jane and Gómez de la Serna, Ana"),
        ("Doe, Jane and {Trade and Industry}", "Doe, Jane and {Trade and Industry}"),
    ],
)
def test_an_organisation_keeps_its_name(small_book: Project, author: str, written: str) -> None:
    assert new(small_book, "source", "office-2026", {**SOURCE, "author": author}) == 0
    assert f"author = {{{written}}},\n" in small_book.bibliography.read_text(encoding="utf-8")


def test_the_publisher_of_a_text_has_no_braces(small_book: Project) -> None:
    register = small_book.data / "texts.csv"
    register.write_text("source,language,published,publisher,address,read\n", encoding="utf-8")
    about = {**SOURCE, "author": "{Office, and Gazette}"}
    assert new(small_book, "claim", "departures-fell", {**CLAIM, **about, "source": "gazette-2026"}) == 0
    assert "author = {{Office, and Gazette}},\n" in small_book.bibliography.read_text(encoding="utf-8")
    assert 'gazette-2026,en,2026,"Office, and Gazette",' in register.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["analysis", "chapter"])
def test_an_x_answers_no_question(small_book: Project, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    usual = {
        "analysis": {**ANALYSIS, "dataset": "arrivals", "place": "PAN", "claim": "arrivals-fell"},
        "chapter": CHAPTER,
    }
    asked = [one.option.removeprefix("--") for one in KINDS[kind].QUESTIONS if one.fewest]
    assert {"point", "unknown", "question", "exercise", "solution", "learn", "title"} <= {*asked}
    for option in asked:
        assert new(small_book, kind, "something", {**usual[kind], option: "x"}) == 2
        assert f"--{option}: “x” is too short to say " in capsys.readouterr().err
    assert new(small_book, kind, "something", {**usual[kind], "question": "Why did that many people go."}) == 2
    told = "--question: “Why did that many people go.” does not end as a sentence, with ?; asked is a question that"
    assert told in capsys.readouterr().err


def test_each_series_that_is_open_is_named(
    small_book: Project, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_book.data / "series.csv").write_text("id,data_set,title,counts,unit,event_or_person\n", encoding="utf-8")
    package = json.loads(small_book.descriptor.read_text(encoding="utf-8"))
    package["resources"].append({**package["resources"][0], "name": "series", "path": "series.csv"})
    small_book.descriptor.write_text(json.dumps(package), encoding="utf-8")
    table.write_text("period,series,value\n2024-05,by-road,30\n2024-05,by-air,20\n", encoding="utf-8")
    assert new(small_book, "dataset", "departures", {**DATASET, **SOURCE, "table": str(table)}) == 0
    told = capsys.readouterr().out
    for id in ("by-road", "by-air"):
        assert f"What would be right: what the series {id} is called" in told
        assert f"What would be right: what the series {id} counts" in told


def test_a_new_analysis_stands_before_a_page_that_lists(small_book: Project) -> None:
    contents = small_book.root / "_toc.yml"
    before = contents.read_text(encoding="utf-8")
    line = next(line for line in before.splitlines(keepends=True) if "chapters/analyses/arrivals" in line)
    listing = line.replace("arrivals", "cited-figures")
    contents.write_text(before.replace(line, line + listing), encoding="utf-8")
    additions.add_to_contents(small_book, "chapters/analyses/new")
    assert line + line.replace("arrivals", "new") + listing in contents.read_text(encoding="utf-8")


@pytest.mark.parametrize("claim", ["", "arrivals-fell"])
def test_a_new_analysis_has_the_sections_of_the_others(small_book: Project, claim: str) -> None:
    answers = {**ANALYSIS, "dataset": "arrivals", "place": "PAN", "claim": claim}
    assert new(small_book, "analysis", "arrivals-now", answers) == 0
    text = (small_book.chapters / "analyses/arrivals-now.md").read_text(encoding="utf-8")
    first, *others = re.findall(r"^## (.*)", text, re.M)
    assert first == ("The claim" if claim else "The question")
    assert [one for one in others if one != "The verdict"] == [
        "What the data count, and do not count",
        "The calculation",
        "What would change our mind",
        "Limits",
        *SECTIONS,
    ]


def test_an_answer_is_one_line() -> None:
    with pytest.raises(UsageError, match="one line"):
        questions.answered([Question("title", "what it is")], {"title": "a\nb"}, None)


def test_a_draft_is_named_by_the_build_too(small_book: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(small_book, "chapter", "a-chapter", CHAPTER) == 0
    assert main(["--root", str(small_book.root), "site", "--no-print"]) == 1
    assert "this is still to be filled in" in capsys.readouterr().err
