"""What would be right where Sphinx or one of its extensions warns: their words say what is wrong, and no more.

Most of these mistakes are told by the checks before anything is built, in words of the book. What is told here is
what only the build sees, or what nobody had checked.
"""

from __future__ import annotations

import re

OF_REGISTRY = {
    "finding": "the id of a finding that an analysis records with record(…), or of data/cited-figures.csv",
    "claim": "the id of a claim of data/claims.csv",
    "verdict": "the id of a claim of data/claims.csv",
    "dataset": "the name of a data set in data/datapackage.json",
    "figure": "the id that an analysis gives to figure(…), id=…",
}
"""By what a page names of the registry and there is not."""

ADVICE: tuple[tuple[str, str], ...] = (
    (r"duplicate term", "one entry for each word of the glossary: the two joined, or one of them taken out"),
    (r"duplicate (?:explicit target|label|implicit)", "a label of its own for each place: (name)= or :label: name"),
    (r"duplicate", "a name of its own for each of the two, or one of them taken out"),
    (r"term not in glossary", "a word of the glossary as it is written there, or an entry for this one"),
    (r"unknown document|nonexisting document", "a page that exists, as /chapters/part/page without .md"),
    (
        r"undefined label|target not found|cross-reference|reference target",
        "a label that stands at some place as (name)=",
    ),
    (r"isn't included in any toctree|toctree", "a line “- file: chapters/part/page” in _toc.yml for each page"),
    (r"bibtex key|could not find .*citation|[Cc]itation .* not", "a key of references.bib, as {cite}`iom2008dialogue`"),
    (r"[Ff]ootnote", "a mark [^name] in the text and a note [^name]: below it, each once"),
    (r"[Uu]nknown directive|[Uu]nknown interpreted text role|role .*unknown", "a directive or role that the book has"),
    (r"directive.*(?:option|argument|content)|[Uu]nknown option|option.*directive", "options that this directive has"),
    (r"heading|header level|title level", "headings that go down by one level at most: ## below #, ### below ##"),
    (r"image|download file|not readable|No such file|cannot read", "a file that lies in the project, with its path"),
    (r"[Ll]exing|[Pp]ygments|lexer", "the language of the code behind its ``` (python, sh, text), and code of it"),
    (r"[Ii]nline .* start-string|emphasis|unexpected indentation|[Bb]lock quote", "marks of Markdown in pairs"),
    (r"config value|configuration", "a setting of _config.yml that Sphinx knows, with a value of its kind"),
)
"""Parts of their messages, and what would be right; the first that fits is told."""

OTHERWISE = (
    "the markup of this line, or the setting named, as the documentation of MyST and Sphinx has it: "
    "the message is theirs"
)


def advice(kind: tuple[str, str], said: str) -> str:
    """What would be right, by type and subtype of a warning and by what it says."""
    if kind[0] == "retorno" and kind[1] in OF_REGISTRY:
        return OF_REGISTRY[kind[1]]
    return next((right for pattern, right in ADVICE if re.search(pattern, said)), OTHERWISE)
