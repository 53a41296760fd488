"""Running one case in a bare system, and judging what came of it."""

from __future__ import annotations

import re
import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from fresh.cases import SITE, TEST, Case
from fresh.readme import ROOT
from fresh.system import TOO_LONG, Ended, NotHere, Script, System

BUNDLE = "project.bundle"
"""How the history of the project is called where it lies at the root of a system."""

SUMMARY = re.compile(r"^=+ .*\b\d+ (?:passed|failed|errors?)\b.* in \d.* =+$", re.M)
"""The closing line of pytest."""

LACK = re.compile(r"^No .*\bPDF\b.* made: ", re.M)


@dataclass(frozen=True)
class Outcome:
    """What came of one command: what is wrong, empty if nothing is; how long it took; a note for the table."""

    case: Case
    command: str
    wrong: str
    seconds: float = 0
    note: str = ""
    ran: bool = True

    @property
    def result(self) -> str:
        """One word for the table, or two."""
        return "FAILED" if self.wrong else "good" if self.ran else "not run"


def bundle(target: Path) -> None:
    """Write what is committed, with the tags, as one file: a clone for machines that see no other file."""
    git = ["git", "-C", str(ROOT)]
    tags = subprocess.run([*git, "tag"], capture_output=True, text=True, check=True).stdout.split()
    done = subprocess.run([*git, "bundle", "create", "-q", str(target), "HEAD", *tags], capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"git cannot bundle the project ({done.stderr.strip()})")


def prepare(system: System, case: Case, variables: dict[str, str]) -> str:
    """Make the machine of *case*, with a clone of the project; gives the version of its Python.

    Raises :class:`NotHere` where that fails, which says nothing about the project.
    """
    user, packages = shlex.quote(case.user), " ".join(case.packages)
    lines = ["chmod 644 /" + BUNDLE]
    if case.user != "root":
        lines.append(f"id {user} > /dev/null 2>&1 || useradd --create-home {user}; chown -R {user}: ~{user}")
    if packages:
        lines.append("apt-get update -qq")
        lines.append(f"DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends {packages}")
    lines.append("python3 --version")
    ended = system.run(Script("\n".join(lines), variables=variables))
    version = re.search(r"^Python (\S+)", ended.output, re.M)
    if ended.status or version is None:
        raise NotHere(f"a bare system could not be prepared ({_last(ended)})")
    folder = shlex.quote(case.folder)
    lines = [
        f"mkdir -p {folder}; cd {folder}; git init -q -b main",
        f"git fetch -q /{BUNDLE} HEAD 'refs/tags/*:refs/tags/*'",
        "git reset -q --hard FETCH_HEAD",
    ]
    ended = system.run(Script("\n".join(lines), user=case.user))
    if ended.status:
        raise NotHere(f"the project could not be cloned into a bare system ({_last(ended)})")
    return version[1]


def run(
    system: System, case: Case, command: str, variables: dict[str, str], network: bool = True
) -> tuple[Ended, float]:
    """Run a command of make in the clone; gives how it ended and the seconds that it took."""
    begun = time.monotonic()
    seconds = 3600 if command == TEST else 1800
    text = f"cd {shlex.quote(case.folder)}; {command}"
    ended = system.run(Script(text, case.user, variables, network, seconds))
    return ended, time.monotonic() - begun


def made(system: System, case: Case) -> set[str]:
    """The files at the root of the site that was built, ``.ready`` if there is an environment besides."""
    text = f"cd {shlex.quote(case.folder)}; ls _site .venv/.ready 2> /dev/null || true"
    return {Path(name).name for name in system.run(Script(text, case.user)).output.split()}


def judged(case: Case, command: str, ended: Ended, files: set[str]) -> tuple[str, str]:
    """What is wrong with what a command did, and a note for the table; *files* are those that :func:`made` gives."""
    if ended.status:
        return f"status {ended.status}: {_last(ended)}", ""
    if "Traceback (most recent call last)" in ended.output and command != TEST:
        return "a traceback was shown", ""
    if command == TEST:
        closing = [match[0].strip("= ") for match in SUMMARY.finditer(ended.output)]
        return ("", closing[-1]) if closing else ("no test ran", "")
    if command != SITE:
        return "", ""
    if not {"index.html", "en", "offline.zip", "retorno-en.epub"} <= files:
        return f"the site is not whole: {', '.join(sorted(files))}", ""
    there, told = "retorno-en.pdf" in files, len(LACK.findall(ended.output))
    if there is not case.pdf:
        return "there is no PDF" if case.pdf else "there is a PDF, which nobody expects", ""
    if told != (not there):
        return f"{told} lines say that there is no PDF", ""
    return "", "with PDF" if there else "no PDF, as told"


def is_of_the_machine(command: str, ended: Ended, files: set[str]) -> bool:
    """Whether a command that failed could not do its work: no environment, nothing to print with, no test run."""
    if command == TEST:
        return ended.status != TOO_LONG and not SUMMARY.search(ended.output)
    return ".ready" not in files or "PRINT=must" in ended.output


def _last(ended: Ended) -> str:
    """The last line that says something, but not that of make, which says only that something failed."""
    lines = [line.strip() for line in ended.output.splitlines() if line.strip() and not line.startswith("make")]
    return lines[-1] if lines else "it said nothing"
