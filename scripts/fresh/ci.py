"""What every change must pass: the README's commands in a bare system, the site before anything else.

A bare system that cannot be made, or a registry that does not answer, says nothing about a change:
the commands then run on this machine as it is. What the commands say about the change stands,
wherever they ran.
"""

from __future__ import annotations

import os
import subprocess

from fresh import host, machines, trial
from fresh.cases import BOOKWORM, SITE, TEST, Case, Step
from fresh.readme import ROOT
from fresh.system import NotHere, System

CASE = Case("ci", BOOKWORM, (Step(SITE), Step(TEST)))
STRICT = {"CI": "true", "PRINT": "must", "BROWSER": "must"}
"""In a bare system everything can be installed, so nothing may be left out."""

TRIES = 2


def main() -> int:
    """Run the commands; returns the exit status."""
    try:
        return in_a_bare_system()
    except Exception as error:  # whatever is wrong with the machinery, a change is judged by the commands
        why = str(error) if isinstance(error, NotHere) else f"{type(error).__name__}: {error}"
        print(f"No bare system: {why}. The commands run on this machine as it is.", flush=True)
    return on_this_machine()


def in_a_bare_system() -> int:
    """The exit status of the commands there; raises :class:`NotHere` where they could not do their work."""
    given = host.settings(os.environ)
    with machines.opened(CASE, given) as system:
        version = trial.prepare(system, CASE, given.variables)
        print(f"In a bare Debian {CASE.release.number} with Python {version}, as {CASE.user}:", flush=True)
        for step in CASE.steps:
            if wrong := _run(system, step.command, {**given.variables, **STRICT}):
                print(f"`{step.command}` failed in the bare system: {wrong}", flush=True)
                return 1
    return 0


def _run(system: System, command: str, variables: dict[str, str]) -> str:
    """What is wrong after a command, empty if nothing is; tried again where a registry may be the cause."""
    for _ in range(TRIES):
        print(f"$ {command}", flush=True)
        ended, seconds = trial.run(system, CASE, command, variables)
        files = trial.made(system, CASE)
        wrong, note = trial.judged(CASE, command, ended, files)
        print(f"`{command}` took {seconds:.0f} s. {note}", flush=True)
        if not wrong or not trial.is_of_the_machine(command, ended, files):
            return wrong
    raise NotHere(wrong)


def on_this_machine() -> int:
    """The exit status of the commands here; all run, so that one failure does not hide another."""
    failed = [step.command for step in CASE.steps if run_here(step.command)]
    for command in failed:
        print(f"`{command}` failed.", flush=True)
    return 1 if failed else 0


def run_here(command: str) -> int:
    """Run a command in the project's folder on this machine; returns its exit status."""
    return subprocess.run(command.split(), cwd=ROOT, stdin=subprocess.DEVNULL).returncode
