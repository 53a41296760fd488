"""An address is that of the page itself: no shortener, and nothing that follows readers.

A shortened address hides where it leads, and whoever runs the shortener sees who went there. What stands behind utm_,
fbclid or gclid was put there by a newsletter or a network to tell readers apart; the page opens without it. The names
of shorteners and the marks stand in `policy/words/own-addresses.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import lists
from retorno.project import documents
from retorno.project.problems import Problem

SEVERITY = "error"
ADDRESS = re.compile(r"https?://(?:www\.)?(?P<site>[\w.-]+)(?P<rest>[^\s)>\]}\"”]*)", re.I)
SHORTENERS, MARKS = "shorteners", "marks that follow readers"


def check(content: Content) -> Iterator[Problem]:
    """Look at the addresses of pages, tables and the bibliography."""
    words = lists(content, "own-addresses")
    short, marks = set(words.get(SHORTENERS, [])), "|".join(map(re.escape, words.get(MARKS, []))) or r"(?!)"
    mark = re.compile(rf"[?&#](?P<mark>{marks})[\w-]*=", re.I)
    root = content.project.root
    texts = {page.file: page.text for page in content.pages}
    for path in [*sorted(content.project.data.glob("*.csv")), content.project.bibliography, content.project.descriptor]:
        if path.is_file():
            texts[path.relative_to(root).as_posix()] = documents.text(path, path.name)
    for file, text in texts.items():
        for match in ADDRESS.finditer(text):
            line = documents.line_at(text, match.start())
            if match["site"].lower() in short:
                right = "the address to which it leads"
                yield Problem(file, line, match[0], "a shortener hides where the address leads", right)
            elif found := mark.search(match["rest"]):
                wrong = f"“{found['mark']}” in the address tells who follows it from where"
                yield Problem(file, line, match[0][:60], wrong, "the address up to there")
