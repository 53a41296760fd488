"""A claim: its row in the register, the passage that states it, and who decides its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from retorno.commands.drafts.additions import add_rows
from retorno.commands.drafts.questions import Answers, Question, to_fill_in
from retorno.evidence.claims import COMPARATORS, UNNAMED
from retorno.evidence.findings import ID, QUANTITIES, UNITS
from retorno.evidence.source_texts import PASSAGE_KINDS, texts
from retorno.project.paths import Project
from retorno.project.problems import UsageError

NAME = "an id for the claim, such as darien-fall-99-7-percent"
QUESTIONS = (
    Question("source", "the key of the text in references.bib; a new one is added"),
    Question("locator", "where in the text it stands, such as paragraph 3, ¶ 4, § 2 or p. 7"),
    Question("quote", "the words of the text that state it, in its own language, at most 20 words", fewest=1),
    Question("speaker", "whom the text names for it", UNNAMED),
    Question("statement", "the claim as a sentence of our own", fewest=4),
    Question("text", "the figure in our own words, as a sentence can show it, such as “by half”"),
    Question("comparator", "how the figure is worded", choices=COMPARATORS),
    Question("printed", "the figure as the quotation prints it, such as 50%", ""),
    Question("value", "the figure as a number; a fall is negative", ""),
    Question("upper", "the upper end, where the figure is a range", ""),
    Question("unit", "the unit of the figure", choices=(*UNITS, "direction")),
    Question("quantity", "what kind of quantity it is", choices=QUANTITIES),
    Question("members", "the codes of the places, where the claim is a list, with semicolons", ""),
    Question("population", "whom or what is counted", fewest=1),
    Question("place", "the place that it is about: a code of data/places.csv, such as PAN", ""),
    Question("period", "the period that it is about, such as 2024 or 2025-05", ""),
    Question("base", "for a change: the period with which it is compared", ""),
    Question("differs", "where what measures it differs, and why it may be compared, as “population: reason”", ""),
    Question("analysis", "the analysis that judges it: the name of a page in chapters/analyses/"),
    Question("note", "what else a reader should know", ""),
    Question(
        "words", "the sentence that one may use instead, with findings as {darien_april_2025}; if data bear on it", ""
    ),
    Question("passage_kind", "what kind of statement the passage is", "number", choices=PASSAGE_KINDS),
    Question("decided_by", "who decides the verdict", "first reader"),
    Question("language", "the language of the text, where it is a new one, such as en", "en"),
)


def write(project: Project, name: str, answers: Answers) -> list[Path]:
    """Add the rows; raises :class:`UsageError` where the id is none or taken."""
    if not ID.fullmatch(name):
        raise UsageError(f"“{name}” is no id: lower-case words joined by hyphens, such as darien-fall-99-7-percent.")
    row = {"id": name, **{question.name: answers[question.name] for question in QUESTIONS}}
    passage = {key: answers[key] for key in ("source", "locator", "quote")}
    reading = {"claim": name, "decided_by": answers["decided_by"], "decided_on": date.today().isoformat()}
    sentence = [{"claim": name, "words": answers["words"]}] if answers["words"] else []
    return [
        *add_rows(project, "claims", [row], "id"),
        *add_rows(project, "passages", [{**passage, "kind": answers["passage_kind"], "claim": name}]),
        *add_rows(project, "verdict-readings", [reading], "claim"),
        *add_rows(project, "words-to-use", sentence, "claim"),
        *add_rows(project, "texts", _new_text(project, answers)),
    ]


def _new_text(project: Project, answers: Answers) -> Iterator[dict[str, str]]:
    """What is known of the text, where no claim of it stands in the register yet."""
    if answers["source"] not in texts(project):
        yield {
            "source": answers["source"],
            "language": answers["language"],
            "published": answers.get("year", to_fill_in("when the text was published")),
            "publisher": re.sub(r"[{}]", "", answers.get("author", to_fill_in("who published the text"))),
            "address": answers.get("url", to_fill_in("the address of the text")),
            "read": answers.get("read", to_fill_in("how far the text was read")),
        }
