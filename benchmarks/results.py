"""What was measured, as plain data and as lines of text."""

from __future__ import annotations

import json
import os
import platform
import statistics
from datetime import date
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from benchmarks.contest import Score
from benchmarks.tools import OTHER, RETORNO
from retorno.project import git
from retorno.project.problems import UsageError

REPOSITORY = Path(__file__).parents[1]
MEASUREMENTS = ":(exclude)chapters/reference/benchmark.json"
"""What measuring itself changes, as git leaves it out."""

LIBRARIES = ("sphinx", "myst-nb", "altair", "pandas")


def report(scores: list[Score]) -> dict[str, Any]:
    """Everything that was measured, as plain data."""
    return {
        "day": date.today().isoformat(),
        "commit": _commit(),
        "machine": machine(),
        "scores": [score.as_dict() for score in scores],
        "ratios": ratios(scores),
    }


def _commit() -> str:
    """The state of this project that was measured, and whether something was changed in it; “not told” without git."""
    try:
        commit = git.text(REPOSITORY, "rev-parse", "--short", "HEAD")
        changed = git.text(REPOSITORY, "status", "--porcelain", "--", ".", MEASUREMENTS)
    except UsageError:  # no git, or no repository
        return "not told"
    return f"{commit}, changed" if changed else commit


def machine() -> dict[str, str]:
    """What the contest ran on."""
    return {
        "processors": f"{os.cpu_count()} × {_processor()}",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
        "jupyter-book": _jupyter_book(),
    }


def _jupyter_book() -> str:
    """The release of Jupyter Book in its environment."""
    packages = map(str, OTHER.glob("lib/python*/site-packages"))
    return next((found.version for found in distributions(name="jupyter-book", path=list(packages))), "not there")


def _processor() -> str:
    """The model of the processor where the system tells, else its kind."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next((model for model in models if model and model != "unknown"), platform.machine())


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GB"
    except (AttributeError, ValueError, OSError):  # Windows does not tell
        return "not told"


def ratios(scores: list[Score]) -> list[dict[str, Any]]:
    """How many times as fast this project was as each other tool, book by book and scene by scene.

    Run by run, since a machine's speed drifts and both ran one after the other; the median of that.
    """
    ours = {(score.book, score.scene): score for score in scores if score.tool == RETORNO.name}
    found = []
    for score in scores:
        own = ours.get((score.book, score.scene))
        if own and score is not own:
            pairs = [other / mine for other, mine in zip(score.seconds, own.seconds, strict=False)]
            times = {"times_as_fast": round(statistics.median(pairs), 1), "right": score.right}
            found.append({"against": score.tool, "scene": score.scene, "book": score.book, **times})
    return found


def as_table(found: dict[str, Any]) -> str:
    """The report as lines of text."""
    lines = [", ".join(f"{name} {value}" for name, value in found["machine"].items()), ""]
    columns = ("median", "least", "most")
    head = "".join(f"{name:>10}" for name in columns)
    lines.append(f"{'tool':<21}{'book':<15}{'scene':<21}{head}{'MB':>7}  number shown")
    for score in found["scores"]:
        seconds = "".join(f"{score[f'{name}_seconds']:>8.2f} s" for name in columns)
        shown = "yes" if score["page_shows_the_number"] else "NO"
        row = f"{score['tool']:<21}{score['book']:<15}{score['scene']:<21}{seconds}"
        lines.append(f"{row}{score['most_megabytes'] or '–':>7}  {shown}")
    lines.append("")
    for ratio in found["ratios"]:
        note = "" if ratio["right"] else " (whose page is wrong)"
        what = f"{ratio['against']}{note}: {ratio['book']}, {ratio['scene']}"
        lines.append(f"{ratio['times_as_fast']:>6} times as fast as {what}")
    return "\n".join(lines)


def keep(found: dict[str, Any], path: Path) -> None:
    """Keep the results, beside others of the same commit and machine only: a faster machine makes no faster project."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if any(known.get(name) != found[name] for name in ("commit", "machine")):
        known = {"scores": [], "ratios": []}
    for part, tool in (("scores", "tool"), ("ratios", "against")):
        fresh = {(row[tool], row["scene"], row["book"]) for row in found[part]}
        kept = [row for row in known[part] if (row[tool], row["scene"], row["book"]) not in fresh]
        found = {**found, part: kept + found[part]}
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
