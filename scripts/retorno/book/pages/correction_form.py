"""The directive ``correction-form``: telling of a mistake without an account.

What is written into the form goes nowhere by itself: a script of the page makes of it a mail, which
the reader sends or does not, or a file. Without scripts the address stands there, with what to write.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.theme import edit_links
from retorno.evidence import contact
from retorno.evidence.contact import Contact
from retorno.evidence.wording import Words

FIELDS = (
    ("page", "Which page? Its title or its address", 1),
    ("passage", "Which sentence, figure or number? Copy it here", 3),
    ("wrong", "What is wrong with it, and what would be right?", 4),
    ("evidence", "Where can that be seen? A source, or your own experience", 3),
    ("credit", "May the log of corrections name you, and how? Left empty, it names nobody", 1),
)
"""The same as those of the form for those with an account: name, question, lines."""


class CorrectionForm(nodes.General, nodes.Element):
    """The place of the form."""


class CorrectionFormDirective(SphinxDirective):
    """``correction-form``: leave the place; the page depends on whom it reaches."""

    def run(self) -> list[nodes.Node]:
        """One node, without content."""
        self.env.note_dependency(str(Build.of(self.env).project.root / contact.FILE))
        return [CorrectionForm()]


def visit_html(self: Any, node: CorrectionForm) -> None:
    """The form on the site; a printed book has none."""
    if self.builder.name == "html":
        book = Build.of(self.builder.env)
        self.body.append(html(contact.read(book.project), edit_links.report_address(book.app), book.words))
    raise nodes.SkipNode


def html(found: Contact | None, forms: str, words: Words) -> str:
    """The form, whom it reaches, and the other way."""
    say = words.say
    fields = "\n".join(_field(name, say(question), lines) for name, question, lines in FIELDS)
    reaches = found is not None and not found.is_placeholder
    labels = {
        "mail": say("Make a mail of it"),
        "file": say("Save it as a file"),
        "subject": say("A correction for Retorno"),
        "address": found.address if found and reaches else "",
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in labels.items())
    return (
        f'<div class="correction-form" id="tell"{data}>\n'
        f"<p>{_whom(found, words)}</p>\n"
        f'<div class="correction-fields" role="group" aria-label="{escape(say("What you would like to tell"))}">\n'
        f"{fields}\n</div>\n"
        f'<p class="correction-ways" hidden></p>\n'
        f"<p>{_by_hand(forms, words)}</p>\n</div>\n"
    )


def _field(name: str, question: str, lines: int) -> str:
    box = f'<input id="tell-{name}" type="text" autocomplete="off">' if lines == 1 else ""
    box = box or f'<textarea id="tell-{name}" rows="{lines}" autocomplete="off"></textarea>'
    return f'<p><label for="tell-{name}">{escape(question)}</label> {box}</p>'


def _whom(found: Contact | None, words: Words) -> str:
    """Whom the form reaches, as a sentence with a link."""
    say = words.say
    if found is None or found.is_placeholder:
        return escape(
            say(
                "Nobody has taken on the mail of this book yet. Until then the form makes a file: keep it, or "
                "give it to an organisation or a trainer who can pass it on."
            )
        )
    who = f"{say(found.role)}{f', {found.name}' if found.name else ''}"
    mail = f'<a href="mailto:{quote(found.address)}">{escape(found.address)}</a>'
    return f"{escape(say('What you write here reaches: {who}.', who=who))} {mail}"


def _by_hand(forms: str, words: Words) -> str:
    """The way for those with an account."""
    if not forms:
        return ""
    told = escape(words.say("Whoever has an account on GitHub can use"))
    return f'{told} <a href="{escape(forms)}" rel="noopener noreferrer">{escape(words.say("the public forms"))}</a>.'


def visit_other(self: Any, node: CorrectionForm) -> None:
    """Nothing."""
    raise nodes.SkipNode


def _page(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: the script, on the page that has the form."""
    if doctree is not None and app.builder.name == "html" and any(doctree.findall(CorrectionForm)):
        app.add_js_file("correction-form.js", loading_method="defer")


DIRECTIVES = {"correction-form": CorrectionFormDirective}


def setup(app: Sphinx) -> None:
    """Tell Sphinx how the place is written."""
    app.add_node(CorrectionForm, html=(visit_html, None), text=(visit_other, None), latex=(visit_other, None))
    app.connect("html-page-context", _page)
