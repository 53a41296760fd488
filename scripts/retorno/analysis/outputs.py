"""How an analysis shows what it has found: to the book, to a program for notebooks, or in a terminal.

The book takes bundles of its own media types (:mod:`retorno.evidence.media_types`). Elsewhere nobody knows
these: a notebook that was taken away shows the chart itself, a script says the sentence and leaves the
chart beside it as ``ID.svg``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython

from retorno.evidence.media_types import FIGURE, SAYINGS


def show(bundle: dict[str, Any]) -> None:
    """Show a bundle of media types as one output."""
    from IPython.display import display

    shell = get_ipython()
    if shell is None:
        _in_terminal(bundle)
    elif hasattr(shell, "kernel"):  # a program for notebooks; the book runs them without one
        if SAYINGS not in bundle:
            display({**bundle, **_picture(bundle)}, raw=True)
    else:
        display(bundle, raw=True)


def _in_terminal(bundle: dict[str, Any]) -> None:
    for svg in _picture(bundle).values():
        path = Path(f"{bundle[FIGURE]['id']}.svg")
        path.write_text(svg, encoding="utf-8")
        print(f"{bundle[FIGURE]['title']} ({path})")
    print(bundle["text/plain"])


def _picture(bundle: dict[str, Any]) -> dict[str, str]:
    """The chart of a figure as SVG, drawn without asking another host; nothing for anything else."""
    if FIGURE not in bundle:
        return {}
    import vl_convert

    chart = json.dumps(bundle[FIGURE]["drawings"]["wide"])
    return {"image/svg+xml": str(vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]))}
