"""The files of teaching material as lists of entries: which keys each has, and on which lines they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

from retorno.checks.reading.content import Content
from retorno.project import documents
from retorno.teaching.sources import FOLDER, RULE

QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(NamedTuple):
    """An entry of a list: where it stands, what it is called, and its keys with their lines and the texts below each.

    A key behind whose colon nothing stands is none.
    """

    file: str
    line: int
    name: str
    keys: dict[str, tuple[int, tuple[tuple[int, str], ...]]]


@lru_cache(maxsize=2)
def lists_of_entries(content: Content) -> tuple[tuple[Entry, ...], ...]:
    """The entries that are of one kind: of all lists under one key of a file, or of the files of one folder.

    A file that is no YAML is told by the rule on teaching material.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    folder = content.project.root / FOLDER
    for path in sorted(folder.rglob("*.yml")):
        file = content.project.relative(path)
        kind = file if path.parent == folder else path.parent.name
        try:
            made = list(_entries(file, yaml.compose(documents.text(path, file, RULE), Loader=QUICK), ""))
        except (yaml.YAMLError, RecursionError, ValueError):
            continue
        for key, entry in made:
            found.setdefault((kind, key), []).append(entry)
    return tuple(map(tuple, found.values()))


def _entries(file: str, node: yaml.Node | None, path: str) -> Iterator[tuple[str, Entry]]:
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            if isinstance(part, yaml.MappingNode) and len(part.value) > 1:
                yield path, _entry(file, part)
            yield from _entries(file, part, path)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.MappingNode) and len(value.value) > 1:
                yield f"{path}.{key.value}".lstrip("."), _entry(file, value)
            yield from _entries(file, value, f"{path}.{key.value}".lstrip("."))


def _entry(file: str, node: yaml.MappingNode) -> Entry:
    given = [pair for pair in node.value if not isinstance(pair[1], yaml.ScalarNode) or str(pair[1].value).strip()]
    keys = {str(key.value): (key.start_mark.line + 1, tuple(_texts(value))) for key, value in given}
    name = next((texts[0][1] for key in ("id", "name", "title", "text") if (texts := keys.get(key, (0, ()))[1])), "")
    return Entry(file, node.start_mark.line + 1, name[:40], keys)


def _texts(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """The texts below a key: of itself, or of a plain list; not those of entries below it."""
    if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
        yield node.start_mark.line + 1, str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            if not isinstance(part, yaml.MappingNode):
                yield from _texts(part)
