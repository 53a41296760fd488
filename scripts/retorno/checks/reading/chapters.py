"""Which pages are chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page

PARTS = ("understanding", "people", "dialogue-2008", "integrated-approach", "return-now", "analyses")
LISTS = {"chapters/analyses/cited-figures"}
OTHER_KIND = re.compile(r"chapter-shape: *not a chapter, *\S")
"""The comment of a page that says why it is of another kind."""


def chapters(content: Content) -> Iterator[Page]:
    """The pages of the parts on policy and the analyses, but for those that only list."""
    for page in content.pages:
        match = re.match(r"chapters/([^/]+)/[^/]+$", page.name)
        listed = match and match[1] in PARTS and page.name not in LISTS
        if listed and not any(OTHER_KIND.match(words) for _, words in page.comments):
            yield page
