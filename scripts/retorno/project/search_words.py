"""What the search knows besides the texts: words that mean the same, everyday words, questions with answers.

``chapters/reference/synonyms.toml`` holds words of the book that mean the same thing;
``everyday-words.toml`` leads from words that readers use to those of the book; ``search-questions.toml``
answers what many ask, by hand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from retorno.project.documents import toml_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

FOLDER = "reference"
SYNONYMS, LEADS, QUESTIONS = "synonyms.toml", "everyday-words.toml", "search-questions.toml"
RIGHT = 'groups = [["AVR", "assisted return"], …], lists of at least two words or phrases in double quotes'
RIGHT_LEADS = '[words], and below it lines such as abogado = ["lawyer", "legal help"]'
RIGHT_QUESTIONS = "[[question]] with asked = […], answer = “…” and page = “chapters/…”"
VALUE = re.compile(r"\{([a-z0-9-]+)\}")
"""A place in an answer that the value of a finding fills."""


@dataclass(frozen=True)
class Question:
    """What readers ask, in the ways in which they ask it, with a short answer and where the long one stands."""

    asked: tuple[str, ...]
    answer: str
    page: str
    anchor: str = ""

    @property
    def findings(self) -> list[str]:
        """The findings whose values stand in the answer."""
        return VALUE.findall(self.answer)


def read_leads(project: Project) -> dict[str, list[str]]:
    """Everyday words with the words of the book to which they lead; raises :class:`ContentError`."""
    found = _document(project, LEADS).get("words", {})
    if not isinstance(found, dict) or not all(_words(meant, 1) for meant in found.values()):
        raise _wrong(project, LEADS, "words", "this is no list of words with the words of the book", RIGHT_LEADS)
    return found


def read_questions(project: Project) -> list[Question]:
    """The questions that are answered by hand; raises :class:`ContentError`."""
    made: list[Question] = []
    for entry in _document(project, QUESTIONS).get("question", []):
        texts = [entry.get(name, "") for name in ("answer", "page")] if isinstance(entry, dict) else [0]
        if not all(isinstance(text, str) and text for text in texts) or not _words(entry.get("asked"), 1):
            raise _wrong(project, QUESTIONS, "question", f"entry {len(made) + 1} is not complete", RIGHT_QUESTIONS)
        page, _, anchor = entry["page"].partition("#")
        made.append(Question(tuple(entry["asked"]), " ".join(entry["answer"].split()), page, anchor))
    return made


def _words(given: Any, least: int) -> bool:
    return (
        isinstance(given, list)
        and len(given) >= least
        and all(isinstance(word, str) and word.strip() for word in given)
    )


def _document(project: Project, name: str) -> dict[str, Any]:
    path = project.chapters / FOLDER / name
    return toml_document(path, project.relative(path), "search-answers") if path.is_file() else {}


def _wrong(project: Project, name: str, place: str, wrong: str, right: str) -> ContentError:
    return ContentError(
        Problem(project.relative(project.chapters / FOLDER / name), 0, place, wrong, right, "search-answers")
    )


def read_synonyms(project: Project) -> list[list[str]]:
    """The groups of words; none where the book has no such file.

    Raises :class:`ContentError` where the file cannot be understood.
    """
    path = project.chapters / "reference" / "synonyms.toml"
    if not path.is_file():
        return []
    file = project.relative(path)
    groups = toml_document(path, file, "synonyms").get("groups", [])
    if not isinstance(groups, list) or not all(
        isinstance(group, list) and len(group) > 1 and all(isinstance(word, str) and word.strip() for word in group)
        for group in groups
    ):
        raise ContentError(Problem(file, 0, "groups", "this is not a list of groups of words", RIGHT, "synonyms"))
    return groups


def fold(text: str) -> str:
    """*text* in lower case, without accents, its words separated by one space: how the search compares."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))
