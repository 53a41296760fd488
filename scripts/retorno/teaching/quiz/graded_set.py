"""A graded set: questions whose keys the site does not give out, chosen by a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from retorno.teaching.quiz.items import Item


def graded_set(items: Sequence[Item], seed: str, most: int) -> tuple[Item, ...]:
    """At most *most* of the *items* that are kept back, in an order of its own; the same for the same *seed*."""
    kept = [item for item in items if item.graded]
    return tuple(Random(seed).sample(kept, min(most, len(kept))))
