"""No statistic is typed by hand: numbers about the world come from the registry.

A number in prose goes stale and cannot be checked. Record it in an analysis and show it with
the role `finding`, or show a published statistic with `claim`. Digits are left alone in dates
and years, in references to paragraphs, sections, articles and the like, in ids, in times and
durations, in code, and in quotations marked with the role `quoted`. The words that a number may follow (chapter,
day …) stand in `policy/words/typed-digits.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.typed_numbers import YEAR, typed
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True


LOG = "chapters/reference/corrections"
"""The log of corrections has the old and the new value, which nothing computes any more."""

FOOTNOTE = re.compile(r"\[\^\w+\]")
RIGHT = "show it with {finding}`…` or {claim}`…`, write small counts in words, or mark a quotation with {quoted}`…`"

YEAR_ALONE = re.compile(YEAR)
IF_A_YEAR = "if it is a year, put a comma behind it (“{0}, …”) or “in” before it"


def check(content: Content) -> Iterator[Problem]:
    """Find digits in prose that nothing explains."""
    for page in content.pages:
        if page.name == "chapters/reference/bibliography":
            continue
        for number, line in enumerate(page.prose, start=1):
            if page.name == LOG and line.lstrip().startswith("|"):
                continue
            for found in typed(content, line) if any(map(str.isdigit, line)) else ():
                if not FOOTNOTE.search(found):  # told by the rule stray-marks
                    right = f"{RIGHT}; {IF_A_YEAR.format(found)}" if YEAR_ALONE.fullmatch(found) else RIGHT
                    yield Problem(page.file, number, f"“{found}”", "a number is typed by hand", right)
