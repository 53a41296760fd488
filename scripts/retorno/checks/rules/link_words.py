"""The words of a link say where it leads.

A link with words of its own, {doc}`words </chapters/…>`, keeps them when the page gets another title. Its
words share one with the title of the page or one of its headings, or name it by what
it is about: most of them stand somewhere on the page. The link without words, {doc}`/chapters/…`, always
shows the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retorno.checks.reading.content import Content, Page
from retorno.project.page_source import Role
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True
MAY_BE_ALLOWED = True
PLAIN = frozenset(("page", "chapt", "here", "there", "this", "that", "with", "from", "analy", "about", "what", "next"))


def check(content: Content) -> Iterator[Problem]:
    """Compare the words of each link to a page with the page."""
    pages = {page.name: page for page in content.pages}
    for page in content.pages:
        for role in page.roles:
            target = pages.get(role.target.removeprefix("/")) if role.name == "doc" and role.titled else None
            if target and _misses(role, target):
                title = next((heading.text for heading in target.headings), target.name)
                wrong = f"the words of the link do not stand on the page that it leads to, whose title is “{title}”"
                yield Problem(
                    page.file, role.line, _words(role), wrong, f"{{doc}}`{role.target}`, which shows the title"
                )


def _misses(role: Role, target: Page) -> bool:
    """Whether the title, the headings and the name have none of the words, and the page not half of them."""
    words = _stems(_words(role)) - PLAIN
    top = _stems(" ".join(heading.text for heading in target.headings))
    return bool(words) and not words & top and len(words & _all(target)) * 2 <= len(words)


def _words(role: Role) -> str:
    return role.said.partition("<")[0].strip()


@lru_cache(maxsize=512)
def _all(page: Page) -> frozenset[str]:
    return frozenset(_stems(page.text))


def _stems(text: str) -> set[str]:
    """The longer words of *text*, each by its first letters, so that “return” and “returned” are one."""
    return {word.lower()[:5] for word in re.findall(r"[^\W\d_]{4,}", text)}
