"""Where a build spends its time, in more detail than the table at its end."""

from __future__ import annotations

import cProfile
import io
import pstats
from collections.abc import Callable
from pathlib import Path

from retorno.site.build import Stages

SHOWN = 30
"""How many functions are listed."""


def profiled(build: Callable[[], Stages], path: Path) -> tuple[Stages, str]:
    """Run *build* with Python's profiler; returns its stages and a report, and keeps the measurements in *path*.

    What runs in processes of its own (notebooks, drawing, a part of the pages) is not among the
    functions; the seconds of each notebook are.
    """
    profile = cProfile.Profile()
    stages = profile.runcall(build)
    path.parent.mkdir(parents=True, exist_ok=True)
    profile.dump_stats(path)
    told = io.StringIO()
    pstats.Stats(profile, stream=told).sort_stats("cumulative").print_stats(SHOWN)
    notebooks = sorted(stages.notebooks.items(), key=lambda item: -item[1])
    lines = ["Notebooks that ran, slowest first:", *(f"  {seconds:6.2f} s  {name}" for name, seconds in notebooks)]
    return stages, "\n".join([*lines, told.getvalue().strip(), f"All of it: python -m pstats {path}"])
