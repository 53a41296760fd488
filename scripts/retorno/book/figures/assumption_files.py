"""The files of a figure whose assumptions a reader may change: its specification, and the engine that draws it.

Most figures can be compared period by period from their own table. A chart that computes something anew
needs Vega; ``figures/ID.vl.json`` is its specification and ``.vl.js`` the same for browsers, which do not
let a page that was opened from a disk fetch JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from retorno.analysis.palette import variable
from retorno.book.figures import figure_frame
from retorno.evidence.book_figures import Figure
from retorno.evidence.json_ld import json_for_html
from sphinx_keyed_execution.kept_files import keep, kept

BUNDLE = "_static/vega-bundle.js"
LICENCES = "Vega, Vega-Lite, Vega-Embed, Vega-Tooltip: BSD 3-Clause, University of Washington Interactive Data Lab"


def assumes(figure: Figure) -> bool:
    """Whether the chart has values that a reader may set."""
    return any("bind" in parameter for parameter in (figure.specification or {}).get("params", []))


def browser_files(id: str, specification: Mapping[str, Any], words: figure_frame.Text) -> dict[str, bytes]:
    """The specification as JSON, and as a script that hands it to the card with the words around it."""
    plain = json.dumps(specification, ensure_ascii=False, sort_keys=True, indent=1)
    said = {"number": words.number, "title": words.title, "below": list(words.below)}
    shown = json_for_html({"id": id, "specification": _with_variables(specification), "words": said})
    return {"vl.json": plain.encode() + b"\n", "vl.js": f"retornoFigure({shown});\n".encode()}


def _with_variables(specification: Any) -> Any:
    """The specification with our colours as custom properties, so that it follows the page into the dark."""
    if isinstance(specification, dict):
        return {
            key: value if key in ("datasets", "values") else _with_variables(value)
            for key, value in specification.items()
        }
    if isinstance(specification, list):
        return [_with_variables(value) for value in specification]
    return variable(specification) if isinstance(specification, str) else specification


def vega(folder: Path) -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script that leaves no names behind but theirs; kept in *folder*."""
    path = folder / f"vega-{version('vl-convert-python')}.js"
    data = kept(path)
    if data is None:
        from vl_convert import javascript_bundle

        # Its types ask for an argument that it does not need.
        write = cast(Callable[[], str], javascript_bundle)
        # Its top level declares names of one letter, which clash with other scripts of a page.
        data = f"/*! {LICENCES} */\n(function () {{\n{write()}\n}})();\n".encode()
        keep(path, data)
    return data
