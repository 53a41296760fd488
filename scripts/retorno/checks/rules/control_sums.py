"""The figures of the tables come to the totals that were printed elsewhere.

data/control-sums.csv holds one comparison a row: rows of a data set, and the total that a publisher
printed, the sum of other rows, or the change from them. A slip of a digit anywhere breaks one. Where
a publisher has revised a figure, what rests on it is revised too: the other table first, then the
total, with the source that prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.content import Content
from retorno.checks.reading.last_version import last_version
from retorno.evidence.control_sums import FILE, NAME, OR_THIS, faults
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Add up, and look whether the totals have a source."""
    changed = last_version(content).changed
    for line, column, wrong, right in faults(content.project):
        table = f"data/{wrong.partition(',')[0]}.csv"
        if table in changed and FILE not in changed and right.endswith(OR_THIS):
            right = f"{right.removesuffix(OR_THIS)}: {table} changed since the last version, and this row did not"
        yield Problem(FILE, line, f"column {column}" if column else "", wrong, right)
    path = content.project.data / f"{NAME}.csv"
    known = keys(content) if path.is_file() else {}
    for line, row in records(path) if path.is_file() else ():
        if row["source"] not in known and (row["source"] or not row["other"]):
            wrong = f"“{row['source']}” is no key of references.bib.{nearest(row['source'], known)}"
            yield Problem(FILE, line, "column source", wrong, "the key of the source that prints it")
