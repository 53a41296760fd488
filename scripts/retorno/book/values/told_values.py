"""What is said of values, held against the values: directions in sentences, and what a second reader held of a claim.

The checks know no values; so this is asked when all analyses have run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retorno.book.state.book_build import Build
from retorno.checks.reading import told_directions
from retorno.checks.reading.content import Content, Page
from retorno.evidence import source_texts, usable_words
from retorno.project.problems import Problem

VALUE = re.compile(r"\{finding\}`")


def faults(book: Build) -> Iterator[Problem]:
    """Sentences and readings that the values contradict."""
    content, findings = Content(book.project), book.registry.findings
    for docname in sorted(book.env.found_docs):
        path = Path(book.env.doc2path(docname))
        text = path.read_text(encoding="utf-8") if path.suffix == ".md" else ""
        if VALUE.search(text):
            file = book.project.relative(path)
            yield from told_directions.in_page(content, Page(text.replace("\r\n", "\n"), docname, file), findings)
    for id, (line, template) in book.sentences.items():
        for wrong in told_directions.in_template(content, template, findings):
            told = f"claim {id}: {wrong}"
            yield Problem(usable_words.FILE, line, "column words", told, told_directions.RIGHT, "claims")
    kinds = {id: verdict.kind for id, verdict in book.registry.verdicts.items()}
    yield from source_texts.other_verdicts(book.project, kinds, lambda claim: _rests_on(book, claim))


def _rests_on(book: Build, claim: str) -> str:
    """The findings on which the verdict on a claim rests, and where each is computed."""
    found = dict.fromkeys(one.id for one in book.registry.used(book.registry.verdicts[claim]))
    pages = {id: book.registry.entry(f"finding:{id}").page for id in found}
    return ", ".join(f"{id} ({page}.md)" if page else id for id, page in pages.items())
