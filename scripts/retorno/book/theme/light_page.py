"""Pages that people may open in danger, or on a poor connection: one file, one style, one short script, no frame.

The style and the script stand in the page, so that it can be saved and sent; the security policy of the
page allows these two by their hashes and nothing else. The title that a browser notes gives nothing away.
A translation of such a page is one more of them, with the words of its language.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.state.page_languages import PAPERS_IN, language_of, words_of
from retorno.book.theme.theming import ours

HERE = Path(__file__).parent / "light"
ELSEWHERE = "https://www.bbc.com/weather"
"""Where the quick way out leads: a page that anybody may have open."""


BALLAST = re.compile(
    r'<a tabindex="-1"[^>]*headerlink[^>]*>.*?</a>| title="[^"]*"| class="(?:simple|reference [a-z]+|arabic simple)"'
)
"""What a page in the frame has and this one does without: each byte is paid for by somebody."""


@cache
def _part(name: str) -> str:
    """A file of this folder."""
    return (HERE / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(style: str, script: str = "") -> str:
    """What a page may do that carries *style* and *script* in itself: show and run these, and ask nobody."""
    runs = f" script-src {_hash(script)};" if script else ""
    return f"default-src 'none'; style-src {_hash(style)};{runs} img-src data:; base-uri 'none'; form-action 'none'"


def _page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> str | None:
    """``html-page-context``: another template for a page of papers, and what it needs, in its language."""
    if not ours(app) or not PAPERS_IN.fullmatch(name) or doctree is None:
        return None
    words = words_of(app.env, name)
    context.update(say=words.say, language=words.language, own=language_of(app.env, name))
    style, script = _part("papers.css"), _part("papers.js")
    context["body"] = BALLAST.sub("", context["body"])
    context.update(style=style, script=script, policy=policy(style, script), elsewhere=ELSEWHERE)
    return "papers.html"


def setup(app: Sphinx) -> None:
    """Write the pages of papers in their own way."""
    app.connect("html-page-context", _page, priority=950)
