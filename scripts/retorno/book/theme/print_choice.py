"""What a page prints: not its solutions, its code and how to cite it, unless a reader asks; and what its foot tells.

The styles leave out what is not asked for. With the script a reader chooses, and the foot of every
sheet names page, version and date; without it there is the number of the sheet alone.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.state.book_build import Build
from retorno.book.state.page_languages import language_of

SCRIPT = "print-choice.js"
CHOICES = {
    "solutions": "Solutions",
    "trainer": "Notes for trainers",
    "code": "Calculations",
    "citation": "How to cite this page",
    "key": "Nothing but the solutions, as a key",
}
"""What can be asked for, by the word that the styles know it by."""

PAGE_FOLDER = "chapters/"


def offer(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: add the choice to the end of each page."""
    if doctree is None or app.builder.name not in ("html", "dirhtml") or not docname.startswith(PAGE_FOLDER):
        return
    if language_of(app.env, docname):
        return
    book = Build.of(app.env)
    say, work = book.words.say, book.work
    title = app.env.titles[docname].astext() if docname in app.env.titles else docname
    version = say("Version {version}", version=work.version) if work.version else ""
    foot = " · ".join(filter(None, [title, version, book.words.period(work.released) if work.released else ""]))
    boxes = "".join(
        f'<label><input type="checkbox" value="{name}"> {escape(say(label))}</label>' for name, label in CHOICES.items()
    )
    context["body"] = context.get("body", "") + (
        f'<details class="print-choice" data-foot="{escape(foot)}" hidden="">'
        f"<summary>{escape(say('Print this page'))}</summary>"
        f"<p>{escape(say('On paper stand the text and the exercises. Add, if you need it:'))}</p>"
        f'<p class="boxes">{boxes}</p><p><button type="button">{escape(say("Print"))}</button></p></details>\n'
    )
    app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Offer the choice on every page of the site."""
    app.connect("html-page-context", offer, priority=600)  # below “Cite this page”
