"""Documents read within bounds: what is right is read as its format says, and all else is told, never raised."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from retorno.project import documents
from retorno.project.problems import ContentError, Problem

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.characters(categories=["L", "N", "P", "Zs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def told(reader: object, path: Path) -> Problem:
    """The one problem that *reader* tells of the file."""
    with pytest.raises(ContentError) as caught:
        reader(path, path.name)  # type: ignore[operator]
    (problem,) = caught.value.problems
    return problem


@given(value=PLAIN)
@settings(max_examples=60)
def test_what_json_and_yaml_can_hold_is_read_as_they_say(
    value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("plain") / "file"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert documents.json_document(path, "file") == value
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    assert documents.yaml_document(path, "file") == value


@given(content=st.binary(max_size=400) | st.text("{}[]:,&*!|>-?'\"% \n\tab01.\\u\x00", max_size=200).map(str.encode))
@settings(max_examples=400)
def test_any_bytes_are_read_or_told(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    for reader in (documents.json_document, documents.yaml_document, documents.toml_document):
        with suppress(ContentError):  # anything else would be raised, and fail
            reader(path, "file", "rule")


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        ('{"a": 1,\n "a": 2}', 2, "“a” stands twice"),
        ('{"a":\n Infinity}', 2, "“Infinity” is no number"),
        ('{"a":\n 1,}', 2, "not valid JSON"),
        ('{"a":\n "\\u0007"}', 2, "U+0007"),
        ("[" * 100_000, 0, "within one another"),
        ('{"a": ' + "9" * 5_000 + "}", 0, "not valid JSON"),
    ],
    ids=["twice", "no number", "comma", "sign", "deep", "digits"],
)
def test_json_that_is_refused(content: str, line: int, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    problem = told(documents.json_document, path)
    assert (problem.line, wrong in problem.wrong) == (line, True), problem


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        ("a: 1\nb: &x [1]\n", 2, "repeat values"),
        ("a: 1\nb: *x\n", 2, "repeat values"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "“c” stands twice"),
        ("a:\n\tb: 1\n", 2, "not valid YAML"),
        ("a: " + "[" * 60 + "]" * 60, 1, "within one another"),
        ("a: " + "[" * 50_000, 0, "within one another"),
        ("a: !!python/object/apply:os.getcwd []\n", 1, "not valid YAML"),
        ("a: 2025-02-31\n", 0, "not valid YAML"),
        ("a: \x07\n", 1, "not valid YAML"),
    ],
    ids=["anchor", "alias", "twice", "tab", "deep", "deepest", "tag", "date", "sign"],
)
def test_yaml_that_is_refused(content: str, line: int, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(content, encoding="utf-8")
    problem = told(documents.yaml_document, path)
    assert wrong in problem.wrong
    assert problem.line in (line, 1 if line == 0 else line), problem


def test_keys_of_different_mappings_may_be_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text("a: {x: [a, {a: 1}]}\nb:\n  - a: 1\n  - a: 2\nx: {a: b}\n", encoding="utf-8")
    assert documents.yaml_document(path, "file")["b"] == [{"a": 1}, {"a": 2}]


def test_what_stands_in_the_place_of_a_file(tmp_path: Path) -> None:
    assert "a folder" in told(documents.text, tmp_path).wrong
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert "leads back to itself" in told(documents.text, loop).wrong
    (tmp_path / "latin").write_bytes(b"a\nRetorn\xf3")
    assert told(documents.text, tmp_path / "latin").line == 2
    with pytest.raises(FileNotFoundError):
        documents.text(tmp_path / "none", "none")


def test_an_error_of_the_system_is_of_the_content_only_where_a_source_stands(tmp_path: Path) -> None:
    for name, expected in (("data/a.csv", True), ("_build/a", False), (".cache/a", False), ("_site/index.html", False)):
        error = IsADirectoryError(21, "Is a directory", str(tmp_path / name))
        assert bool(documents.in_place_of_a_source(error, tmp_path)) is expected, name
    assert (
        documents.in_place_of_a_source(OSError(28, "No space left on device", str(tmp_path / "data/a")), tmp_path)
        is None
    )
    assert documents.in_place_of_a_source(IsADirectoryError(21, "Is a directory", "/elsewhere"), tmp_path) is None
