"""A figure of the book as an analysis gives it: the drawings, the words, the table, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt
import pandas as pd

from retorno.analysis import chart_honesty, charts
from retorno.analysis.dimensions import NARROW, WIDE
from retorno.analysis.interactive_chart import interactive as for_browsers
from retorno.evidence.book_figures import Figure
from retorno.evidence.catalogue import DataSet
from retorno.evidence.findings import ID, FindingError
from retorno.project.documents import texts, unprintable


def figure(
    chart: alt.TopLevelMixin,
    narrow: alt.TopLevelMixin | None,
    *,
    id: str,
    words: dict[str, str],
    source: str,
    datasets: Sequence[DataSet],
    table: pd.DataFrame | None,
    interactive: bool,
) -> Figure:
    """A figure that is still to be drawn; *words* are title, caption and alt.

    Raises :class:`FindingError` where something is missing or could not be published.
    """
    _check_words(id, words)
    behind = table if table is not None else getattr(chart, "data", None)
    if not isinstance(behind, pd.DataFrame) or behind.empty:
        raise FindingError(f"figure {id}: give the table behind the chart (table=…), with at least one row.")
    drawn = {
        "wide": charts.specification(chart, WIDE),
        "narrow": charts.specification(narrow or chart, NARROW),
    }
    for specification in drawn.values():
        if linked := next(charts.leading(specification), ""):
            raise FindingError(
                f"figure {id}: the chart uses {linked}; a chart has no links and no pictures: link in the text."
            )
        if loaded := sorted(set(charts.addresses(specification))):
            raise FindingError(
                f"figure {id}: the chart would load {', '.join(loaded)}; load() a data set and give it as a table."
            )
    if wrong := next(chart_honesty.faults(drawn["wide"], words, behind), ""):
        raise FindingError(f"figure {id}: {wrong}.")
    if source and not source.strip():
        raise FindingError(f"figure {id}: source=… is empty; left out, the source line is made of the data sets.")
    csv = _plain(behind).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    for where, said in (*words.items(), ("source", source), ("the table", csv), ("the chart", drawn)):
        if sign := next(filter(None, map(unprintable, texts(said))), ""):
            raise FindingError(
                f"figure {id}: {where} holds a sign that cannot be written, {sign}; take it out of the text."
            )
    credit = source or "Source: " + _distinct(str(set.about("credit") or set.title) for set in datasets)
    vintage = _distinct(str(set.about("vintage")) for set in datasets)
    said = {name: " ".join(text.split()) for name, text in words.items()}
    return Figure(
        id=id,
        title=said["title"],
        caption=said["caption"],
        alt=said["alt"],
        source=credit,
        vintage=vintage,
        below=_below(credit, vintage, own=bool(source)),
        datasets=tuple(set.name for set in datasets),
        specification=for_browsers(drawn["wide"]) if interactive else None,
        drawings=drawn,
        csv=csv,
    )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with whole numbers written as such: 43786, not 43786.0."""
    whole = [
        name
        for name in table.columns
        if pd.api.types.is_float_dtype(table[name]) and (table[name].dropna() % 1 == 0).all()
    ]
    return table.astype(dict.fromkeys(whole, "Int64"))


LONG = 110
"""Letters from which on a vintage is a paragraph, and no longer a line in a picture."""

TITLE_WORDS = 15
"""What a title holds: a reader takes it in at a glance, above the chart and in lists."""


def _below(credit: str, vintage: str, own: bool) -> tuple[str, ...]:
    """The lines inside the picture: the source, and the vintage of the data.

    The credit of a data set names its vintage in short; the long form
    stands in the picture only where an analysis words the source line itself.
    """
    said = all(part in credit for part in vintage.split("; ")) or (len(vintage) > LONG and not own)
    return (credit,) if said or not vintage else (credit, f"Data: {vintage}")


def _check_words(id: str, words: dict[str, str]) -> None:
    if not ID.fullmatch(id):
        raise FindingError(f"“{id}” is no id of a figure: use lower-case words joined by hyphens, as in darien-months.")
    for name, text in words.items():
        if not text.strip():
            raise FindingError(f"figure {id}: {name}=… is empty; every figure has one.")
    if (count := len(words["title"].split())) > TITLE_WORDS:
        raise FindingError(
            f"figure {id}: its title has {count} words; at most {TITLE_WORDS}, and the rest in the caption."
        )


def _distinct(parts: Iterable[str]) -> str:
    """The parts that are not empty, each once, joined."""
    return "; ".join(dict.fromkeys(filter(None, parts)))
