"""What to do where a publisher offers only a press release or a PDF, or no reader is written yet."""

from __future__ import annotations

from retorno.changes.table_changes import Row, text_of
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
    if not in_full:
        return f"by hand: {why}. How: make refresh DATASET={data_set.name}"
    last = text_of(rows[-1:], columns).splitlines()[-1]
    ends = [row["period"].rpartition("/")[2] for row in rows if row.get("period")]
    reaches = f" The table reaches {max(ends)}." if ends else ""
    return "\n".join(
        [
            f"by hand: {why}.",
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
