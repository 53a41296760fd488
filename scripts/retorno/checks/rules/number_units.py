"""A number of the registry brings its unit and its sign along: the words around it do not say them again.

{finding}`id` shows “12.5%”, so that “{finding}`id` per cent” is read as 12.5% per cent. A change has its sign: with a
fall it reads “−49.5%”, so that “fell by {finding}`id`” says that something fell by less than nothing. Write
“changed by”, or record the size of the fall as a finding of its own. A word behind the value that says what is
counted or paid in what money is one of its unit: “{finding}`id` dollars” over a finding in euros is another sum. The
words and their units are in `policy/words/number-units.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, facts
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import expression, lists
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True

SHOWN = r"\{(?:finding|claim)\}`(?P<id>[^`]+)`"
UNIT = re.compile(rf"{SHOWN}\s*(?P<unit>%|per cent\b|percent\b|percentage points?\b)")
FALL = re.compile(
    r"\b(?P<word>fell|falls?|fallen|falling|drop(?:s|ped)?|declin\w+|decreas\w+|down|shrank|shrunk|reduc\w+|"
    rf"loss|a minus)\s+(?:\w+\s+){{0,2}}(?:by|of)\s+(?:\w+\s+){{0,2}}{SHOWN}",
    re.I,
)
NOUN = rf"{SHOWN}\s+(?:[a-z-]+\s+)?(?P<noun>%s)\b"
"""A value and the word for what it counts, with one word between them at most."""

SHARES = ("percent", "percentage points")


def check(content: Content) -> Iterator[Problem]:
    """Look at the words before and behind each value."""
    known, claims = facts(content), content.claims
    units = {word: told for words, told in lists(content, "number-units").items() for word in words.split("|")}
    noun = expression(content, "number-units", NOUN % ("|".join(map(re.escape, units)) or r"\0"))
    for page in content.pages:
        for sentence in sentences(page):
            for match in UNIT.finditer(sentence.text):
                wrong = f"“{match['unit']}” stands behind a value that brings its unit along"
                yield Problem(page.file, sentence.line_of(match.start()), match["id"], wrong, "the value alone")
            for match in noun.finditer(sentence.text) if "`" in sentence.text else ():
                unit, allowed = known[match["id"]].unit if match["id"] in known else "", units.get(match["noun"])
                if unit and allowed and unit not in allowed:
                    wrong = f"“{match['noun']}” stands behind a value in {unit}"
                    line = sentence.line_of(match.start("noun"))
                    yield Problem(page.file, line, match["id"], wrong, "the word for that unit, or another finding")
            for match in FALL.finditer(sentence.text):
                id = match["id"]
                signed = id in known and _is_change(known[id])
                if signed or (
                    id in claims and "{claim}" in match[0] and claims[id].text.lstrip().startswith(("-", "−"))
                ):
                    wrong = f"“{match['word']}” says the direction, and the value has its sign as well"
                    right = "“changed by”, “a change of”, or a finding that is the size of the fall"
                    yield Problem(page.file, sentence.line_of(match.start()), id, wrong, right)


def _is_change(found: Facts) -> bool:
    """Whether the value is a change, shown with its sign."""
    return found.quantity == "change" or (found.unit in SHARES and found.statement.startswith("Change"))
