"""How long a build took, part by part."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Stages:
    """How long each part of a build took, in seconds, in the order in which they ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, begun: float) -> None:
        """Note that *name* began at *begun* (``time.monotonic()``) and is over."""
        self.seconds[name] = time.monotonic() - begun

    def table(self) -> str:
        """The parts as lines of text."""
        total = sum(self.seconds.values())
        rows = [f"  {name:<24} {seconds:6.1f} s" for name, seconds in self.seconds.items()]
        return "\n".join([*rows, f"  {'together':<24} {total:6.1f} s"])
