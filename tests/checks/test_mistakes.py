"""What contributors get wrong is named before a reader sees it: each mistake is planted, and who names it is looked at.

``python tests/checks/test_mistakes.py`` prints the table.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from mistakes.rows import ROWS, Mistake  # noqa: E402
from mistakes.second_stranger_rows import SECOND_STRANGER  # noqa: E402
from mistakes.stranger_rows import STRANGER  # noqa: E402

from retorno.checks import known_rules, run  # noqa: E402
from retorno.checks.reading.content import Content  # noqa: E402
from retorno.project.paths import Project  # noqa: E402
from retorno.project.problems import Problem  # noqa: E402
from sphinx_keyed_execution.notebooks import notebook_of  # noqa: E402

SMALL, LAID_OVER = HERE.parent / "small_book", HERE / "mistakes" / "book"
RULES = known_rules()

RUN = """
import json, os, sys
from pathlib import Path
from sphinx_keyed_execution.run import Cells, run
from retorno.execution.hooks import HOOKS
import altair, pandas
HOOKS.practise()
out = sys.stdout
for line in sys.stdin:
    number, cells, page, root, scratch = json.loads(line)
    if not os.fork():
        try:
            result = run(Cells(cells), Path(page), Path(root), Path(scratch), HOOKS, lambda told: None)
            print("told:" + json.dumps([number, result.get("error")]), file=out, flush=True)
        finally:
            os._exit(0)
    os.wait()
"""


def plant(mistake: Mistake | None, root: Path) -> Project:
    """A book in *root* with the mistake in it."""
    shutil.copytree(SMALL, root, symlinks=True)
    (root / "policy").unlink()
    (root / "policy").symlink_to(SMALL.parents[1] / "policy")
    shutil.copytree(LAID_OVER, root, dirs_exist_ok=True)
    for file, old, new in mistake.edits if mistake else ():
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{mistake.number if mistake else ''}: “{old}” is not in {file}"
        text = text.replace(old, new) if old else text + new
        (root / file).write_text(text, encoding="utf-8", errors="surrogateescape")
    return Project(root)


def checked(project: Project) -> list[Problem]:
    """What the checks say."""
    return run(Content(project), RULES)


def names(mistake: Mistake, problem: Problem) -> bool:
    """Whether *problem* is what is to be told of the mistake."""
    return problem.file == mistake.file and mistake.told in " ".join(str(problem).split())


def by_check(mistake: Mistake, root: Path) -> list[Problem]:
    """Everything that the checks say of a book with the mistake."""
    return checked(plant(mistake, root))


def built(mistakes: list[Mistake], folder: Path) -> dict[int, str]:
    """What the build says of the analyses with the mistakes, by number; they run in one process each."""
    jobs = []
    for mistake in mistakes:
        project = plant(mistake, folder / str(mistake.number))
        scratch = folder / f"scratch{mistake.number}"
        scratch.mkdir()
        page = project.root / (mistake.file if "analyses" in mistake.file else "chapters/analyses/stock.md")
        notebook = notebook_of(page)
        assert notebook
        jobs.append(json.dumps([mistake.number, list(notebook.cells), str(page), str(project.root), str(scratch)]))
    told = subprocess.run([sys.executable, "-c", RUN], input="\n".join(jobs), text=True, capture_output=True)
    lines = [line for line in told.stdout.splitlines() if line.startswith("told:")]
    assert len(lines) == len(mistakes), told.stderr[-2000:]
    return {number: json.dumps(error, ensure_ascii=False) for number, error in (json.loads(line[5:]) for line in lines)}


ALL = (*ROWS, *STRANGER, *SECOND_STRANGER)
CHECKED = [mistake for mistake in ALL if mistake.by == "check"]
BUILT = [mistake for mistake in ALL if mistake.by == "build"]


def test_the_book_without_a_mistake_has_nothing_to_mend(tmp_path: Path) -> None:
    assert checked(plant(None, tmp_path / "book")) == []


@pytest.mark.parametrize("mistake", CHECKED, ids=lambda one: f"{one.number}-{one.name}")
def test_the_check_names_it(mistake: Mistake, tmp_path: Path) -> None:
    found = by_check(mistake, tmp_path / "book")
    assert any(names(mistake, problem) for problem in found), "\n".join(map(str, found)) or "nothing was said"


@pytest.mark.parametrize("mistake", [one for one in ROWS if one.by == "right"], ids=lambda one: one.name)
def test_what_is_right_is_left_alone(mistake: Mistake, tmp_path: Path) -> None:
    assert by_check(mistake, tmp_path / "book") == []


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What the build says of each mistake that only it can see."""
    return built(BUILT, tmp_path_factory.mktemp("built"))


@pytest.mark.parametrize("mistake", BUILT, ids=lambda one: f"{one.number}-{one.name}")
def test_the_build_names_it(mistake: Mistake, told: dict[int, str]) -> None:
    assert mistake.told in told[mistake.number]


def test_at_least_85_of_the_111_are_named() -> None:
    assert [mistake.number for mistake in ROWS] == list(range(1, 112))
    assert sum(mistake.by in ("check", "build") for mistake in ROWS) >= 85


def main() -> None:
    """Print who names which mistake."""
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        said = built(BUILT, folder)
        for mistake in ALL:
            if mistake.by == "build":
                good, words = mistake.told in said[mistake.number], [said[mistake.number][:300]]
            else:
                found = by_check(mistake, folder / f"check{mistake.number}")
                good = any(names(mistake, problem) for problem in found) or (mistake.by != "check" and not found)
                words = [f"{problem.rule}: {problem}".replace("\n    What would be right:", " |") for problem in found]
            print(f"{'named ' if good else 'SILENT'} {mistake.number:>3} {mistake.by:7} {mistake.name}")
            if not good or "-v" in sys.argv:
                print(*(f"           {word}" for word in words), sep="\n")


if __name__ == "__main__":
    main()
