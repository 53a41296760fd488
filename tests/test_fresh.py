"""Running the README's commands on bare machines: what can be told without making one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
from fresh import bare, cases, ci, host, machines, readme, trial  # noqa: E402
from fresh.system import TOO_LONG, Ended, NotHere, Script, shown  # noqa: E402

WHOLE = {"index.html", "en", "offline.zip", "retorno-en.epub", ".ready"}
LACK = "No PDF was made: Pango is not installed. How.\n"
CLOSING = "======== 5 passed, 1 skipped in 3.18s ========\n"


def by_name(name: str) -> cases.Case:
    return next(case for case in cases.cases() if case.name == name)


# What the README says


def test_the_readme_gives_the_commands_and_the_packages() -> None:
    assert readme.commands() == ["make site", "make test"]
    assert readme.packages() == ["make", "git", "python3-venv"]


def test_every_machine_of_the_issue_has_a_case() -> None:
    known = cases.cases()
    for release in (cases.BOOKWORM, cases.TRIXIE):
        for user in ("root", "guest"):
            first = {case.steps[0].command for case in known if (case.release, case.user) == (release, user)}
            assert {"make site", "make test"} <= first
    assert any(case.packages == cases.PANGO and "subset" not in " ".join(case.packages) for case in known)
    assert any(" " in case.folder and not case.folder.isascii() for case in known)
    assert any(not step.network for case in known for step in case.steps)
    assert len({case.name for case in known}) == len(known)


def test_the_workflow_names_cases_that_there_are() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "machines.yml").read_text(encoding="utf-8"))
    named = workflow["jobs"]["debian"]["strategy"]["matrix"]["case"]
    without_network = {case.name for case in cases.cases() if not all(step.network for step in case.steps)}
    assert set(named) == {case.name for case in cases.cases()} - without_network, "a container keeps its network"
    matrix = workflow["jobs"]["others"]["strategy"]["matrix"]
    assert {"ubuntu-22.04", "ubuntu-24.04", "macos-latest"} == set(matrix["system"])
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]


# What a bare system gets from the host


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("PIP_INDEX_URL", True),
        ("https_proxy", True),
        ("NO_PROXY", True),
        ("SSL_CERT_FILE", True),
        ("REQUESTS_CA_BUNDLE", True),
        ("npm_config_registry", True),
        ("UV_INDEX_URL", True),
        ("UV_PROJECT_ENVIRONMENT", False),
        ("PIP_CACHE_DIR", False),
        ("PYTHONPATH", False),
        ("HOME", False),
        ("A_SECRET_TOKEN", False),
    ],
)
def test_only_what_installing_needs_is_carried(name: str, carried: bool) -> None:
    assert (name in host.settings({name: "x"}).variables) is carried


def test_files_and_folders_that_settings_name_are_carried(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "constraints.txt").touch()
    names = f"file://{tmp_path}/wheels {tmp_path}/gone https://example.org/x"
    given = host.settings({"PIP_FIND_LINKS": names, "PIP_CONSTRAINT": str(tmp_path / "constraints.txt")})
    assert tmp_path / "wheels" in given.folders
    assert given.files[str(tmp_path / "constraints.txt")] == tmp_path / "constraints.txt"
    assert not [path for path in given.folders if "gone" in str(path)]


def test_the_user_of_a_bare_system_gets_his_files_in_his_home(tmp_path: Path) -> None:
    source = tmp_path / "npmrc"
    source.write_text("x", encoding="utf-8")
    given = host.Settings(files={"~/.npmrc": source, "/etc/pip.conf": source}, apt='Acquire::Retries "3";\n')
    host.lay(given, tmp_path / "root", "/home/guest")
    assert (tmp_path / "root" / "home" / "guest" / ".npmrc").is_file()
    assert (tmp_path / "root" / "etc" / "pip.conf").is_file()
    assert "Retries" in (tmp_path / "root" / "etc" / "apt" / "apt.conf.d" / "90host").read_text(encoding="utf-8")


def test_a_script_runs_with_its_variables_alone() -> None:
    *words, text = Script('echo "$HOME"; env', variables={"CI": "true"}).words
    words.append(text.replace("cd /root\n", ""))  # where only root may go
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "OF_THE_HOST": "x"}, check=False)
    assert "OF_THE_HOST" not in done.stdout
    assert "CI=true" in done.stdout


# Running and judging


def test_what_takes_too_long_is_ended_with_all_its_children() -> None:
    ended = shown(["bash", "-c", "echo begun; sleep 600 & sleep 600"], seconds=1, quiet=True)
    assert ended.status == TOO_LONG
    assert ended.output.startswith("begun\n")


def judged(name: str, command: str, output: str, files: set[str], status: int = 0) -> str:
    wrong, _ = trial.judged(by_name(name), command, Ended(status, output), files)
    return wrong


@pytest.mark.parametrize(
    ("name", "output", "files", "wrong"),
    [
        ("debian12-root-site", "", {*WHOLE, "retorno-en.pdf"}, ""),
        ("debian12-guest-site", LACK, WHOLE, ""),
        ("debian12-guest-site", LACK.replace("PDF was", "ePub and no PDF were"), WHOLE, ""),
        ("debian12-root-site", LACK, WHOLE, "there is no PDF"),
        ("debian12-guest-site", "", WHOLE, "0 lines say that there is no PDF"),
        ("debian12-guest-site", LACK + LACK, WHOLE, "2 lines say that there is no PDF"),
        ("debian12-guest-site", LACK, {"index.html"}, "the site is not whole: index.html"),
        ("debian12-guest-site", "Traceback (most recent call last):\n" + LACK, WHOLE, "a traceback was shown"),
    ],
)
def test_a_site_is_judged(name: str, output: str, files: set[str], wrong: str) -> None:
    assert judged(name, "make site", output, files) == wrong


def test_a_failure_is_told_by_the_last_line_that_says_something() -> None:
    output = "the cause\nExit status 3: the machine is in the way.\nmake: *** [Makefile:19: site] Error 3\n"
    assert judged("debian12-root-site", "make site", output, set(), 2) == (
        "status 2: Exit status 3: the machine is in the way."
    )


def test_tests_that_did_not_run_are_no_success() -> None:
    assert judged("debian12-root-test", "make test", CLOSING, set()) == ""
    assert judged("debian12-root-test", "make test", "all is well\n", set()) == "no test ran"


# What every change must pass


class Pretended:
    """A bare system in which commands end as it is told: by command, status, output and files."""

    def __init__(self, **ends: tuple[int, str, set[str]]) -> None:
        self.ends = ends
        self.ran: list[str] = []
        self.files: set[str] = set()

    def run(self, script: Script) -> Ended:
        command = script.text.rpartition("; ")[2]
        if "python3 --version" in script.text:
            return Ended(0, "Python 3.11.2\n")
        if command.startswith("make "):
            self.ran.append(command)
            status, output, self.files = self.ends[command.partition(" ")[2]]
            return Ended(status, output)
        return Ended(0, "\n".join(self.files))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that run on the machine as it is, which are noted and not run."""
    ran: list[str] = []

    def run(command: str) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(ci, "run_here", run)
    monkeypatch.setattr(ci.debian_packages, "install", lambda packages, purpose: "not here")
    return ran


def in_it(monkeypatch: pytest.MonkeyPatch, system: Pretended | Exception) -> None:
    @contextmanager
    def opened(case: object, given: object) -> Iterator[Pretended]:
        if isinstance(system, Exception):
            raise system
        yield system

    monkeypatch.setattr(machines, "opened", opened)


BUILT = (0, "", {*WHOLE, "retorno-en.pdf"})


def test_a_change_passes_where_both_commands_do(monkeypatch: pytest.MonkeyPatch, here: list[str]) -> None:
    system = Pretended(site=BUILT, test=(0, CLOSING, WHOLE))
    in_it(monkeypatch, system)
    assert ci.main() == 0
    assert system.ran == ["make site", "make test"]
    assert here == []


@pytest.mark.parametrize(
    "ends",
    [
        {"site": BUILT, "test": (2, "==== 1 failed, 5 passed in 3.18s ====\n", WHOLE)},
        {"site": (2, "Exit status 1: the content is wrong.\n", WHOLE)},
        {"site": (0, "", WHOLE)},
        {"site": BUILT, "test": (TOO_LONG, "", WHOLE)},
    ],
)
def test_a_change_that_fails_in_the_bare_system_fails(
    monkeypatch: pytest.MonkeyPatch, here: list[str], ends: dict[str, tuple[int, str, set[str]]]
) -> None:
    in_it(monkeypatch, Pretended(**ends))
    assert ci.main() == 1
    assert here == [], "and no other machine makes it good"


@pytest.mark.parametrize(
    "system",
    [
        NotHere("debootstrap is not installed"),
        OSError("no space left"),
        RuntimeError("a fault of the machinery"),
        Pretended(site=(2, "could not install the packages\n", set())),
        Pretended(site=(2, "PRINT=must asks for PDF. No PDF was made\n", WHOLE)),
        Pretended(site=BUILT, test=(2, "No browser could be installed\n", WHOLE)),
    ],
)
def test_what_the_machinery_cannot_do_is_said_and_done_here(
    monkeypatch: pytest.MonkeyPatch, here: list[str], capsys: pytest.CaptureFixture[str], system: Pretended | Exception
) -> None:
    in_it(monkeypatch, system)
    assert ci.main() == 0
    assert here == ["make site", "make test"]
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("No bare system: ")]
    assert line.endswith("The commands run on this machine as it is.")


def test_what_fails_here_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    in_it(monkeypatch, NotHere("no root"))
    monkeypatch.setattr(ci, "run_here", lambda command: command.endswith("test"))
    assert ci.main() == 1


def test_without_root_no_bare_system_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.os, "geteuid", lambda: 1000)
    assert bare.why_not() == "only root can make a bare system"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotHere, match="neither Docker nor Podman runs"):
        machines.kind()


def test_without_debootstrap_the_name_of_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", "/nowhere")
    assert "debootstrap" in bare.why_not()


def test_a_mirror_that_does_not_answer_is_tried_again_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def failing(words: list[str], seconds: int, quiet: bool = False) -> Ended:
        tries.append(words)
        return Ended(1, "E: Couldn't download\n")

    monkeypatch.setattr(bare, "shown", failing)
    with pytest.raises(NotHere, match="Couldn't download"):
        bare.base("bookworm", ["make"], tmp_path, tries=3)
    assert len(tries) == 3


def test_the_script_of_ci_runs_it_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "exec python3 scripts/fresh ci"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
