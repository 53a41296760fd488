"""What a draft needs to know: asked for on a terminal, taken as options, or left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from retorno.checks.reading.word_count import words
from retorno.project.problems import UsageError, nearest

Ask = Callable[[str], str]
"""Shows a question, and gives what was typed."""

Answers = Mapping[str, str]
"""What was answered, by the names of the questions; empty where there is nothing to say."""


def to_fill_in(what: str) -> str:
    """What stands in a draft where an answer is missing; the rule “to-fill-in” looks for it."""
    return f"(to fill in: {what.replace('(', '').replace(')', '')})"


@dataclass(frozen=True)
class Question:
    """One thing to know; ``asks`` says what it is, in words that can stand alone."""

    name: str
    asks: str
    usual: str | None = None
    """What stands where nobody says anything; None where only the contributor can know."""

    choices: tuple[str, ...] = ()
    is_date: bool = False
    fewest: int = 0
    """How many different words an answer has at least; none where it may be a name or a number."""

    ends: str = ""
    """The signs with one of which the answer ends, where it is a sentence."""

    @property
    def option(self) -> str:
        """How it is written on the command line."""
        return "--" + self.name.replace("_", "-")

    def refusal(self, answer: str) -> str:
        """Why *answer* is none; empty where it is."""
        if self.choices and answer not in self.choices:
            return f"“{answer}” is none of {', '.join(self.choices)}.{nearest(answer, self.choices)}".rstrip(".")
        if self.is_date and not _is_day(answer):
            return f"“{answer}” is no day, written as {date.today().isoformat()}"
        if answer and len(words(answer)) < self.fewest:
            return f"“{answer}” is too short to say {self.asks}: {self.fewest} words at least"
        if answer and self.ends and not answer.rstrip("”\"’')*`").endswith(tuple(self.ends)):
            return f"“{answer}” does not end as a sentence, with {' or '.join(self.ends)}; asked is {self.asks}"
        if any(ord(sign) < ord(" ") for sign in answer):
            return "an answer is one line of text"
        return ""


def answered(questions: Iterable[Question], given: Mapping[str, str | None], ask: Ask | None) -> dict[str, str]:
    """An answer to each of *questions*: as *given*, else as *ask* gets it, else the usual one or a place to fill in.

    Raises :class:`UsageError` for a given answer that is none.
    """
    found = {}
    for question in questions:
        answer = given.get(question.name)
        if answer is not None and (wrong := question.refusal(answer)):
            raise UsageError(f"{question.option}: {wrong}.")
        if answer is None and ask:
            answer = _asked(question, ask)
        if answer is None:
            answer = to_fill_in(question.asks) if question.usual is None else question.usual
        found[question.name] = answer
    return found


def _asked(question: Question, ask: Ask) -> str | None:
    """What is typed: asked again until it is an answer; nothing for what is usual, or is filled in later."""
    usual = "leave empty to fill it in later" if question.usual is None else question.usual or "may stay empty"
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    while True:
        answer = ask(f"{question.asks[:1].upper()}{question.asks[1:]}{choices} [{usual}]: ").strip()
        if not answer:
            return None
        if not (wrong := question.refusal(answer)):
            return answer
        ask(f"  {wrong}. Press Enter and try again. ")


def is_open(answer: str) -> bool:
    """Whether an answer is still to be filled in."""
    return answer.startswith("(to fill in: ")


def joined_words(text: str) -> str:
    """A name of the book's form: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
