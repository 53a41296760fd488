"""An analysis: a page that computes a value from a data set, shows it as a chart, and judges a claim."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from retorno.commands.drafts.additions import add_page
from retorno.commands.drafts.chapter import CLOSING
from retorno.commands.drafts.columns import kind_of
from retorno.commands.drafts.questions import Answers, Question
from retorno.evidence.catalogue import Catalogue, DataSet
from retorno.evidence.claims import Claim, read_claims
from retorno.evidence.findings import ID
from retorno.project import csv_tables
from retorno.project.paths import ANALYSES, Project
from retorno.project.problems import UsageError, nearest

NAME = "the name of the page, as it will stand in its address, such as darien"
QUESTIONS = (
    Question("dataset", "the data set that it rests on"),
    Question("title", "the question that it answers, as a title", fewest=3),
    Question(
        "learn", "what somebody can do who has read it, beginning with a verb; at its end, ({outcome}`seven`)", fewest=4
    ),
    Question("series", "the series that it looks at, where the data set has several", ""),
    Question("place", "the place that it looks at, where the data set has several", ""),
    Question("claim", "the id of the claim that it judges, if there is one", ""),
    Question(
        "claimed",
        "about the claim, or the question where there is none: who says or asks it, and what hangs on the answer",
        fewest=4,
        ends=".?!",
    ),
    Question("left_out", "who and what the data leave out, and where the series breaks", fewest=4, ends=".?!"),
    Question("alt", "what the chart shows, for somebody who does not see it", fewest=3, ends=".?!"),
    Question(
        "change", "what would change the answer: a figure that somebody could publish, or find", fewest=4, ends=".?!"
    ),
    Question(
        "limits",
        "what the figures cannot carry: what is preliminary, revised, missing or read at second hand",
        fewest=4,
        ends=".?!",
    ),
    *CLOSING,
)
TEXT = Template((Path(__file__).parent / "analysis.md").read_text(encoding="utf-8"))
WARNING = """\
# This says that the data count whom the claim counts. Where they do not, say here whom they count,
# and in the register (data/claims.csv, column differs) why the two may be compared.
"""
NAMES = ("figure", "fill", "judge", "load", "number", "period", "record")


@dataclass(frozen=True)
class Selection:
    """The rows of a data set that the draft looks at: the columns that choose them, and their cells by period."""

    data_set: DataSet
    chosen: dict[str, str]
    cells: dict[str, dict[str, str]]

    @property
    def is_monthly(self) -> bool:
        """Whether ``load`` makes dates of the periods."""
        return self._kind in ("yearmonth", "date")

    @property
    def _kind(self) -> str:
        return next(str(field["type"]) for field in self.data_set.fields if field["name"] == "period")

    def value(self, period: str) -> str:
        """The code that gives the value of a period."""
        return f"values.loc[{period if self._kind == 'year' else json.dumps(_first_day(period, self.is_monthly))}]"


def write(project: Project, name: str, answers: Answers) -> list[Path]:
    """Write the page; raises :class:`UsageError` where the data set, the claim or the name will not do."""
    if not ID.fullmatch(name):
        raise UsageError(f"“{name}” is no name of a page: lower-case words joined by hyphens.")
    catalogue, claims = Catalogue(project), read_claims(project)
    if answers["dataset"] not in catalogue:
        names = [data_set.name for data_set in catalogue]
        raise UsageError(f"--dataset: there is no data set “{answers['dataset']}”.{nearest(answers['dataset'], names)}")
    if answers["claim"] and answers["claim"] not in claims:
        raise UsageError(f"--claim: there is no claim “{answers['claim']}”.{nearest(answers['claim'], claims)}")
    claim = claims.get(answers["claim"])
    selection = select(catalogue[answers["dataset"]], answers, claim)
    return add_page(project, f"{ANALYSES}{name}", page(catalogue, name, answers, selection, claim))


def select(data_set: DataSet, answers: Answers, claim: Claim | None) -> Selection:
    """The rows of one series and one place; raises :class:`UsageError` where the choice is left open."""
    rows = [row for _, row in csv_tables.records(data_set.path)]
    if not rows or not {"period", "value"} <= rows[0].keys():
        raise UsageError(f"the data set “{data_set.name}” has no columns period and value, with which a draft begins.")
    chosen = {}
    for column in ("series", "place", "partner", "vintage"):
        words = sorted({row[column] for row in rows if column in row})
        asked = answers.get(column, "") or (claim.place if claim and column == "place" and claim.place in words else "")
        if asked and asked not in words:
            raise UsageError(f"--{column}: the data set has no “{asked}”, but {', '.join(words)}.")
        if len(words) > 1 and not asked and column in ("series", "place"):
            raise UsageError(f"--{column}: the data set has several; choose one of {', '.join(words)}.")
        if len(words) > 1:
            chosen[column] = asked or words[-1]
            rows = [row for row in rows if row[column] == chosen[column]]
    return Selection(data_set, chosen, {row["period"]: row for row in rows})


def page(catalogue: Catalogue, name: str, answers: Answers, selection: Selection, claim: Claim | None) -> str:
    """The text of the page."""
    periods = [period for period, row in selection.cells.items() if row["value"]]
    of_claim = claim and claim.period in selection.cells and (not claim.base or claim.base in selection.cells)
    period = claim.period if claim and of_claim else max(periods)
    base = claim.base if claim and of_claim else ""
    row, about = selection.cells[period], _series(catalogue, selection)
    unit = claim.unit if claim and base else row.get("unit") or str(selection.data_set.about("unit"))
    counts = about.get("counts") or str(selection.data_set.about("counts"))
    precision = (
        f"{claim.digit:g}" if claim and claim.digit else "1" if kind_of("value", [row["value"]]) == "integer" else "0.1"
    )
    value = selection.value(period)
    computed = f"value = ({value} / {selection.value(base)} - 1) * 100" if base else f"value = {value}"
    title = about.get("title") or selection.data_set.title
    return TEXT.substitute(
        name=name,
        title=answers["title"],
        learn=answers["learn"],
        dataset=selection.data_set.name,
        names=", ".join(one for one in NAMES if claim or one != "judge"),
        chosen=" & ".join(f'(table["{column}"] == {json.dumps(word)})' for column, word in selection.chosen.items())
        or 'table["value"].notna()',
        computed=computed,
        finding=f"{name}-{'change' if base else 'latest'}",
        unit=unit,
        precision=precision,
        period=period,
        place=row.get("place", ""),
        statement=_code(f"{counts.rstrip('.')}, {period}{f' against {base}' if base else ''}."),
        quantity=claim.quantity if claim else _quantity(about.get("event_or_person", "")),
        base=f' base="{base}",' if base else "",
        population=_code(claim.population if claim else counts.rstrip(".")),
        judge=f'\njudge("{claim.id}", "{name}-{"change" if base else "latest"}")' if claim else "",
        mark="line()" if selection.is_monthly else "bar()",
        scale="T" if selection.is_monthly else "O",
        axis="Month" if selection.is_monthly else "Year",
        values_title=_code(row.get("unit", "Value").capitalize()),
        series_title=_code(title.replace("{", "(").replace("}", ")")),
        counts_in_short=counts.rstrip("."),
        counts=_code(counts if counts.endswith(".") else f"{counts}."),
        claim=_claimed(claim, answers["claimed"]),
        left_out=answers["left_out"],
        change=answers["change"],
        limits=answers["limits"],
        alt=_code(answers["alt"]),
        warning=WARNING if claim else "",
        verdict=f"## The verdict\n\nThe verdict is {{verdict}}`{claim.id}`.\n\n" if claim else "",
        **{question.name: answers[question.name] for question in CLOSING},
    )


def _claimed(claim: Claim | None, about: str) -> str:
    if claim is None:
        return f"## The question\n\n{about}\n\n"
    cited = f"({{cite}}`{claim.source}`, {claim.locator})"
    said = f"{claim.statement.rstrip('.')}: {{claim}}`{claim.id}` {cited}."
    return f"## The claim\n\n{said} {about}\n\n"


def _series(catalogue: Catalogue, selection: Selection) -> dict[str, Any]:
    """What the register of series says of the one that is looked at."""
    if "series" not in catalogue:
        return {}
    cells = next(iter(selection.cells.values()))
    return next(
        (row for _, row in csv_tables.records(catalogue["series"].path) if row["id"] == cells.get("series")), {}
    )


def _quantity(counted: str) -> str:
    return {"stock": "stock", "share": "share", "countries": "count"}.get(counted, "flow")


def _first_day(period: str, is_monthly: bool) -> str:
    return f"{period}-01" if is_monthly and len(period) == len("2025-05") else period


def _code(text: str) -> str:
    """Words as they stand between double quotes in Python."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
