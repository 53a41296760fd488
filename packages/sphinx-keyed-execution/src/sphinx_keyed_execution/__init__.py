"""Notebooks of a MyST-NB or Jupyter Book project, run when something that they read has changed, and not before.

Write ``sphinx_keyed_execution`` among the extensions of Sphinx; nothing else is needed. The README
tells what it does and what can be set; :mod:`hooks` what a project can add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # notebooks run in processes that know nothing of Sphinx
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    from sphinx_keyed_execution import extension

    return extension.setup(app)
