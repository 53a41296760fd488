"""An analysis reads its data by name: load("darien-monthly").

What load() reads is described, checked and licensed, and the build knows to run the analysis again when it
changes. A file read by its path is none of that, and what is fetched from the internet is refused when
the notebook runs. A new table goes into data/ first, with its description.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from retorno.checks.reading.code import calls, cells, text_of
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import data_sets
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
READERS = (
    *("read_csv", "read_excel", "read_json", "read_html", "read_table", "read_parquet", "read_xml"),
    *("read_text", "read_bytes", "urlopen", "urlretrieve", "genfromtxt", "loadtxt", "open"),
)


def check(content: Content) -> Iterator[Problem]:
    """Look for calls that read files or addresses in the code of all analyses."""
    known = [data_set.name for data_set in data_sets(content)]
    for page in content.pages:
        for call in calls(page):
            name = text_of(call.arguments.get("")) if call.name == "load" else None
            if name and name not in known:
                wrong = f"there is no data set “{name}”.{nearest(name, known)}"
                yield Problem(page.file, call.line, "load(…)", wrong, "the name of one in data/datapackage.json")
        for cell in cells(page):
            for node in ast.walk(cell.tree):
                called = _called(node)
                if called in READERS:
                    line = cell.line + getattr(node, "lineno", 1) - 1
                    wrong = "the analysis reads a file or an address by itself"
                    yield Problem(page.file, line, f"{called}(…)", wrong, 'load("the-name-of-a-data-set")')


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
