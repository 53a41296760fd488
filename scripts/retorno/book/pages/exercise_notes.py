"""Each exercise says how long it takes, for whom and for what; folded below stand notes for trainers.

They come from ``chapters/teach/material/exercises.yml``. The answer is computed from the registry, so
that it stands with the page that gives the numbers. A printed book, and a page on paper, leave the notes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Numbers, UnknownNumber

PREFIX = "exercise-"
NAMED = re.compile(r"\{finding\}`([a-z0-9-]+)`")
HEADS = {"wrong": "What usually goes wrong", "ask": "To ask afterwards", "answer": "Answer"}
LEVELS = {"remember": "remember", "understand": "understand", "apply": "apply", "analyse": "analyse"}


class NotesPlace(BookPlaceholder):
    """Where the facts and the notes of the exercise ``of`` will stand."""

    @property
    def told(self) -> dict[str, Any]:
        """What is known of the exercise."""
        return self.book.material.exercises.get(self["of"], {})

    def fill(self) -> Iterable[nodes.Node]:
        """A line with time, group, level and outcome, then the notes, folded."""
        told, say = self.told, self.words.say
        facts = [
            say("{minutes} minutes", minutes=told["minutes"]),
            say(str(told["group"])),
            say(LEVELS.get(str(told["level"]), str(told["level"]))),
            say("outcome {outcome}", outcome=say(str(told["outcome"]))),
        ]
        yield nodes.paragraph("", " · ".join(facts), classes=["exercise-facts"])
        if self.book.app.builder.name != "html":
            return
        box = nodes.admonition(classes=["for-trainers", "dropdown"])
        box += nodes.title("", say("Notes for trainers"))
        for name, head in HEADS.items():
            if told.get(name):
                line = nodes.paragraph("", "", nodes.strong("", f"{say(head)}: "), nodes.Text(self._text(told[name])))
                box += line
        yield box

    def uses(self) -> Iterable[str]:
        """The findings that the answer shows."""
        return [f"finding:{id}" for id in NAMED.findall(str(self.told.get("answer", "")))]

    def state(self) -> object:
        """What is known of the exercise, its answer worked out."""
        return sorted(self.told.items()), self._text(str(self.told.get("answer", "")))

    def _text(self, source: str) -> str:
        if "`" not in source:
            return self.words.say(source)
        try:
            return Text(self.book.once(_numbers)).plain(self.words.say(source))
        except UnknownNumber:  # the checks tell it, with file and line
            return "–"


class AddNotes(SphinxTransform):
    """Put a place for the notes at the end of each exercise that has some."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        """Look for exercises by their labels."""
        known = Build.of(self.env).material.exercises
        for node in list(self.document.findall(nodes.Element)):
            label = str(node.get("label", "")) if type(node).__name__.startswith("exercise_") else ""
            if label.startswith(PREFIX) and label.removeprefix(PREFIX) in known:
                node += NotesPlace(of=label.removeprefix(PREFIX))


def _numbers(book: Build) -> Numbers:
    """What the answers of all exercises are worked out from."""
    return Numbers(book.registry.as_list(), book.words, data=book.project.data)


def setup(app: Sphinx) -> None:
    """Add notes to exercises."""
    app.add_transform(AddNotes)
