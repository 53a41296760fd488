"""Adding to the files that hold many things: a row to a table, an entry to the bibliography, a page to the contents.

Each keeps the order that the file has, and everything else as it was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from retorno.checks.reading.bibliography import formatted, held, parsed
from retorno.checks.reading.chapters import LISTS
from retorno.project import csv_tables
from retorno.project.documents import text as text_of
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem, UsageError


def add_rows(project: Project, name: str, rows: Iterable[Mapping[str, str]], sorted_by: str = "") -> list[Path]:
    """Add rows to ``data/NAME.csv``, at their place where the table is sorted; gives the file if there is one.

    A column that a row does not name stays empty. Raises :class:`UsageError` where a key is there already.
    """
    path, added = project.data / f"{name}.csv", list(rows)
    if not added or not path.is_file():  # a book may have no such register
        return []
    file = project.relative(path)
    table, text = csv_tables.read(path, file), text_of(path, file)
    lines = (text if text.endswith("\n") else text + "\n").splitlines(keepends=True)
    present = [(record.get(sorted_by, ""), line) for line, record in table.records()]
    keys = [key for key, _ in present]
    is_sorted = bool(sorted_by) and keys == sorted(keys)
    for row in sorted(added, key=lambda one: one.get(sorted_by, ""), reverse=True):  # lines above keep their numbers
        key = row.get(sorted_by, "")
        if sorted_by and key in keys:
            raise UsageError(f"{file} has “{key}” already: choose another name.")
        behind = [line for other, line in present if is_sorted and other > key]
        at = behind[0] - 1 if behind else len(lines)
        lines.insert(at, csv_text([[row.get(column, "") for column in table.header]]))
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return [path]


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as they are written in the tables of the book."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def add_data_set(project: Project, described: dict[str, Any]) -> Path:
    """Add the description of a data set to the end of the package."""
    package = json.loads(text_of(project.descriptor, project.relative(project.descriptor)))
    package["resources"].append(described)
    project.descriptor.write_text(
        json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    return project.descriptor


def add_entry(project: Project, entry: str) -> Path:
    """Add an entry to the bibliography, at its place in the alphabet where the others are at theirs."""
    path = project.bibliography
    before = text_of(path, project.relative(path))
    after = before.rstrip("\n") + "\n\n" + entry
    in_order = formatted(parsed(after))
    path.write_text(
        in_order if held(parsed(in_order)) == held(parsed(after)) else after, encoding="utf-8", newline="\n"
    )
    return path


def add_to_contents(project: Project, page: str) -> Path:
    """List a page in ``_toc.yml``, behind the last one of its folder that does more than list."""
    path = project.root / "_toc.yml"
    text, folder = text_of(path, "_toc.yml"), page.rpartition("/")[0]
    listed = re.finditer(rf"^( *)- file: ({re.escape(folder)}/[\w-]+) *\n", text, re.M)
    others = [line for line in listed if line[2] not in LISTS]
    if not others:
        right = f"a part with one page of {folder}/ at least, behind which the new one goes"
        raise ContentError(Problem("_toc.yml", 0, "", f"no page of {folder}/ is listed", right))
    end = others[-1].end()
    path.write_text(f"{text[:end]}{others[-1][1]}- file: {page}\n{text[end:]}", encoding="utf-8", newline="\n")
    return path


def add_page(project: Project, page: str, text: str) -> list[Path]:
    """Write a page that is not there yet, and list it."""
    path = project.root / f"{page}.md"
    if path.exists():
        raise UsageError(f"{page}.md is there already: choose another name.")
    contents = add_to_contents(project, page)
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path, contents]
