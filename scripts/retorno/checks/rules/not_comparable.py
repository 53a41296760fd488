"""What must not be added, chained or compared is a rule that the build can enforce.

A sentence such as “the two must not be added” in data/datapackage.json or data/series.csv binds
nobody. Write it as retorno:not_comparable of the data set: “what” says it in words; “between” lists
the groups of rows that stay apart, each with columns and their values ("series": ["a", "b"], or
"period": {"from": "2019", "to": "2024"}; "data_set" for rows of another data set); or “each” names
a column each of whose values is a group. When the book is built, every finding and figure is tried
with other numbers in each group. One that depends on two groups stops the build, unless its
analysis gives readers the reason in across=“…” of record or figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.evidence.catalogue import DataSet
from retorno.evidence.comparability import KEY, WORDS
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
NAME = f"retorno:{KEY}"
SERIES = "data/series.csv"

FORBIDS = re.compile(
    r"\b(must not|may not|cannot|never|not to) be "
    r"(added|chained|compared|mixed|joined|ranked|summed|subtracted|divided)"
    r"|\bnot (strictly )?comparable\b",
    re.I,
)
"""How a description says that counts stay apart."""

RIGHT = f"the same as a rule in {NAME} of the data set, with the groups of rows that stay apart"


def check(content: Content) -> Iterator[Problem]:
    """Look at the rules themselves, then for sentences that should be rules."""
    known = {data_set.name: data_set for data_set in data_sets(content)}
    for data_set in known.values():
        for number, rule in enumerate(data_set.about(KEY, []), start=1):
            for wrong, right in _faults(rule, data_set, known):
                line = line_of(content, data_set.name, NAME)
                yield Problem(FILE, line, f"{data_set.name}, {NAME}, rule {number}", wrong, right)
        for key, text in _sentences(data_set):
            if found := FORBIDS.search(text):
                line = line_of(content, data_set.name, key)
                yield Problem(FILE, line, f"{data_set.name}, {key}", f"“{found[0]}” stands here as a sentence", RIGHT)
    for line, record in records(content.project.root / SERIES):
        if found := FORBIDS.search(record.get("note", "")):
            yield Problem(SERIES, line, "column note", f"“{found[0]}” stands here as a sentence", RIGHT)


def _sentences(data_set: DataSet) -> Iterator[tuple[str, str]]:
    """The texts of a description, with the key under which each stands."""
    yield "description", str(data_set.described.get("description", ""))
    for entry in data_set.about("breaks", []):
        yield "retorno:breaks", str(entry.get("what", ""))
    for caveat in data_set.about("caveats", []):
        yield "retorno:caveats", str(caveat)
    for field in data_set.fields:
        yield "fields", str(field.get("description", ""))


def _faults(rule: dict[str, Any], data_set: DataSet, known: dict[str, DataSet]) -> Iterator[tuple[str, str]]:
    """What is wrong with one rule, and what would be right."""
    if not str(rule.get("what", "")).strip():
        yield "the rule does not say in words what it forbids", "“what”, one sentence that readers see"
    if ("each" in rule) == ("between" in rule):
        yield "the rule names no groups", "either “between”, a list of two or more groups, or “each”, a column"
    elif "each" in rule:
        yield from _group_faults({"": rule["each"], **rule}, data_set, known)
    elif len(rule["between"]) < 2:
        yield "the rule has fewer than two groups", "“between” with two or more groups of rows"
    for group in rule.get("between", []):
        yield from _group_faults(group, data_set, known)


def _group_faults(group: dict[str, Any], own: DataSet, known: dict[str, DataSet]) -> Iterator[tuple[str, str]]:
    name = str(group.get("data_set", own.name))
    if name not in known:
        yield f"there is no data set “{name}”.{nearest(name, known)}", f"one of {', '.join(known)}"
        return
    columns = [field["name"] for field in known[name].fields]
    rows = [record for _, record in records(known[name].path)]
    for column in [group[key] if key == "" else key for key in group if key not in WORDS]:
        if column not in columns:
            yield f"{name} has no column “{column}”.{nearest(column, columns)}", f"one of {', '.join(columns)}"
            continue
        wanted = group.get(column)
        for value in wanted if isinstance(wanted, list) else [wanted] if isinstance(wanted, str) else []:
            if rows and value not in {row[column] for row in rows}:
                yield f"no row of {name} has “{value}” in the column “{column}”", "a value that stands in the table"
