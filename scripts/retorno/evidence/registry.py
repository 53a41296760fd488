"""The registry: all claims and findings of a build, what they were computed from, where they are used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from retorno.evidence.book_figures import Summary
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.sentences import sentence
from retorno.evidence.source_grades import Grades
from retorno.evidence.templates import Saying
from retorno.evidence.verdict_vocabulary import word_of
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import ENGLISH, Words
from retorno.project.paths import ANALYSES
from retorno.project.problems import Problem

UNGRADED = Grades()


@dataclass
class Contribution:
    """What one page gives to the registry and takes from it.

    ``uses`` names what the page shows: ``finding:ID``, ``claim:ID``, ``verdict:ID``, ``dataset:ID``,
    ``figure:ID``; ``inputs`` and ``key`` are those of its execution, ``said`` how its notebook made
    the texts with numbers in them.
    """

    findings: dict[str, Finding] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    figures: dict[str, Summary] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    inputs: dict[str, str] = field(default_factory=dict)
    said: dict[str, Saying] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class Entry:
    """A finding or a verdict with the page that it comes from and the pages that show it."""

    page: str
    used_on: tuple[str, ...]
    inputs: Mapping[str, str]


class Registry:
    """The contributions of all pages, joined with the claims of the register."""

    def __init__(
        self, claims: Mapping[str, Claim], pages: Mapping[str, Contribution], grades: Grades = UNGRADED
    ) -> None:
        self.claims = claims
        self.pages = pages
        self.grades = grades
        self.findings: dict[str, Finding] = {}
        self.verdicts: dict[str, Verdict] = {}
        self._pages_of: dict[str, str] = {}
        self._used_on: dict[str, list[str]] = {}
        for page in sorted(pages):
            for name in pages[page].uses:
                self._used_on.setdefault(name, []).append(page)
            for id, found in pages[page].findings.items():
                self.findings.setdefault(id, found)
                self._pages_of.setdefault(f"finding:{id}", page)
            for id, verdict in pages[page].verdicts.items():
                self.verdicts.setdefault(id, verdict)
                self._pages_of.setdefault(f"claim:{id}", page)

    def entry(self, name: str) -> Entry:
        """Where ``finding:ID`` or ``claim:ID`` comes from and is used."""
        page = self._pages_of.get(name, "")
        return Entry(page, tuple(self._used_on.get(name, ())), self.pages[page].inputs if page else {})

    def page_of_figure(self, id: str) -> str:
        """The page that makes the figure *id*, or an empty string."""
        return next((page for page in sorted(self.pages) if id in self.pages[page].figures), "")

    def pages_reading(self, data_set: str) -> list[str]:
        """The pages whose computation read the table of *data_set*, sorted."""
        return sorted(page for page, given in self.pages.items() if f"data/{data_set}.csv" in given.inputs)

    def as_list(self) -> list[dict[str, Any]]:
        """The registry as published in ``findings.json``: one object a claim or finding."""
        return [self._claim(claim) for claim in self.claims.values()] + [
            self._finding(self.findings[id]) for id in sorted(self.findings)
        ]

    def sentence(self, claim: Claim, words: Words = ENGLISH) -> str:
        """The verdict on *claim* in one sentence; empty where there is none."""
        verdict = self.verdicts.get(claim.id)
        return sentence(claim, verdict, self.findings, words) if verdict else ""

    def _claim(self, claim: Claim) -> dict[str, Any]:
        verdict = self.verdicts.get(claim.id)
        computed = self.findings.get(verdict.finding) if verdict else None
        return {
            "id": claim.id,
            "kind": "claim",
            "statement": claim.statement,
            "source": claim.source,
            "locator": claim.locator,
            "quote": claim.quote,
            "speaker": claim.speaker,
            "published": {
                "value": _published(claim),
                "text": claim.text,
                "unit": claim.unit,
                "period": claim.period,
                "comparator": claim.comparator,
                "quantity": claim.quantity,
                "base": claim.base,
            },
            "differs": dict(claim.differs),
            "computed": _computed(computed),
            **_judged(verdict),
            "sentence": self.sentence(claim) or None,
            **self._provenance(f"claim:{claim.id}", self.used(verdict)),
        }

    def used(self, verdict: Verdict | None) -> list[Finding]:
        """The findings on which a verdict rests."""
        ids = [*(piece.finding for piece in verdict.evidence), verdict.earlier, verdict.elsewhere] if verdict else []
        return [self.findings[id] for id in ids if id in self.findings]

    @cached_property
    def tested(self) -> dict[str, list[str]]:
        """The claims whose verdicts rest on each finding, by its id."""
        found: dict[str, list[str]] = {}
        for id, verdict in self.verdicts.items():
            for one in dict.fromkeys(used.id for used in self.used(verdict)):
                found.setdefault(one, []).append(id)
        return found

    def _finding(self, found: Finding) -> dict[str, Any]:
        return {
            "id": found.id,
            "kind": "finding",
            "statement": found.statement,
            "source": found.reported_by or None,
            "published": None,
            "computed": _computed(found),
            "verdict": None,
            **self._provenance(f"finding:{found.id}", [found]),
        }

    def _provenance(self, name: str, found: Sequence[Finding]) -> dict[str, Any]:
        entry = self.entry(name)
        return {
            "page": f"{entry.page}.html" if entry.page else None,
            "datasets": sorted({name for one in found for name in one.datasets}),
            "grade": self.grades.lowest(*found) or None,
            "used_on": [f"{page}.html" for page in entry.used_on],
            "inputs": dict(sorted(entry.inputs.items())),
        }


def _judged(verdict: Verdict | None) -> dict[str, Any]:
    """What the verdict says, field by field; null where there is nothing to say."""
    told = verdict.as_dict() if verdict else {}
    names = ("basis", "manner", "gap", "factor", "finding", "earlier", "elsewhere", "because")
    return {
        "verdict": verdict.kind if verdict else None,
        "word": word_of(verdict).word if verdict else None,
        **{name: told.get(name) if told.get(name) not in ("", None) else None for name in names},
        "evidence": told.get("evidence", []),
    }


def _published(claim: Claim) -> float | list[str] | None:
    return list(claim.members) or claim.value


def _computed(found: Finding | None) -> dict[str, Any] | None:
    if found is None:
        return None
    value = list(found.value) if isinstance(found.value, tuple) else found.value
    return {
        "value": value,
        "unit": found.unit,
        "precision": found.precision,
        "period": found.period,
        "place": found.place,
        "quantity": found.quantity,
        "base": found.base,
        "low": found.low,
        "high": found.high,
    }


def never_judged(claim: Claim) -> tuple[str, str, str]:
    """What to say of a claim that its analysis does not judge: the column, what is wrong, what would be right."""
    page = f"{ANALYSES}{claim.analysis}.md"
    return "id", f"its analysis {page} never judges it", f'a cell with judge("{claim.id}", …)'


def unjudged(claims: Mapping[str, Claim], pages: Mapping[str, Contribution]) -> Iterable[Problem]:
    """Claims on which their analysis gave no verdict, whatever its cells say."""
    for claim in claims.values():
        page = pages.get(f"{ANALYSES}{claim.analysis}")
        if page is None or claim.id not in page.verdicts:
            column, wrong, right = never_judged(claim)
            yield Problem("data/claims.csv", 0, f"column {column}", f"claim {claim.id}: {wrong}", right, "claims")


def given_twice(pages: Mapping[str, Contribution]) -> Iterable[Problem]:
    """Findings and verdicts that more than one page gives."""
    seen: dict[str, str] = {}
    for page in sorted(pages):
        for name in [f"finding {id}" for id in pages[page].findings] + [f"verdict {id}" for id in pages[page].verdicts]:
            if name in seen:
                wrong = f"this {name.split()[0]} is already given in {seen[name]}.md"
                yield Problem(f"{page}.md", 0, name, wrong, "one page for one value", "claims")
            seen.setdefault(name, page)
