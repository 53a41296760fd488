"""Plans can be held: minutes add up, what is named exists, every outcome is assessed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from retorno.checks.reading.content import Content
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.teaching.plan_checks import exercise_problems, kit_problems, named_problems, timetable_problems
from retorno.teaching.sources import FOLDER, Material

SESSION = {
    "id": "one",
    "title": "One",
    "minutes": 10,
    "outcomes": ["one"],
    "assesses": ["one"],
    "steps": [[4, "a"], [6, "b"]],
}
KIT = {
    "id": "kit",
    "letters": "KT",
    "title": "A kit",
    "page": "chapters/teach/half-day",
    "starts": "09:00",
    "minutes": 25,
    "prepares": 10,
    "audience": "Some.",
    "objectives": ["**sort** stories"],
    "blocks": ["one", {"break": 15}],
}


def made(tmp_path: Path, session: dict[str, object], kit: dict[str, object]) -> Material:
    folder = tmp_path / FOLDER
    (folder / "sessions").mkdir(parents=True)
    (folder / "sessions" / "all.yml").write_text(yaml.safe_dump([SESSION | session]))
    (folder / "kits.yml").write_text(yaml.safe_dump([KIT | kit]))
    return Material(Project(tmp_path))


def told(material: Material) -> list[str]:
    return [problem.wrong for problem in kit_problems(material) if "assesses outcome" not in problem.wrong]


def test_the_material_of_the_book_fits(material: Material) -> None:
    assert list(kit_problems(material)) == []


def test_no_entry_of_a_list_is_cut_at_a_comma_within_quotation_marks(material: Material) -> None:
    listed = [
        entry
        for session in material.sessions.values()
        for entry in (*session.materials, *session.debrief, *session.goes_wrong)
    ]
    assert [entry for entry in listed if entry.count("“") != entry.count("”")] == []


def test_minutes_that_add_up_are_good(tmp_path: Path) -> None:
    assert told(made(tmp_path, {}, {})) == []


def test_steps_that_take_longer_than_their_session_are_found(tmp_path: Path) -> None:
    material = made(tmp_path, {"steps": [[4, "a"], [7, "b"]]}, {})
    assert told(material) == ["the steps of “one” take 11 minutes, the session 10"]


def test_blocks_that_do_not_fill_the_kit_are_found(tmp_path: Path) -> None:
    assert told(made(tmp_path, {}, {"minutes": 30})) == ["the blocks of “kit” take 25 minutes, the kit 30"]


def test_a_sheet_that_does_not_exist_is_found(tmp_path: Path) -> None:
    assert told(made(tmp_path, {}, {"sheets": ["none"]})) == ["kit names “none” among its sheets, and there is none"]


def test_a_session_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    material = made(tmp_path, {}, {"blocks": ["on"]})
    with pytest.raises(ContentError, match=r"there is no session “on”\. Did you mean “one”"):
        _ = material.kits


def test_copies_of_what_a_kit_does_not_hold_are_told(tmp_path: Path) -> None:
    material = made(tmp_path, {}, {"cards": ["stories"], "copies": {"story": "two"}})
    with pytest.raises(ContentError, match=r"kit: copies of “story”, which it does not hold\. Did you mean “stories”"):
        _ = material.kits


def test_an_outcome_that_no_session_assesses_is_found(tmp_path: Path) -> None:
    found = [problem.wrong for problem in kit_problems(made(tmp_path, {}, {}))]
    assert "no session assesses outcome eight" in found
    assert "no session assesses outcome one" not in found


def test_a_name_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    material = made(tmp_path, {"steps": [[10, "{finding}`gone` and {cite}`here`"]]}, {})
    (found,) = named_problems(material, {"finding": {"there"}.__contains__, "cite": {"here"}.__contains__})
    assert (found.file, found.wrong) == (f"{FOLDER}/sessions/all.yml", "there is no finding “gone”")


ROWS = ["| 09:00 | 20 min | Opening | |", "| 09:20 | 45 min | Line | |"]


def test_a_timetable_that_adds_up_is_good() -> None:
    assert list(timetable_problems("plan.md", ROWS)) == []


def test_a_timetable_with_a_gap_is_found() -> None:
    (found,) = timetable_problems("plan.md", [ROWS[0], "| 09:25 | 45 min | Line | |"])
    assert (found.line, found.wrong) == (2, "this row begins at 09:25, the one before ends at 09:20")


def test_days_of_a_timetable_may_have_breaks_and_no_overlap() -> None:
    rows = ["| Day 1 | 09:00 | 90 min | A | |", "| Day 1 | 10:45 | 90 min | B | |", "| Day 2 | 09:00 | 90 min | C | |"]
    assert list(timetable_problems("plan.md", rows)) == []
    rows[1] = "| Day 1 | 10:15 | 90 min | B | |"
    assert [problem.line for problem in timetable_problems("plan.md", rows)] == [2]


def test_nearly_every_exercise_of_the_book_has_notes_for_trainers(material: Material, project: Project) -> None:
    """A new chapter may come before its notes; more than one in ten would be neglect."""
    labels = {one.option("label") for page in Content(project).pages for one in page.directives("exercise")}
    without = labels - {f"exercise-{id}" for id in material.exercises}
    assert len(without) * 10 < len(labels), f"no notes on {', '.join(sorted(without))}"


def test_notes_on_an_exercise_that_is_not_there_are_found(tmp_path: Path) -> None:
    material = made(tmp_path, {}, {})
    entry = {"id": "gone", "minutes": 5, "level": "apply", "group": "alone", "outcome": "one", "wrong": "x"}
    (tmp_path / FOLDER / "exercises.yml").write_text(yaml.safe_dump([entry]))
    assert [problem.wrong for problem in exercise_problems(material, {"exercise-good"})] == [
        "no page has an exercise “exercise-gone”. Did you mean “exercise-good”?",
        "the notes on “gone” have no “ask”",
    ]
