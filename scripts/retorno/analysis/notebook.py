"""The few names that an analysis imports: ``load``, ``record``, ``judge``, ``figure``, and the words of texts.

``fill``, ``joined``, ``number`` and ``period`` make texts that every edition can say in its language.

None of them does arithmetic: what is calculated stands in the open in the notebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from retorno.analysis import chart_figures, charts, published_data
from retorno.analysis.outputs import show
from retorno.analysis.sayings import Sayings
from retorno.evidence.catalogue import Catalogue, read_table
from retorno.evidence.claims import Claim, read_claims
from retorno.evidence.findings import Finding, FindingError, finding
from retorno.evidence.media_types import FIGURE, FINDING, SAYINGS, VERDICT
from retorno.evidence.quotations import quoted
from retorno.evidence.sentences import sentence
from retorno.evidence.verdicts import Basis
from retorno.evidence.verdicts import judge as compare
from retorno.evidence.wording import ENGLISH
from retorno.project.problems import nearest
from sphinx_keyed_execution import tracing


class Session:
    """What one run of a notebook has read and recorded so far."""

    def __init__(self) -> None:
        self.project = published_data.project(Path.cwd())
        self.catalogue = Catalogue(self.project)
        self.read: list[str] = []
        self.findings: dict[str, Finding] = {}
        self.judged: set[str] = set()
        self.shown: dict[str, tuple[str, ...] | None] = {}
        """The figures, with the data sets that their analysis names for each."""

        self.across: dict[tuple[str, str], str] = {}
        """Why a finding or a figure joins counts that the data package keeps apart."""

        self.sayings = Sayings()

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The register, read with the first claim that is judged."""
        return read_claims(self.project)

    @cached_property
    def cited(self) -> dict[str, Finding]:
        """The figures that are cited, read with the first of them."""
        return quoted(self.catalogue)

    def load(self, name: str) -> pd.DataFrame:
        """The table of the data set *name*, its columns typed after the schema.

        Months and dates are ``datetime64``, years and counts integers, other values floats.
        """
        table = read_table(self.catalogue[name])
        if name not in self.read:
            self.read.append(name)
        return table

    def record(
        self,
        id: str,
        value: Any,
        *,
        unit: str,
        precision: float,
        statement: str,
        period: str,
        place: str = "",
        reported_by: str = "",
        datasets: Sequence[str] | str = (),
        across: str = "",
        **compared: Any,
    ) -> None:
        """Put *value* into the registry as the finding *id*, and show it.

        ``precision`` is the step of the last digit shown; ``statement`` says in one sentence
        what is counted; ``period`` is ISO 8601; ``reported_by`` is a bib key, for a value that is
        quoted and not computed. ``datasets`` names the tables from which the value was computed; it
        must be given where more than one has been read; ``sources`` the bib keys of the rows used, of a
        table that gathers figures of many sources. A finding with which a claim is compared also
        needs ``quantity`` (stock, flow, change, share, count, label) and ``population``, a change its
        ``base`` period, an estimate its interval from ``low`` to ``high``.
        ``across`` is the reason, in a sentence that readers see, for computing the value from counts
        that the data package keeps apart.
        Raises ``FindingError`` for what cannot be published.
        """
        if id in self.findings:
            raise FindingError(f"{id} is recorded twice in this notebook: each finding has an id of its own.")
        statement = self._with_reason("finding", id, statement, across)
        found = finding(
            id,
            value,
            unit=unit,
            precision=precision,
            statement=statement,
            period=period,
            place=place,
            datasets=self._lineage(id, datasets),
            reported_by=reported_by,
            **compared,
        )
        self._check_precision(found)
        self._check_sources(found)
        self.findings[id] = found
        show({FINDING: found.as_dict(), "text/plain": f"{statement} {ENGLISH.value(found)}"})

    def _check_sources(self, found: Finding) -> None:
        """Refuse a source that stands in none of the tables."""
        known = [key for name in found.datasets for key in self.catalogue[name].about("source", [])]
        for key in found.sources:
            if key not in known:
                raise FindingError(f"{found.id}: “{key}” is no source of its data sets.{nearest(key, known)}")

    def _check_precision(self, found: Finding) -> None:
        """Refuse digits that the data set does not have (``retorno:precision``, by unit)."""
        for name in found.datasets:
            least = self.catalogue[name].about("precision", {}).get(found.unit, 0)
            if isinstance(least, int | float) and found.precision < least:
                raise FindingError(
                    f"{found.id}: precision={found.precision:g} shows digits that {name} does not have: "
                    f"its values in {found.unit} are good to {least:g} (retorno:precision); give {least:g} or more."
                )

    def judge(
        self,
        claim: str,
        *measures: str,
        at_least: str | None = None,
        at_most: str | None = None,
        earlier: str | None = None,
        elsewhere: str | None = None,
        because: str = "",
        basis: Basis = "",
        checkable: bool = True,
    ) -> None:
        """Compare a claim of the register with recorded findings, and show the verdict.

        ``measures`` are the ids of what measures the claim, each on its own. ``at_least`` and
        ``at_most`` are limits from other counts; ``earlier`` is the same quantity at an earlier time;
        ``elsewhere`` a true figure of something else that the claim may have borrowed, with the
        reason in ``because``. ``basis`` is needed where a finding is quoted: “checked-at-source” or
        “single-report”. Nothing at all means as reported; with ``checkable=False`` and a reason in
        ``because`` the claim is one that nothing can check.
        """
        claims = self.claims
        tracing.uses_part(self.project.data / "claims.csv", claim)
        if claim not in claims:
            raise FindingError(f"there is no claim “{claim}” in data/claims.csv.{nearest(claim, claims)}")
        if claim in self.judged:
            raise FindingError(f"{claim} is judged twice in this notebook: each claim has one verdict.")
        found = [one for one in map(self._found, measures) if one]
        others = {
            "at_least": self._found(at_least),
            "at_most": self._found(at_most),
            "earlier": self._found(earlier),
            "elsewhere": self._found(elsewhere),
        }
        result = compare(claims[claim], *found, **others, because=because, basis=basis, checkable=checkable)
        self.judged.add(claim)
        known = {one.id: one for one in (*found, *others.values()) if one}
        told = sentence(claims[claim], result, known)
        show({VERDICT: result.as_dict(), "text/plain": f"{claim}: {ENGLISH.verdict(result)}. {told}"})

    def figure(
        self,
        chart: alt.TopLevelMixin,
        *,
        id: str,
        title: str,
        caption: str,
        alt: str,
        source: str = "",
        datasets: Sequence[str] | None = None,
        table: pd.DataFrame | None = None,
        narrow: alt.TopLevelMixin | None = None,
        interactive: bool = True,
        across: str = "",
    ) -> None:
        """Show *chart* as a figure of the book.

        ``title`` states what the chart shows, in one short sentence, ``caption`` what is counted and where the breaks
        are, ``alt`` what somebody who does not see it needs to know. ``datasets`` names the data
        sets that the chart shows, where these are not all that were read, and is empty where it
        shows none of them; ``source`` replaces the source line made of them. ``table`` is the table
        behind the chart, where it is not simply the chart's own data. ``narrow`` is another chart for
        phones, where the same would not be readable; ``interactive`` is false where there is nothing to
        point at. ``across`` is the reason, which ends the caption, for showing counts together that the
        data package keeps apart.
        Raises ``FindingError`` where something is missing or could not be published.
        """
        if id in self.shown:
            raise FindingError(f"figure {id} is shown twice in this notebook: each figure has an id of its own.")
        caption = self._with_reason("figure", id, caption, across)
        made = chart_figures.figure(
            chart,
            narrow,
            id=id,
            words={"title": title, "caption": caption, "alt": alt},
            source=source,
            datasets=[self.catalogue[name] for name in (self.read if datasets is None else datasets)],
            table=table,
            interactive=interactive,
        )
        self.shown[id] = None if datasets is None else tuple(datasets)
        show({FIGURE: made.as_dict(), "text/plain": made.alt})

    def _with_reason(self, kind: str, id: str, text: str, across: str) -> str:
        """*text* followed by the reason for a mixture, which is kept for the check."""
        if not across:
            return text
        self.across[kind, id] = across
        return self.sayings.joined([text, across], " ")

    def _lineage(self, id: str, datasets: Sequence[str] | str) -> tuple[str, ...]:
        """The tables from which a value was computed: those named, or the only one that was read."""
        named = (datasets,) if isinstance(datasets, str) else tuple(datasets)
        for name in named:
            if name not in self.read:
                raise FindingError(f"{id}: the data set “{name}” has not been read above.{nearest(name, self.read)}")
        if not named and len(self.read) > 1:
            raise FindingError(
                f"{id}: {len(self.read)} data sets have been read ({', '.join(self.read)}): "
                "say from which of them the value was computed (datasets=…)."
            )
        return named or tuple(self.read)

    def _found(self, id: str | None) -> Finding | None:
        if id is None:
            return None
        if id not in self.findings and id in self.cited:
            return self.cited[id]
        if id not in self.findings:
            raise FindingError(f"the finding “{id}” has not been recorded above.{nearest(id, self.findings)}")
        return self.findings[id]


def _hand_over_sayings(session: Session) -> None:
    """After each cell, hand over how its texts were made; outside a notebook there is nobody to take it."""
    from IPython.core.getipython import get_ipython

    def after_cell(*_: object) -> None:
        if news := session.sayings.news():
            show({SAYINGS: news, "text/plain": ""})

    if shell := get_ipython():
        shell.events.register("post_run_cell", after_cell)


charts.register_theme()
alt.data_transformers.disable_max_rows()
_session = Session()
load, record, judge, figure = _session.load, _session.record, _session.judge, _session.figure
fill, joined = _session.sayings.fill, _session.sayings.joined
number, period = _session.sayings.number, _session.sayings.period
_hand_over_sayings(_session)
