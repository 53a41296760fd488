"""The latest news of the build, which open pages wait for."""

from __future__ import annotations

import threading
from typing import Any


class Board:
    """Where the news stand."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._news: dict[str, Any] = {"stage": "built", "problems": [], "fresh": False}

    def post(self, news: dict[str, Any]) -> None:
        """Tell all open pages."""
        with self._changed:
            self._number += 1
            self._news = {**news, "fresh": True}
            self._changed.notify_all()

    def latest(self) -> tuple[int, dict[str, Any]]:
        """The number of the latest news, and the news; what was there before is not fresh."""
        with self._changed:
            return self._number, {**self._news, "fresh": False}

    def wait(self, seen: int, seconds: float) -> tuple[int, dict[str, Any] | None]:
        """News after number *seen*, or None when there are none within *seconds*."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen, seconds)
            return self._number, self._news if self._number > seen else None
