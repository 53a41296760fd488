"""What the search answers by hand leads to pages, places and findings that exist.

`chapters/reference/search-questions.toml` holds questions with a short answer and the page of the
long one; `everyday-words.toml` leads from words that readers type to words of the book. A question
stands once; its page is in the table of contents, its anchor is a heading or a label of that page or a term,
and a value in its answer is a finding. A number about the world is never typed into an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.recording_calls import recorded
from retorno.project.problems import Problem, nearest
from retorno.project.search_words import FOLDER, QUESTIONS, VALUE, Question, fold, read_leads, read_questions

SEVERITY = "error"

TYPED = re.compile(r"\d[\d.,]*(?: (?:million|thousand)|%| per cent)|\d{1,3}(?:,\d{3})+")
"""A count or a share; years and the names of rules have digits too."""


def check(content: Content) -> Iterator[Problem]:
    """Look at every question; the words are read, so that a file with a wrong form is told of."""
    read_leads(content.project)
    questions = read_questions(content.project)
    if not questions:
        return
    file = f"{content.project.relative(content.project.chapters)}/{FOLDER}/{QUESTIONS}"
    lines = (content.project.root / file).read_text(encoding="utf-8").split("\n")
    pages = {page.name: page for page in content.pages}
    ids, calls = recorded(content)
    seen: set[str] = set()
    for question in questions:
        line = _line(lines, question)
        for asked in question.asked:
            if fold(asked) in seen:
                yield Problem(file, line, asked, "this is asked in another place already", "each question once")
            seen.add(fold(asked))
        if question.page in pages and question.page not in content.listed:
            continue  # the page is there and lost from _toc.yml, which is told where it is lost
        if question.page not in content.listed:
            right = f"a page of _toc.yml, without .md.{nearest(question.page, content.listed)}"
            yield Problem(file, line, question.page, "there is no such page", right)
        elif question.anchor and question.anchor not in _anchors(pages[question.page]):
            wrong, known = "the page has no such place", _anchors(pages[question.page])
            yield Problem(
                file, line, question.anchor, wrong, f"a heading of the page.{nearest(question.anchor, known)}"
            )
        for id in question.findings:
            if id not in ids and not any(call.is_about(id) for call in calls):
                yield Problem(file, line, id, f"there is no finding “{id}”.{nearest(id, ids)}", "the id of a finding")
        if typed := TYPED.search(VALUE.sub("", question.answer)):
            yield Problem(file, line, typed[0], "a number is typed by hand", "the id of a finding in braces: {…}")


def _line(lines: list[str], question: Question) -> int:
    """The line on which the ways to ask it stand."""
    return next((number for number, text in enumerate(lines, 1) if f'"{question.asked[0]}"' in text), 0)


def _anchors(page: Page) -> set[str]:
    """The places of a page: its headings, its labels, the terms of a glossary."""
    headings = {nodes.make_id(heading.text) for heading in page.headings}
    labels = {nodes.make_id(label) for _, label in page.labels}
    terms = {f"term-{nodes.make_id(line.strip())}" for block in page.directives("glossary") for line in page.lines}
    return headings | labels | terms
