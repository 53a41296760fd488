"""What kind of thing a place of the book is: shown beside each result, and what puts results into order."""

from __future__ import annotations

import re

from retorno.evidence.wording import Words
from retorno.project.paths import ANALYSES, DATA_PAGES, REGISTER

KINDS = {
    "help": "Help",
    "chapter": "Chapter",
    "analysis": "Analysis",
    "term": "Term",
    "claim": "Claim",
    "finding": "Number",
    "data": "Data",
    "teaching": "Teaching",
    "source": "Source",
    "book": "About this book",
}
"""Every kind by its name in the index, in the order in which equal results stand."""

HELP = re.compile(r"chapters/(papers(-[a-z]{2})?|understanding/(withdrawing-consent|where-to-find-help))$")
REFERENCE = "chapters/reference/"
OF_PAGE = {
    f"{REFERENCE}glossary": "term",
    f"{REFERENCE}timeline": "chapter",
    f"{REFERENCE}statements": "claim",
    f"{REFERENCE}data": "data",
    f"{REFERENCE}bibliography": "source",
    REGISTER: "claim",
}


def kind_of(docname: str, anchor: str = "") -> str:
    """The kind of a page, or of a place on it."""
    if HELP.match(docname):
        return "help"
    if docname.startswith(ANALYSES):
        return "analysis"
    if docname.startswith("chapters/teach/"):
        return "teaching"
    if docname.startswith(DATA_PAGES):
        return "data"
    if docname == REGISTER and anchor.startswith("finding-"):
        return "finding"
    if docname in OF_PAGE:
        special = {"term": "term-", "claim": "claim-", "source": ""}.get(OF_PAGE[docname])
        return OF_PAGE[docname] if special is None or (anchor and anchor.startswith(special)) else "book"
    return "book" if docname.startswith(REFERENCE) or "/" not in docname else "chapter"


def part_of(docname: str) -> str:
    """In which script the texts of a page are: one for each part, large lists by themselves."""
    if docname.startswith(DATA_PAGES):
        return "data"
    if docname in OF_PAGE:
        return docname.removeprefix(REFERENCE)
    folder = docname.removeprefix("chapters/").partition("/")[0]
    return re.sub(r"[^a-z0-9-]", "-", folder if "/" in docname else "home")


def kinds(words: Words) -> dict[str, str]:
    """The names of the kinds in the language of the edition, in their order."""
    return {kind: words.say(name) for kind, name in KINDS.items()}
