"""Terms are in the glossary, and names are spelt as their owners spell them.

The role `term` links to an entry of `chapters/reference/glossary.md`, which has one entry for each word;
write it as it stands there, or give your own text and the entry: {term}`levels <level>`. Words of the
field and names of bodies and places have one spelling in the book; titles and quotations keep theirs.
The spellings stand in `policy/words/glossary-terms.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem, nearest

SEVERITY = "error"

GLOSSARY = "chapters/reference/glossary"


def check(content: Content) -> Iterator[Problem]:
    """Compare the linked terms with the glossary, and names with their spelling."""
    glossary = next((page for page in content.pages if page.name == GLOSSARY), None)
    entries = list(_entries(glossary)) if glossary else []
    seen: dict[str, int] = {}
    for line, term in entries:
        if seen.setdefault(term, line) != line:
            wrong, right = f"“{term}” stands here twice, first in line {seen[term]}", "one entry for each word"
            yield Problem(f"{GLOSSARY}.md", line, term, wrong, f"{right}: the two joined")
    for page in content.pages if glossary else ():
        yield from _terms(page, set(seen))
    for found in avoided(content, "glossary-terms"):
        wrong = "the book spells this in another way"
        yield Problem(found.file, found.line, f"“{found.words}”", wrong, found.instead)


def _entries(page: Page) -> Iterator[tuple[int, str]]:
    """Line and term of each entry of the glossary: lines that are not indented, in front of one that is."""
    for glossary in page.directives("glossary"):
        for number, line in enumerate(glossary.text.split("\n"), start=glossary.body_line):
            if line[:1].strip() and not line.startswith(("%", "..")):
                yield number, line.strip().casefold()


def _terms(page: Page, known: set[str]) -> Iterator[Problem]:
    for role in page.roles:
        if role.name == "term" and role.target.casefold() not in known:
            hint = nearest(role.target.casefold(), known)
            yield Problem(
                page.file, role.line, role.target, "the glossary has no such term", f"an entry of {GLOSSARY}.md.{hint}"
            )
