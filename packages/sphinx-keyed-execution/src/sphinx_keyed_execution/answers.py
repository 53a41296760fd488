"""What the process of a notebook hands back, looked at before anything else believes it.

That process ran code that may be a stranger's, and may hand back anything. What comes out of here
has the shape that nbformat describes and a size that a page can hold; whether its content may
enter a page, the project says (:meth:`hooks.Hooks.shown`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx_keyed_execution.failures import Failure, cell_place, printable, told
from sphinx_keyed_execution.hooks import Hooks, NotShown, Outputs
from sphinx_keyed_execution.notebooks import Notebook

CELL_BYTES, PAGE_BYTES = 2_000_000, 5_000_000
"""How much a cell and a whole page may show, as JSON."""

LESS = "fewer rows and fewer points: a page of this size cannot be read"
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ud800-\udfff\ufffe\uffff]")
GARBLED = "what its process handed back cannot be read"


class TooMuch(NotShown):
    """More output than a page can hold."""


@dataclass(frozen=True)
class Answer:
    """What a notebook gave: outputs cell by cell and the states of its inputs, or why it failed."""

    outputs: Outputs
    inputs: dict[str, str]
    failure: Failure | None = None


def answer(text: bytes, notebook: Notebook, root: Path, hooks: Hooks) -> Answer:
    """The answer that *text* (JSON from the process of *notebook*) holds, in the project at *root*."""
    name = notebook.page.relative_to(root).as_posix()
    try:
        run = _clean(json.loads(text))
        inputs = _inputs(run["inputs"])
        if run["error"]:
            return Answer([], inputs, _failure(run["error"], notebook, name))
        given = run["outputs"]
        if not isinstance(given, list) or len(given) != len(notebook.cells):
            raise TypeError("outputs are not those of the cells")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return Answer([], {}, Failure(GARBLED, 1))
    outputs: Outputs = []

    def refused(position: int, said: str, much: bool = False) -> Answer:
        line, right = notebook.lines[position], LESS if much else hooks.shows
        return Answer([], inputs, Failure(printable(said), line, cell_place(position), right))

    for position, cell in enumerate(given):
        try:
            outputs.append(_cell(cell, hooks))
        except NotShown as error:
            return refused(position, str(error), isinstance(error, TooMuch))
    for position, said in hooks.check(outputs, root):
        return refused(position, said)
    if len(json.dumps(outputs)) > PAGE_BYTES:
        return Answer([], inputs, Failure(f"it shows more than {PAGE_BYTES:,} bytes", 1, "", LESS))
    return Answer(outputs, inputs)


def _clean(value: Any) -> Any:
    """*value* with every text fit for a page: no half characters, and nothing that HTML cannot hold."""
    if isinstance(value, str):
        return UNFIT.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(part) for name, part in value.items()}
    return value


def _failure(error: dict[str, Any], notebook: Notebook, name: str) -> Failure:
    position, trail = error["cell"], [tuple(step) for step in error["trail"]]
    if not (isinstance(position, int) and 0 <= position < len(notebook.cells)):
        raise TypeError("no such cell")
    for where, line, code in trail:
        if not (isinstance(where, int | str) and isinstance(line, int) and isinstance(code, str)):
            raise TypeError("no step")
    return told(notebook, name, {**error, "trail": trail})


def _inputs(states: dict[str, Any]) -> dict[str, str]:
    """The inputs, named as :mod:`inputs` names them: nothing outside the project is looked at later."""
    for name, state in states.items():
        if not (isinstance(name, str) and isinstance(state, str)) or name.startswith("/") or "\\" in name:
            raise TypeError("no input")
        if ".." in name.partition("#")[0].split("/"):
            raise TypeError("an input outside the project")
    return dict(states)


def _cell(outputs: Any, hooks: Hooks) -> list[dict[str, Any]]:
    if not isinstance(outputs, list):
        raise NotShown("it shows what no cell shows")
    try:
        made = [_output(output, hooks) for output in outputs]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotShown("it shows what no cell shows") from error
    if len(json.dumps(made)) > CELL_BYTES:
        raise TooMuch(f"it shows more than {CELL_BYTES:,} bytes")
    return made


def _output(output: dict[str, Any], hooks: Hooks) -> dict[str, Any]:
    if output["output_type"] == "stream":
        if output["name"] not in ("stdout", "stderr") or not isinstance(output["text"], str):
            raise NotShown("it prints what is no text")
        return {"output_type": "stream", "name": output["name"], "text": output["text"]}
    if output["output_type"] == "error":
        named = {part: output[part] for part in ("ename", "evalue", "traceback")}
        if not all(isinstance(text, str) for text in (named["ename"], named["evalue"], *named["traceback"])):
            raise NotShown("it shows an error that is none")
        return {"output_type": "error", **named}
    if output["output_type"] != "display_data" or not isinstance(output["metadata"], dict):
        raise NotShown("it shows what no cell shows")
    data, metadata = hooks.shown(dict(output["data"]), output["metadata"])
    return {"output_type": "display_data", "data": data, "metadata": metadata}
