"""What Sphinx is told of the words of an edition, and the messages that a build asks for."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from retorno.evidence.message_catalogue import catalogue
from sphinx_keyed_execution.inputs import digest


def setup(app: Sphinx) -> None:
    """``retorno_messages`` names a file for the messages asked for; a catalogue that changed changes every page."""
    app.add_config_value("retorno_messages", "", "")
    app.add_config_value("retorno_catalogue", "", "env")
    app.connect("config-inited", _note_catalogue)
    app.connect("build-finished", _write_messages, priority=1000)  # what others write then asks for words too


def _note_catalogue(app: Sphinx, config: Config) -> None:
    path = catalogue(Path(app.srcdir), config.language)
    config.retorno_catalogue = digest(path.read_bytes()) if path.is_file() else ""


def _write_messages(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: leave the messages that were asked for, one list of texts."""
    if exception or not app.config.retorno_messages:
        return
    asked = app.env.get_domain("retorno").words.asked  # type: ignore[attr-defined]
    Path(app.config.retorno_messages).write_text(json.dumps([*(asked or ())]), encoding="utf-8")
