"""The translated messages of an edition: everything that readers see outside the prose of the pages.

They stand in ``locale/LANGUAGE/LC_MESSAGES/retorno.po``: labels, what the data package and the claims
say, what notebooks and charts say. The prose itself is Sphinx's to translate, from the other files there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from retorno.evidence.templates import Saying
from retorno.evidence.wording import Words
from retorno.project.problems import ContentError, Problem

CATALOGUE = "retorno"


def catalogue(root: Path, language: str) -> Path:
    """The file with the translated messages of a language; English needs none."""
    return root / "locale" / language / "LC_MESSAGES" / f"{CATALOGUE}.po"


def words(root: Path, language: str, said: dict[str, Saying], noting: bool = False) -> Words:
    """The words of the edition in *language* of the book at *root*; *noting* notes the messages asked for."""
    return Words(language, _messages(root, language), said, {} if noting else None)


def _messages(root: Path, language: str) -> Callable[[str], str]:
    """How a message is translated; what nobody has translated, or marked as doubtful, stays English."""
    path = catalogue(root, language)
    if not path.is_file():
        return str
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as stream:
            read = read_po(stream, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        file = path.relative_to(root).as_posix()
        right = "a catalogue as gettext writes it, in UTF-8"
        raise ContentError(Problem(file, 0, "", f"it cannot be read: {error}", right)) from error
    known = {str(one.id): str(one.string) for one in read if one.id and one.string and not one.fuzzy}
    return lambda message: known.get(message, message)
