"""A translated page says what its original says now: made from the text of today, with the same parts.

A page in another language says so above its title, and of which page it is the translation:

    % language: es, the page on papers for readers of Spanish
    % translation-of: chapters/papers, 2026-11-26, 1a2b3c4d5e6f

The day is that of the original, and stands on the page too, as its language writes it. The letters and digits behind
it change with every change of the original: read both pages sentence by sentence, mend the translation, then write
the day and the letters that this rule tells. The two pages have the same headings by level, the same number of items in
their lists (without those that name sources), links to the same places, and the same numbers in digits. Rules that
judge English prose leave such a page alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

from retorno.checks.reading.content import Content, Page
from retorno.project.page_source import LANGUAGE
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
TOLD = re.compile(r"(?:language|translation-of):.*")
ORIGIN = re.compile(r"translation-of:\s*(?P<name>[\w/-]+),\s*(?P<day>\d{4}-\d\d-\d\d),\s*(?P<text>[0-9a-f]{12})")
FORM_LANGUAGE = "% language: es, and why the page is in it"
FORM_ORIGIN = "% translation-of: chapters/papers, 2026-11-26, 1a2b3c4d5e6f"
ITEM = re.compile(r"\s*(?:\d+\.|[-*+]) (?!.*\{cite\})")
SOURCES = "-sources"
"""How the label of the list of sources ends, which a translation does not repeat."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the pages that say that they are in another language."""
    pages = {page.name: page for page in content.pages}
    for page in content.pages:
        for line, words in page.comments:
            if TOLD.fullmatch(words):
                yield from _told(page, line, words, pages)


def _told(page: Page, line: int, words: str, pages: dict[str, Page]) -> Iterator[Problem]:
    if words.startswith("language"):
        found = LANGUAGE.fullmatch(words)
        if not found:
            yield Problem(page.file, line, "", "the language of the page is not said in full", FORM_LANGUAGE)
        elif not _known(found["code"]):
            yield Problem(page.file, line, found["code"], "this is no code of another language", FORM_LANGUAGE)
        return
    origin = ORIGIN.fullmatch(words)
    if not origin or not _is_day(origin["day"]):
        yield Problem(page.file, line, "", "the original of the page is not said in full", FORM_ORIGIN)
    elif not _known(page.language):
        yield Problem(page.file, line, "", "a translation without a language", FORM_LANGUAGE)
    elif origin["name"] not in pages:
        wrong = f"there is no page “{origin['name']}”.{nearest(origin['name'], pages)}"
        yield Problem(page.file, line, "", wrong, FORM_ORIGIN)
    else:
        yield from _held_together(page, line, pages[origin["name"]], origin)


def _held_together(page: Page, line: int, original: Page, origin: re.Match[str]) -> Iterator[Problem]:
    day = date.fromisoformat(origin["day"])
    now = sha256(original.text.encode()).hexdigest()[:12]
    if origin["text"] != now:
        wrong = f"{original.file} has changed since the text of {origin['day']} that this page translates"
        right = (
            "read both sentence by sentence and mend this page; then write "
            f"% translation-of: {original.name}, the day of that change, {now}"
        )
        yield Problem(page.file, line, "", wrong, right)
    said = format_date(day, "long", locale=page.language)
    if said not in " ".join(page.visible.split()):
        wrong = "the page does not say of which day the translated text is"
        yield Problem(page.file, line, "", wrong, f"“{said}” in a sentence of the page")
    for what, count in (("headings", _headings), ("items in lists", _items), ("links", _links), ("numbers", _numbers)):
        here, there = count(page), count(original)
        if what == "numbers":
            here -= _digits(said)
        if here != there:
            wrong = (
                f"other {what} than in {original.file}: {_said(here - there)} too many, {_said(there - here)} missing"
            )
            yield Problem(page.file, line, "", wrong, "the same in both; where the original is right, as it has them")


def _known(code: str) -> bool:
    try:
        return bool(code) and code != "en" and bool(Locale.parse(code))
    except (UnknownLocaleError, ValueError):
        return False


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _headings(page: Page) -> Counter[str]:
    return Counter(f"level {heading.level}" for heading in page.headings)


def _items(page: Page) -> Counter[str]:
    return Counter("item" for line in page.visible.split("\n") if ITEM.match(line))


def _links(page: Page) -> Counter[str]:
    """Where its links lead; labels without the language, and without links from one language to another."""
    own = page.language and f"-{page.language}"
    told = [role.target.removesuffix(own).lstrip("/") for role in page.roles if role.name in ("doc", "ref")]
    other = re.compile(rf"{re.escape(page.name.removesuffix(own))}(?:-[a-z]{{2}})?|.*{SOURCES}")
    return Counter(target for target in told if not other.fullmatch(target))


def _numbers(page: Page) -> Counter[str]:
    """Its numbers in digits, without the names of roles and without lists of sources."""
    lines = (prose for prose, line in zip(page.prose, page.lines, strict=True) if "{cite}" not in line)
    return _digits(" ".join(lines))


def _digits(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


def _said(some: Counter[str]) -> str:
    return ", ".join(f"{count} × {name}" for name, count in sorted(some.items())) or "none"
