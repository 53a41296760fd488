"""What a reader can do with a data set: open it here or in another program, cite it, look at its first rows."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import bullets, joined, paragraph, table
from retorno.book.values.data_downloads import PACKAGE, WORKBOOK
from retorno.evidence import book_citation
from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records
from sphinx_keyed_execution.inputs import digest

WIDE = "wider-than-a-page"
"""The class of what no printed page has room for."""

FIRST = 5
"""How many rows a page shows."""

FORMS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
WHOLE = {PACKAGE: "ZIP with the descriptions", WORKBOOK: "XLSX with a codebook"}

SNIPPETS = {
    "Python": ("python", 'import pandas as pd\ntable = pd.read_csv("{address}")'),
    "R": ("r", 'table <- read.csv("{address}")'),
    "Google Sheets": ("text", '=IMPORTDATA("{address}")'),
}
"""How the table is opened elsewhere, by program: the language for highlighting, and the code."""


def use(data_set: DataSet, book: Build, up: str, docname: str) -> Iterator[nodes.Node]:
    """How large it is, in which forms it can be had, how it is opened and cited; *up* leads to the site's root."""
    say = book.words.say
    rows = [row for _, row in records(data_set.path)] if data_set.path.is_file() else []
    size = _kb(data_set.path.stat().st_size) if rows else 0
    columns = len(data_set.fields)
    yield paragraph(say("{rows} rows, {columns} columns, {size} kB.", rows=len(rows), columns=columns, size=size))
    if rows:
        names = [field["name"] for field in data_set.fields]
        shown = table(names, [[book.words.cell(row.get(name, "")) for name in names] for row in rows[:FIRST]])
        # As many columns as a table has: a screen scrolls, and a printed page leaves them out.
        yield nodes.container("", nodes.rubric("", say("The first rows")), shown, classes=[WIDE])
    yield nodes.rubric("", say("Use these data"))
    of_set = [_file(f"{up}data/{data_set.path.stem}.{kind}", say(name)) for kind, name in FORMS.items()]
    of_all = [_file(f"{up}data/{name}", say(text)) for name, text in WHOLE.items()]
    yield bullets(
        [
            [nodes.Text(f"{say('This data set:')} "), *joined(of_set)],
            [nodes.Text(f"{say('All data sets:')} "), *joined(of_all)],
        ]
    )
    address = book.work.where(f"data/{data_set.path.name}")
    opened = nodes.admonition("", nodes.title("", say("Open it in Python, R or a spreadsheet")), classes=["dropdown"])
    for program, (language, code) in SNIPPETS.items():
        told = code.format(address=address)
        opened += [
            paragraph(nodes.inline("", f"{program}:", classes=["brand"])),
            nodes.literal_block(told, told, language=language),
        ]
    yield opened
    yield nodes.rubric("", say("Cite this data set"))
    path = f"{book.env.config.language}/{docname}.html"
    cited = book_citation.data_set(book.work, _publishers(data_set), data_set.title, path, book.words).text
    yield paragraph(cited, classes=["cite"])


def state(data_set: DataSet) -> object:
    """All of that which is not in the description: the table, by its hash, since each build asks for it."""
    return digest(data_set.path.read_bytes()) if data_set.path.is_file() else ""


def _file(address: str, text: str) -> nodes.reference:
    return nodes.reference("", text, refuri=address, internal=False)


def _kb(size: int) -> int:
    return max(1, round(size / 1000))


def _publishers(data_set: DataSet) -> str:
    """Who published the figures: the names of the sources, before the colon."""
    names = (str(source.get("title", "")).partition(":")[0] for source in data_set.described.get("sources", []))
    return "; ".join(dict.fromkeys(filter(None, names)))
