"""The register of claims, as the rules need it."""

from __future__ import annotations

from dataclasses import replace

from retorno.checks.reading.content import Content
from retorno.evidence.claims import Claim
from retorno.project.csv_tables import records
from retorno.project.problems import ContentError, Problem

FILE = "data/claims.csv"
RULE = "claims-register"


def claims(content: Content) -> dict[str, Claim]:
    """The claims by id; raises ``ContentError`` in the name of this rule where the register cannot be read."""
    try:
        return content.claims
    except ContentError as error:
        raise ContentError(replace(problem, rule=RULE) for problem in error.problems) from error
    except FileNotFoundError as error:
        missing = Problem(FILE, 0, "", "there is no register of claims", "the file, with a header line at least", RULE)
        raise ContentError(missing) from error


def lines(content: Content) -> dict[str, int]:
    """The line of each claim in the register."""
    return {record.get("id", ""): line for line, record in records(content.project.data / "claims.csv")}
