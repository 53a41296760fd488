"""OECD: the SDMX interface of the Data Explorer, as CSV.

Real format, as documented by the OECD (Data API documentation, July 2024) and quoted from answers
in public programs: ``https://sdmx.oecd.org/public/rest/data/OECD.ELS.IMD,DSD_MIG@DF_MIG,1.0/
DEU.W.A.B12._T._Z._Z.PS?startPeriod=2000&format=csvfile`` answers a header and one row for each
observation. The columns of the International Migration Database are DATAFLOW, its dimensions
(REF_AREA, CITIZENSHIP, FREQ, MEASURE, SEX, BIRTH_PLACE, EDUCATION_LEV, UNIT_MEASURE), TIME_PERIOD,
OBS_VALUE, OBS_STATUS, UNIT_MULT and DECIMALS; with ``format=csvfilewithlabels`` labels stand
beside. Areas are alpha-3, and W for the world. The measures: B11 inflows and B12 outflows of foreign
population, B14 stocks of foreign-born, B15 stocks of foreign population. Other flows of the OECD
have other dimensions and the same frame, and are read as well.
"""

from __future__ import annotations

import csv
import io

from retorno.refresh import FormatError, Observation
from retorno.refresh.quarters import as_interval

TYPES = ("application/vnd.sdmx.data+csv", "text/csv", "application/csv")

NEEDED = ("TIME_PERIOD", "OBS_VALUE")
NO_PROPERTIES = {*NEEDED, "DATAFLOW", "OBS_STATUS", "UNIT_MULT", "DECIMALS"}
WORLD = "W"


def read(content: bytes) -> list[Observation]:
    """One observation for each row that has a value, in units: a multiplier is carried out."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        header = reader.fieldnames or []
        if missing := [name for name in NEEDED if name not in header]:
            raise FormatError(f"the header lacks {', '.join(missing)}; it reads: {', '.join(header)[:200]}")
        return [_observation(row, line) for line, row in enumerate(reader, start=2) if row["OBS_VALUE"] != ""]
    except UnicodeDecodeError as error:
        raise FormatError(f"the file is not UTF-8 (byte {error.start})") from error
    except csv.Error as error:
        raise FormatError(f"this is no CSV: {error}") from error


def _observation(row: dict[str, str], line: int) -> Observation:
    if None in row or None in row.values():
        raise FormatError(f"line {line} has not as many cells as the header")
    try:
        value = float(row["OBS_VALUE"]) * 10 ** int(row.get("UNIT_MULT") or 0)
    except ValueError as error:
        raise FormatError(f"line {line} has no number: “{row['OBS_VALUE']}”") from error
    properties = {
        name.lower(): "WLD" if cell == WORLD else cell
        for name, cell in row.items()
        if name.isupper() and name not in NO_PROPERTIES
    }
    return Observation(as_interval(row["TIME_PERIOD"]), value, properties)
