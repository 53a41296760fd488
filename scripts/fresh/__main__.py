"""Run the README's commands on bare machines, and end with a table of what ran where.

Usage: python scripts/fresh [NAME…]    the cases whose names hold one of these words; all without
       python scripts/fresh list       their names
       python scripts/fresh ci         what every change must pass

As root, in a Debian made with debootstrap, or in a container where Docker or Podman runs. All cases
take about two hours on two cores, those without `make test` half an hour: `make fresh CASES=site`.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fresh import ci, host, machines, trial
from fresh.cases import Case, cases
from fresh.system import NotHere, NotPossible
from fresh.trial import Outcome


def tried(case: Case) -> list[Outcome]:
    """Run one case on a machine of its own."""
    outcomes = []
    given = host.settings(os.environ)
    with machines.opened(case, given) as system:
        version = trial.prepare(system, case, given.variables)
        if not version.startswith(case.release.python):
            raise NotHere(f"this Debian has Python {version}")
        for step in case.steps:
            print(f"\n{case.name}: $ {step.command}", flush=True)
            ended, seconds = trial.run(system, case, step.command, given.variables, step.network)
            wrong, note = trial.judged(case, step.command, ended, trial.made(system, case))
            where = "" if step.network else "without a network"
            outcomes.append(Outcome(case, step.command, wrong, seconds, ", ".join(filter(None, (note, where)))))
            if wrong:
                break
    return outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """What ran where, as lines of text."""
    rows = [("system", "user", "case", "command", "result", "time", "")]
    for one in outcomes:
        system = f"Debian {one.case.release.number}, Python {one.case.release.python}"
        result, minutes = one.result, f"{one.seconds / 60:.1f} min"
        rows.append((system, one.case.user, one.case.name, one.command, result, minutes, one.wrong or one.note))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def main(words: Sequence[str]) -> int:
    """Run what *words* ask for; returns the exit status."""
    if list(words) == ["ci"]:
        return ci.main()
    if list(words) == ["list"]:
        print("\n".join(case.name for case in cases()))
        return 0
    chosen = [case for case in cases() if not words or any(word in case.name for word in words)]
    if not chosen:
        print(f"No case is called so. There are: {', '.join(case.name for case in cases())}.", file=sys.stderr)
        return 2
    try:
        print(f"Bare systems are made with {machines.kind()}.", flush=True)
    except NotHere as why:
        print(f"No bare system can be made: {why}.", file=sys.stderr)
        return 3
    outcomes: list[Outcome] = []
    for case in chosen:
        try:
            outcomes += tried(case)
        except NotPossible as why:
            outcomes.append(Outcome(case, "", "", note=str(why), ran=False))
        except NotHere as why:
            outcomes.append(Outcome(case, "", str(why)))
        except Exception as error:  # a fault of this program must not lose the table
            traceback.print_exc()
            outcomes.append(Outcome(case, "", f"{type(error).__name__}: {error}"))
    print(f"\n{table(outcomes)}")
    return 1 if any(one.wrong for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
