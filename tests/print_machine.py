"""Whether this machine can print the book as the tests expect it: with the libraries and the typefaces."""

from __future__ import annotations

from retorno.site import typesetting

LACKING = [need.name for need in typesetting.missing() if need.required or need.families]

NO_PDF = f"no PDF here: {', '.join(LACKING)} not installed (make libraries, as root)" if LACKING else ""
"""Why tests of printing are skipped here; empty where they run. A guest who may install nothing is such a case."""
