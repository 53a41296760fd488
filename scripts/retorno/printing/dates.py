"""The date of an edition: of what it holds, not of the day on which somebody builds it."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime

from retorno.problems import ContentError, Problem
from retorno.project import Project

RELEASED = re.compile(r"^date-released:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.M)


def edition_date(project: Project) -> date:
    """``SOURCE_DATE_EPOCH`` if it is set, else the date in ``CITATION.cff``, else that of the data package.

    Raises :class:`ContentError` where there is none: two builds of one state must give the same bytes.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    citation = project.root / "CITATION.cff"
    created = ""
    try:
        if citation.is_file() and (found := RELEASED.search(citation.read_text(encoding="utf-8"))):
            return date.fromisoformat(found[1])
        package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
        created = str(package.get("created", "")) if isinstance(package, dict) else ""
        return date.fromisoformat(created[:10])
    except ValueError:
        wrong = f"the edition has no date: CITATION.cff names none, and created is “{created}”"
        raise ContentError(
            Problem("data/datapackage.json", 0, "created", wrong, "a date such as 2026-11-22T00:00:00Z", "build")
        ) from None
