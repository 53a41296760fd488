"""The figures that the book quotes and does not compute, as findings with which claims may be compared.

They are rows of the data set ``cited-figures``; what kind of quantity each is, and of whom, stands in
``cited-quantities`` for those that a claim needs.
"""

from __future__ import annotations

from typing import Any

from retorno.evidence.catalogue import Catalogue, read_table
from retorno.evidence.findings import Finding, finding

FIGURES, QUANTITIES = "cited-figures", "cited-quantities"


def quoted(catalogue: Catalogue) -> dict[str, Finding]:
    """All cited figures by id; none where the book has no table of them."""
    if FIGURES not in catalogue:
        return {}
    kinds = read_table(catalogue[QUANTITIES]).to_dict("records") if QUANTITIES in catalogue else []
    known: dict[str, dict[str, Any]] = {str(row.pop("id")): {str(key): row[key] for key in row} for row in kinds}
    return {
        row["id"]: finding(
            row["id"],
            row["value"],
            unit=row["unit"],
            precision=row["precision"],
            statement=row["statement"],
            period=row["period"],
            place=row["place"],
            datasets=(FIGURES,),
            reported_by=row["source"],
            **known.get(row["id"], {}),
        )
        for row in read_table(catalogue[FIGURES]).to_dict("records")
    }
