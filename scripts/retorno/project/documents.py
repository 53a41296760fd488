"""Text, JSON, YAML and TOML of the project, read within bounds; what is wrong in them is a problem with its line.

Whoever writes a file decides what stands in it, so that a reader may not trust it: a few lines of
YAML can stand for billions of values, and brackets within brackets end the program that follows
them. Each reader here takes what the book needs, and says of the rest where it is.
"""

from __future__ import annotations

import errno
import json
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from retorno.project.problems import ContentError, Problem

MOST_MEGABYTES = 20
"""How large a file may be."""

DEEPEST = 40
"""How many lists and mappings may lie within one another."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What no text of ours holds: control characters, marks that turn the direction of writing, halves of a character."""

ESCAPED = re.compile(r"\\u(?:00[0-189]|007f|202|206|[dD][89a-fA-F])")
"""How JSON may write such a sign without holding it."""

NO_FILE: dict[int, tuple[str, str]] = {
    errno.EISDIR: (
        "there is a folder in the place of this file",
        "a file of this name, or another name for the folder",
    ),
    errno.ENOTDIR: ("there is a file in the place of a folder above it", "a folder of this name"),
    errno.ELOOP: ("this is a link that leads back to itself", "the file itself, not a link"),
    errno.ENAMETOOLONG: ("the name is too long", "a shorter name"),
}
"""What the system says of a path that leads to no file, in our words."""


QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as quick where PyYAML was built with libyaml, as on the usual machines; the other knows the place of a
fault better."""

_REPEATED: tuple[str, str] = (
    "“&” and “*” repeat values here",
    "the value itself, or quotes around text with such a sign",
)

_TOO_DEEP: tuple[str, str] = ("too many lists and keys lie within one another here", f"at most {DEEPEST} levels")


class Fault(NamedTuple):
    """What is wrong in a text, on which line of it, and what would be right."""

    line: int
    wrong: str
    right: str


def text(path: Path, file: str, rule: str = "") -> str:
    """The text of the file at *path*, called *file* in messages.

    Raises ``FileNotFoundError`` where there is none and :class:`ContentError` where it is no text.
    """
    try:
        if words := too_large(path):
            raise ContentError(Problem(file, 0, "", *words, rule))
        content = path.read_bytes()
    except OSError as error:
        if words := NO_FILE.get(error.errno or 0):
            raise ContentError(Problem(file, 0, "", *words, rule)) from error
        raise
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong, table = f"the file is not UTF-8 (byte {error.start + 1})", path.suffix == ".csv"
        right = "save the file as UTF-8: spreadsheets offer “CSV UTF-8” when they save" if table else "save it as UTF-8"
        raise ContentError(Problem(file, line, "", wrong, right, rule)) from error


def too_large(path: Path) -> tuple[str, str] | None:
    """What is wrong, and what would be right, where a file is larger than any that the book needs."""
    size = path.stat().st_size
    if size <= MOST_MEGABYTES * 1_000_000:
        return None
    return f"the file has {size / 1e6:,.0f} MB", f"at most {MOST_MEGABYTES} MB"


def in_place_of_a_source(error: OSError, root: Path) -> Problem | None:
    """What *error* says of a source of the project at *root*, a folder in its place, say; None where there is none."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    words = NO_FILE.get(error.errno or 0)
    if error.errno == errno.ENOENT:
        words = "there is no such file", "the file, or nothing that names it"
    if path is None or words is None or not path.is_relative_to(root):
        return None
    file = path.relative_to(root)
    made = file.parts[:1] and (file.parts[0].startswith(".") or file.parts[0] in ("_build", "_site"))
    return None if made else Problem(file.as_posix(), 0, "", *words)


def line_at(text: str, position: int) -> int:
    """The line (from 1) of *text* on which a position is."""
    return text.count("\n", 0, position) + 1


def unprintable(found: str) -> str:
    """The first sign of *found* that no text may hold, named by its number; empty if there is none."""
    sign = UNPRINTABLE.search(found)
    return f"U+{ord(sign[0]):04X}" if sign else ""


def json_document(path: Path, file: str, rule: str = "") -> Any:
    """What the JSON file at *path* holds; raises as :func:`text` does, and where it is no JSON."""
    written = text(path, file, rule)

    def refuse(line: int, wrong: str, right: str) -> ContentError:
        return ContentError(Problem(file, line, "", wrong, right, rule))

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(found)
        if len(keys) < len(found):
            twice = next(key for key, _ in found if [name for name, _ in found].count(key) > 1)
            raise refuse(_line_of_key(written, twice), f"the key “{twice}” stands twice in one place", "each key once")
        return keys

    def number(name: str) -> float:
        raise refuse(_line_of_key(written, name), f"“{name}” is no number of JSON", "a number, or null")

    try:
        found = json.loads(written, object_pairs_hook=pairs, parse_constant=number)
    except RecursionError as error:
        raise refuse(0, *_TOO_DEEP) from error
    except ValueError as error:
        right = "mend this line, or the end of the one above: a comma or a quotation mark is often missing"
        raise refuse(getattr(error, "lineno", 0), f"this is not valid JSON: {error}", right) from error
    for words in texts(found) if ESCAPED.search(written) or unprintable(written) else ():
        if sign := unprintable(words):
            line = _line_of_key(written, json.dumps(words)[1:-1])
            raise refuse(line, f"a text here holds the sign {sign}, which cannot be shown", "the text without it")
    return found


def yaml_document(path: Path, file: str, rule: str = "") -> Any:
    """What the YAML file at *path* holds; raises as :func:`text` does, and where it is no YAML or not plain."""
    written = text(path, file, rule)
    with suppress(yaml.YAMLError, RecursionError, ValueError):
        _plain(written, file, rule, QUICK)
        return yaml.load(written, QUICK)
    try:
        _plain(written, file, rule, yaml.SafeLoader)
        return yaml.safe_load(written)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of_sign(written, error)
        wrong = f"this is not valid YAML: {getattr(error, 'problem', None) or getattr(error, 'reason', error)}"
        right = "mend the line: it begins with as many spaces as its neighbours, and a colon is followed by one"
        raise ContentError(Problem(file, line, "", wrong, right, rule)) from error
    except RecursionError as error:
        raise ContentError(Problem(file, 0, "", *_TOO_DEEP, rule)) from error
    except ValueError as error:  # a date such as 2025-02-31
        right = "a value that exists; text that only looks like a date or a number stands in quotes"
        raise ContentError(Problem(file, 0, "", f"this is not valid YAML: {error}", right, rule)) from error


def toml_document(path: Path, file: str, rule: str = "") -> dict[str, Any]:
    """What the TOML file at *path* holds; raises as :func:`text` does, and where it is no TOML."""
    try:
        return tomllib.loads(text(path, file, rule))
    except RecursionError as error:
        raise ContentError(Problem(file, 0, "", *_TOO_DEEP, rule)) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        right = "mend this line: text stands in double quotes, a list in square brackets"
        wrong = f"this is not valid TOML: {error}"
        raise ContentError(Problem(file, int(line[1]) if line else 0, "", wrong, right, rule)) from error


def needless(written: str, loader: Any = QUICK) -> Fault | None:
    """The first thing in the YAML *written* that settings need not: repetition by alias, great depth, one key twice.

    Raises ``yaml.YAMLError`` and ``RecursionError`` where it is none, or none that can be read.
    """
    open_ones: list[dict[str, bool] | None] = []  # the keys of each mapping so far, None for a list
    at_key: list[bool] = []
    for event in yaml.parse(written, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return Fault(line, *_REPEATED)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_ones.pop()
            at_key.pop()
            continue
        key = bool(at_key and at_key[-1] and open_ones[-1] is not None)
        if key and isinstance(event, yaml.ScalarEvent):
            names = open_ones[-1]
            assert names is not None
            if event.value in names:
                return Fault(line, f"the key “{event.value}” stands twice in one place", "each key once")
            names[event.value] = True
        if isinstance(event, yaml.NodeEvent) and at_key:
            at_key[-1] = not at_key[-1]
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            open_ones.append({} if isinstance(event, yaml.MappingStartEvent) else None)
            at_key.append(True)
            if len(open_ones) > DEEPEST:
                return Fault(line, *_TOO_DEEP)
    return None


def _plain(written: str, file: str, rule: str, loader: Any) -> None:
    """Refuse what settings need not."""
    if fault := needless(written, loader):
        raise ContentError(Problem(file, fault.line, "", fault.wrong, fault.right, rule))


def texts(value: Any) -> Iterator[str]:
    """All texts in *value*, at any depth, the keys among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from texts(key)
            yield from texts(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from texts(below)


def _line_of_key(written: str, word: str) -> int:
    """The line on which *word* stands last, or 0."""
    position = written.rfind(word)
    return line_at(written, position) if position >= 0 else 0


def _line_of_sign(written: str, error: yaml.YAMLError) -> int:
    """The line of a sign that YAML does not allow, or 0."""
    position = getattr(error, "position", None)
    return line_at(written, position) if isinstance(position, int) else 0
