"""Pages are read and written by content: what has changed, and what shows it, and nothing else.

Write ``sphinx_content_freshness`` among the extensions of Sphinx. The README tells what it does and
what can be set; :mod:`freshness` and :mod:`placeholders` what extensions can tell it.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from sphinx_content_freshness import freshness


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    freshness.setup(app)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
