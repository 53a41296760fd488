"""The words of the edition that is being built, and the messages that a build asks for.

The messages of ``locale/LANGUAGE/LC_MESSAGES/retorno.po`` are everything that readers see outside the
prose of the pages: labels, what the data package and the claims say, what notebooks and charts say.
The prose itself is Sphinx's to translate, from the other files of that folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.config import Config

from retorno.evidence.wording import Words
from retorno.project.problems import ContentError, Problem
from sphinx_keyed_execution.inputs import digest

if TYPE_CHECKING:
    from retorno.evidence.templates import Saying

CATALOGUE = "retorno"


def setup(app: Sphinx) -> None:
    """``retorno_messages`` names a file for the messages asked for; a catalogue that changed changes every page."""
    app.add_config_value("retorno_messages", "", "")
    app.add_config_value("retorno_catalogue", "", "env")
    app.connect("config-inited", _note_catalogue)
    app.connect("build-finished", _write_messages)


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


def _note_catalogue(app: Sphinx, config: Config) -> None:
    path = catalogue(Path(app.srcdir), config.language)
    config.retorno_catalogue = digest(path.read_bytes()) if path.is_file() else ""


def _write_messages(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: leave the messages that were asked for, one list of texts."""
    if exception or not app.config.retorno_messages:
        return
    asked = app.env.get_domain("retorno").words.asked  # type: ignore[attr-defined]
    Path(app.config.retorno_messages).write_text(json.dumps([*(asked or ())]), encoding="utf-8")
