"""Pages that somebody reads in a hurry, or in fear, are easy to read.

Pages in plain words, briefs, tools for work, and the two pages for people who are asked to sign a paper keep below
a grade of Flesch and Kincaid: about the years of school after which one reads with ease. Long sentences and long
words raise it. The grade of every page stands on the page of the checks; which page may have how much stands in
``CEILINGS`` of the rule.

A sentence of more than twenty-five words on a page in plain words is told by itself. Cut the longest sentence in
two. Take a short word where it says the same. A name, or a word of law that cannot be spared, is explained in the
next sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.reading_level import WORD, level
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True

CEILINGS = {
    "chapters/plain/": 6.0,
    "chapters/briefs/": 9.0,
    "chapters/tools/": 9.0,
    "chapters/understanding/withdrawing-consent": 10.0,
    "chapters/understanding/where-to-find-help": 10.0,
}
"""What the names of pages begin with, and the highest grade that they may have."""


PLAIN, LONGEST = "chapters/plain/", 25


def check(content: Content) -> Iterator[Problem]:
    """Measure the pages that have a ceiling."""
    for page in content.pages:
        highest = next((grade for name, grade in CEILINGS.items() if page.name.startswith(name)), None)
        measured = level(page) if highest is not None else None
        if highest is not None and measured and measured.grade > highest:
            wrong = f"the page reads like grade {measured.grade:g} of school, {measured.sentence:.0f} words a sentence"
            yield Problem(page.file, 0, "", wrong, f"grade {highest:g} or less: shorter sentences, shorter words")
        for sentence in sentences(page) if page.name.startswith(PLAIN) else ():
            if (words := len(WORD.findall(sentence.own))) > LONGEST:
                wrong, right = f"the sentence has {words} words", f"at most {LONGEST} on a page in plain words"
                yield Problem(page.file, sentence.line, f"“{sentence.text[:40]}…”", wrong, right)
