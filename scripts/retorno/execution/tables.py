"""How a table of pandas looks on a page."""

from __future__ import annotations

import re
from typing import Any


def html_of(frame: Any) -> str:
    """A pandas table as plain, accessible HTML: header cells with a scope, no styles, no empty header."""
    from pandas import RangeIndex

    plain = isinstance(frame.index, RangeIndex)
    shown = frame if plain else frame.reset_index()
    html = str(shown.to_html(index=False, border=0, justify="unset", na_rep="–", classes="data", escape=True))
    html = re.sub(r"<th( style=\"[^\"]*\")?>", '<th scope="col">', html)
    return html.replace(' style="text-align: unset;"', "")
