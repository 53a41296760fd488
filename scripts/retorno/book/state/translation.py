"""The words of the theme in the language of the edition."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translation

CATALOGUE = "retorno"

say = get_translation(CATALOGUE)
"""Translate one message of the theme."""


def setup(app: Sphinx) -> None:
    """Make the catalogue known (``locale/<language>/LC_MESSAGES/retorno.mo`` of the book, if there is one)."""
    app.add_message_catalog(CATALOGUE, str(Path(app.srcdir) / "locale"))
