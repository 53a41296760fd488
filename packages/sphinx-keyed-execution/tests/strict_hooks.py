"""Hooks of a project whose notebooks may come from strangers: they show what can do nothing in a browser."""

from __future__ import annotations

from typing import Any

from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.media import PASSIVE, read


class Strict(Hooks):
    """Nothing but text, tables and pictures made of pixels."""

    warm = ("pandas",)

    def shown(self, data: dict[str, Any], metadata: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        return read(data, PASSIVE), {}


HOOKS = Strict()
