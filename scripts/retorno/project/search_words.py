"""Words that mean the same thing, for the search (``chapters/reference/synonyms.toml``)."""

from __future__ import annotations

import re
import unicodedata

from retorno.project.documents import toml_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

RIGHT = 'groups = [["AVR", "assisted return"], …], lists of at least two words or phrases in double quotes'


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
