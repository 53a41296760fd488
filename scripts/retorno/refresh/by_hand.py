"""What to do where a publisher offers only a press release or a PDF, or no reader is written yet."""

from __future__ import annotations

from retorno.changes.table_changes import Row, text_of
from retorno.evidence import expected_figures
from retorno.evidence.catalogue import DataSet


def instructions(data_set: DataSet, rows: list[Row], in_full: bool) -> str:
    """How to enter the next figure of *data_set* by hand; *in_full* with its last row as the pattern."""
    settings = data_set.about("refresh", {})
    file = f"data/{data_set.path.name}"
    columns = [field["name"] for field in data_set.fields]
    publisher, address = settings.get("publisher", "the publisher"), settings.get("address", "its address")
    why = (
        f"{publisher} offers a file or an interface, but no reader for it is written yet"
        if settings.get("how") in ("file", "api")
        else f"{publisher} publishes this in texts, not as data that can be fetched"
    )
    if publisher == "Retorno":
        return f"by hand: this table is the book's own work. Edit {file}, then run: make check"
    if data_set.about(expected_figures.KEY) == expected_figures.ENDED:
        return "by hand: the series has ended, so no newer figures are expected; a correction may still be"
    if not in_full:
        return f"by hand: {why}.{_due(data_set)} How: make refresh DATASET={data_set.name}"
    last = text_of(rows[-1:], columns).splitlines()[-1]
    ends = [row["period"].rpartition("/")[2] for row in rows if row.get("period")]
    reaches = f" The table reaches {max(ends)}." if ends else ""
    return "\n".join(
        [
            f"by hand: {why}.{_due(data_set)}",
            f"  1. Look for newer figures at {address} .{reaches}",
            f"  2. Add a row for each to {file}, with the columns {','.join(columns)}",
            f"     The last row is the pattern: {last}",
            "  3. In the column source write the key of an entry in references.bib; if the text is new, add",
            "     @misc{publisher-year-month, author = {{Publisher}}, title = {…}, year = {…}, url = {…}}",
            f"  4. In data/datapackage.json, under {data_set.name}: add the key to retorno:source, and bring",
            "     retorno:coverage, retorno:vintage and retorno:checked up to date",
            "  5. Run: make check, then make diff",
        ]
    )


def _due(data_set: DataSet) -> str:
    """Since or from when there should be newer figures, and by when somebody looks; empty where it is not said."""
    month, by = expected_figures.month(data_set), data_set.about("review_by")
    when = "since" if expected_figures.is_behind(data_set) else "from"
    told = [f"newer figures are expected {when} {month}" if month else "", f"to be looked at by {by}" if by else ""]
    sentence = ", ".join(filter(None, told))
    return f" {sentence[0].upper()}{sentence[1:]}." if sentence else ""
