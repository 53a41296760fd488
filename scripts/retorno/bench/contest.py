"""Running the contestants in turn on the same book, checking each one's page for the new number."""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from retorno.bench import book

Say = Callable[[str], None]

SCENES = ("cold", "unchanged", "one-cell")
"""What is timed: from nothing; with nothing changed; with one cell of one table changed."""


@dataclass(frozen=True)
class Contestant:
    """One tool: how it builds the book in a folder, and where it puts the pages."""

    name: str
    command: tuple[str, ...]
    pages: str
    ours: bool = False
    mode: str = "cache"


def _program(name: str) -> str:
    return str(Path(sys.executable).parent / name)


CONTESTANTS = (
    Contestant("Retorno", (_program("retorno"), "site", "--unchecked", "--no-print"), "_site/en", ours=True),
    Contestant("Jupyter Book, cache", (_program("jupyter-book"), "build", "."), "_build/html"),
    Contestant("Jupyter Book, force", (_program("jupyter-book"), "build", "--all", "."), "_build/html", mode="force"),
)
"""Jupyter Book twice: as it comes, and in the only way that shows a changed number."""


@dataclass
class Score:
    """What one contestant took: seconds and megabytes, run by run, and whether its page was right."""

    contestant: str
    scene: str
    notebooks: int
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    right: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Plain data: the median and the spread."""
        return {
            "contestant": self.contestant,
            "scene": self.scene,
            "notebooks": self.notebooks,
            "median_seconds": round(statistics.median(self.seconds), 2),
            "least_seconds": round(min(self.seconds), 2),
            "most_seconds": round(max(self.seconds), 2),
            "runs": len(self.seconds),
            "most_megabytes": round(max(self.megabytes)),
            "page_shows_the_number": self.right,
        }


def contest(
    folder: Path, notebooks: int, runs: int, say: Say, names: tuple[str, ...] = (), scenes: tuple[str, ...] = ()
) -> list[Score]:
    """Let the contestants (all, or those named) build a book with so many *notebooks*, taking turns.

    Each is timed *runs* times in each of the *scenes* (all, or those named).
    """
    scores: dict[tuple[str, str], Score] = {}
    for run in range(runs):
        for one in CONTESTANTS:
            if names and one.name not in names:
                continue
            for scene, seconds, megabytes, right in _play(one, folder, notebooks, run, scenes or SCENES):
                score = scores.setdefault((one.name, scene), Score(one.name, scene, notebooks))
                score.seconds.append(seconds)
                score.megabytes.append(megabytes)
                score.right &= right
                say(f"{notebooks:4} notebooks, run {run + 1} of {runs}: {one.name}, {scene}: {seconds:.2f} s")
    return list(scores.values())


def _play(
    one: Contestant, folder: Path, notebooks: int, run: int, scenes: tuple[str, ...]
) -> Iterator[tuple[str, float, float, bool]]:
    """One contestant, one run: the scenes one after another."""
    place = folder / f"{one.name.replace(', ', '-').replace(' ', '-').lower()}-{notebooks}"
    shutil.rmtree(place, ignore_errors=True)
    book.write(place, notebooks, one.ours, one.mode)
    total = book.total(place, 0)
    for scene in SCENES:
        if scene == "one-cell":
            total = book.change_cell(place, 0, by=run + 1)
        if scene in scenes or scene == "cold":  # the others need a book that has been built
            seconds, megabytes = _timed(one, place)
            if scene in scenes:
                yield scene, seconds, megabytes, _shows(one, place, total)
    shutil.rmtree(place, ignore_errors=True)


def _timed(one: Contestant, place: Path) -> tuple[float, float]:
    """Seconds and megabytes (of the largest process) that one build took."""
    begun = time.monotonic()
    process = subprocess.Popen(one.command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output, _ = process.communicate()
    seconds = time.monotonic() - begun
    if process.returncode:
        raise RuntimeError(f"{one.name} failed:\n{output.decode(errors='replace')[-3000:]}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _shows(one: Contestant, place: Path, total: int) -> bool:
    """Whether the page of the first analysis shows *total*."""
    return f"The total is {total}." in (place / one.pages / "analyses" / "analysis-0.html").read_text(encoding="utf-8")


def machine() -> dict[str, str]:
    """What the contest ran on."""
    tools = ("jupyter-book", "sphinx", "myst-nb", "altair", "pandas")
    found = {}
    for tool in tools:
        try:
            found[tool] = version(tool)
        except PackageNotFoundError:
            continue
    processor = platform.processor() or platform.machine()
    system = f"{platform.system()} {platform.release()}"
    return {
        "processors": f"{os.cpu_count()} × {processor}",
        "system": system,
        "python": platform.python_version(),
        **found,
    }


def ratios(scores: list[Score]) -> list[dict[str, Any]]:
    """How many times faster this project is than each other contestant, scene by scene."""
    ours = {(score.scene, score.notebooks): score for score in scores if score.contestant == "Retorno"}
    found = []
    for score in scores:
        own = ours.get((score.scene, score.notebooks))
        if own and score is not own:
            # Pair by pair: the machine's speed drifts, and both ran one after the other.
            pairs = [other / mine for other, mine in zip(score.seconds, own.seconds, strict=False)]
            found.append(
                {
                    "against": score.contestant,
                    "scene": score.scene,
                    "notebooks": score.notebooks,
                    "times_faster": round(statistics.median(pairs), 1),
                    "right": score.right,
                }
            )
    return found


def report(scores: list[Score]) -> dict[str, Any]:
    """Everything that was measured, as plain data."""
    return {"machine": machine(), "scores": [score.as_dict() for score in scores], "ratios": ratios(scores)}


def as_table(found: dict[str, Any]) -> str:
    """The report as lines of text."""
    lines = [", ".join(f"{name} {value}" for name, value in found["machine"].items()), ""]
    head = (
        f"{'contestant':<22}{'notebooks':>10}  {'scene':<12}{'median':>9}{'least':>9}{'most':>9}{'MB':>7}  number shown"
    )
    lines.append(head)
    for score in found["scores"]:
        lines.append(
            f"{score['contestant']:<22}{score['notebooks']:>10}  {score['scene']:<12}{score['median_seconds']:>8} s"
            f"{score['least_seconds']:>7} s{score['most_seconds']:>7} s{score['most_megabytes']:>7}  "
            f"{'yes' if score['page_shows_the_number'] else 'NO'}"
        )
    lines.append("")
    for ratio in found["ratios"]:
        note = "" if ratio["right"] else " (whose page is wrong)"
        lines.append(
            f"{ratio['times_faster']:>6} times as fast as {ratio['against']}{note}: "
            f"{ratio['scene']}, {ratio['notebooks']} notebooks"
        )
    return "\n".join(lines)


def keep(found: dict[str, Any], path: Path) -> None:
    """Add the results to those kept, in the place of older ones of the same contest."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {"scores": [], "ratios": []}
    for part in ("scores", "ratios"):
        fresh = {_contest_of(row) for row in found[part]}
        found[part] = [row for row in known[part] if _contest_of(row) not in fresh] + found[part]
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _contest_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return row.get("contestant", row.get("against")), row["scene"], row["notebooks"]
