"""U.S. Customs and Border Protection: encounters, as CSV.

Real format, read in public copies of the agency's files (``sbo-encounters-fy22-fy25-aug.csv`` and
``nationwide-encounters-fy23-fy26-nov-state.csv``): UTF-8 with a header; one row for each fiscal
year, month and group, so that the count of a month is a sum of rows. The south-west file has the
columns Fiscal Year, Month Grouping, Month (abbv), Component, Demographic, Citizenship Grouping,
Title of Authority, Encounter Type, Encounter Count; the nationwide files add Land Border Region
and State, or Area of Responsibility, and leave others out. A fiscal year that is not over reads
“2025 (FYTD)”. It begins in October of the year before. Files cover four fiscal years.

The file's address holds the month of publication (``/sites/default/files/2025-11/…csv``) and is
found on the page that lists it; that page itself was not seen, only programs that read it.
"""

from __future__ import annotations

import csv
import io
import re
from fnmatch import fnmatch
from urllib.parse import urljoin

from retorno.refresh import FormatError, Observation

TYPES = ("text/csv", "application/csv", "text/plain", "application/vnd.ms-excel", "application/octet-stream")

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NEEDED = ("Fiscal Year", "Month (abbv)", "Encounter Count")
PROPERTIES = {
    "Component": "component",
    "Title of Authority": "title",
    "Land Border Region": "region",
    "Demographic": "demographic",
    "Citizenship": "citizenship",
    "Citizenship Grouping": "citizenship",
}

FILE = "sbo-encounters*.csv"
"""The name of the file that is looked for where a data set names none."""

LINK = re.compile(r"""href=["']([^"'<>\s]*?/(\d{4}-\d{2})/([^"'<>\s/]*?\.csv))["']""", re.I)


def find(page: bytes, address: str, link: str = "") -> str:
    """The address of the newest file named like *link* (by default the south-west one) on the page at *address*."""
    wanted = link or FILE
    links: list[tuple[str, str, str]] = LINK.findall(page.decode("utf-8", errors="replace"))
    links = [found for found in links if fnmatch(found[2].lower(), wanted.lower())]
    if not links:
        raise FormatError(f"the page links to no file called {wanted}; the agency may have moved it")
    newest, *_ = max(links, key=lambda found: (found[1], found[0]))
    return urljoin(address, newest)


def read(content: bytes) -> list[Observation]:
    """One observation a row of the file."""
    reader = csv.DictReader(io.StringIO(_text(content)))
    header = [name.strip() for name in reader.fieldnames or []]
    if missing := [name for name in NEEDED if name not in header]:
        raise FormatError(f"the header lacks {', '.join(missing)}; it reads: {', '.join(header)}")
    reader.fieldnames = header
    return [_observation(row, line) for line, row in enumerate(reader, start=2)]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"the file is not UTF-8 (byte {error.start})") from error


def _observation(row: dict[str, str | None], line: int) -> Observation:
    year, month, count = (str(row[name] or "").strip() for name in NEEDED)
    fiscal = re.match(r"\d{4}", year)
    if not fiscal or month.upper() not in MONTHS or not count.replace(",", "").isdigit():
        raise FormatError(f"line {line} is no count of a month: “{year}”, “{month}”, “{count}”")
    position = MONTHS.index(month.upper()) + 1
    calendar = int(fiscal[0]) - (1 if position >= 10 else 0)
    properties = {ours: str(row.get(theirs) or "") for theirs, ours in PROPERTIES.items() if row.get(theirs)}
    return Observation(f"{calendar}-{position:02}", int(count.replace(",", "")), properties)
