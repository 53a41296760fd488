"""What closes a chapter, and the words of its figures, say something.

Key points, what we do not know, questions, the exercise and its solution, the caption and the alt text of
a figure are read by people who have nothing else: a trainer in a room, somebody who does not see the
chart. An “x”, “text” or “to come” in their place says nothing to them. Each has three different words at least;
a text that takes its words from the data (`fill`) has them there.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.chapters import chapters
from retorno.checks.reading.code import calls
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.finding_facts import said
from retorno.checks.reading.word_count import words
from retorno.project.problems import Problem

SEVERITY = "error"
FEWEST = 3

ASKED = {
    "Key points": "what a reader should keep, in a sentence",
    "What we do not know": "what nobody knows, or what the sources leave open, in a sentence",
    "Questions for discussion": "a question that people could discuss",
    "exercise": "something to do with what stands above",
    "solution": "what a good answer says",
    "caption": "what is counted, of whom, and what a reader has to know of it",
    "alt": "what the chart shows, for somebody who does not see it",
}


def check(content: Content) -> Iterator[Problem]:
    """Look at the closing sections of each chapter, and at its figures."""
    for page in chapters(content):
        for line, what, place, text in (*_sections(page), *_exercises(page), *_figures(page)):
            if text.strip() and "{" not in text and len(words(text)) < FEWEST:
                wrong = f"“{' '.join(text.split())}” says nothing"
                yield Problem(page.file, line, place, wrong, ASKED[what])


def _sections(page: Page) -> Iterator[tuple[int, str, str, str]]:
    for heading, lines in page.sections(deepest=2):
        if heading.text in ASKED:
            for block in page.blocks:
                if block.kind == "text" and not block.level and block.line in lines:
                    yield block.line, heading.text, heading.text, block.text


def _exercises(page: Page) -> Iterator[tuple[int, str, str, str]]:
    for block in page.directives("exercise", "solution"):
        yield block.body_line, block.name, block.name, block.text


def _figures(page: Page) -> Iterator[tuple[int, str, str, str]]:
    for call in calls(page):
        if call.name == "figure":
            for name in ("caption", "alt"):
                yield call.line, name, f"figure {call.text('id') or ''}, {name}=", said(call.arguments.get(name))
