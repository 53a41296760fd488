"""What a run of a notebook went by, and in which of it the present differs: why it would run again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from sphinx_keyed_execution.inputs import LIBRARY, MISSING, Inputs, digest
from sphinx_keyed_execution.notebooks import Notebook

NEVER = "it has not run here yet"
LOST = "its result is no longer in the store"


@dataclass(frozen=True)
class Record:
    """The environment of a run, a hash of each cell, and the states of what was read."""

    environment: str
    cells: list[str]
    inputs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, notebook: Notebook, environment: str, inputs: dict[str, str]) -> Record:
        """What a run of *notebook* that read *inputs* went by."""
        return cls(environment, [digest(json.dumps(part)) for part in notebook.code], inputs)

    @classmethod
    def read(cls, text: bytes) -> Record | None:
        """The record that :meth:`written` gave; None where it is of another form."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None

    def written(self) -> bytes:
        """The record as text."""
        return json.dumps(asdict(self)).encode()

    def changes(self, notebook: Notebook, environment: str, inputs: Inputs) -> list[str]:
        """In what the present differs, one thing a sentence."""
        return [*self._of_environment(environment), *self._of_cells(notebook), *self._of_inputs(inputs)]

    def _of_environment(self, environment: str) -> Iterator[str]:
        then, now = self.environment.split(", "), environment.split(", ")
        gone, come = ([part for part in one if part not in other] for one, other in ((then, now), (now, then)))
        if gone:
            yield f"it ran with {', '.join(gone)}, and now there is {', '.join(come)}"

    def _of_cells(self, notebook: Notebook) -> Iterator[str]:
        now = Record.of(notebook, "", {}).cells
        if len(now) != len(self.cells):
            yield f"it has {len(now)} pieces of code, and had {len(self.cells)}"
        for position, (one, other) in enumerate(zip(self.cells, now, strict=False), 1):
            if one != other:
                yield (f"cell {position} has changed" if position <= len(notebook.cells) else "the tags have changed")

    def _of_inputs(self, inputs: Inputs) -> Iterator[str]:
        for name, then in sorted(self.inputs.items(), key=lambda one: (one[0].startswith("@"), one)):
            now = inputs.state(name)
            if now == then:
                continue
            if name.startswith(LIBRARY):
                yield f"{name.removeprefix(LIBRARY)} is {now}, and was {then}"
            elif now == MISSING:
                yield f"{name} is gone"
            elif then == MISSING:
                yield f"{name} has come"
            elif name.endswith("/") or not name:
                yield f"other files are in {name or 'the folder of the project'}"
            else:
                yield f"{name} has changed"
