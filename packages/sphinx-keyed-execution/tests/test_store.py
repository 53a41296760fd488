"""The store of results: bounded, and never in the way of a build."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_keyed_execution.inputs import Inputs
from sphinx_keyed_execution.store import REMEMBERED, SharedFolder, Store

RESULT = {"outputs": [[{"output_type": "stream", "text": "é\n"}]], "inputs": {}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data.csv").write_text("1")
    return tmp_path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def put(store: Store, root: Path, base: str = "base", result: dict[str, Any] = RESULT) -> str:
    return store.put(base, Inputs(root).states(["data.csv"]), result)


def result_file(store: Store, key: str) -> Path:
    (found,) = store.folder.rglob(f"{key}.json")
    return found


def size(store: Store) -> int:
    return sum(path.stat().st_size for path in store.folder.rglob("*") if path.is_file())


def test_a_result_is_found_while_its_inputs_are_the_same(store: Store, root: Path) -> None:
    assert store.find("base", Inputs(root)) is None
    key = put(store, root)
    assert store.find("base", Inputs(root)) == key
    assert store.get(key) == RESULT
    (root / "data.csv").write_text("2")
    assert store.find("base", Inputs(root)) is None
    (root / "data.csv").write_text("1")
    assert store.find("base", Inputs(root)) == key
    assert store.find("other", Inputs(root)) is None


def test_inputs_that_differ_from_run_to_run_are_all_remembered(store: Store, root: Path) -> None:
    (root / "other.csv").write_text("1")
    first = store.put("base", Inputs(root).states(["data.csv"]), RESULT)
    second = store.put("base", Inputs(root).states(["data.csv", "other.csv"]), RESULT)
    assert store.find("base", Inputs(root)) == second
    (root / "other.csv").write_text("2")
    assert store.find("base", Inputs(root)) == first


def test_only_so_many_sets_of_inputs_are_remembered(store: Store, root: Path) -> None:
    for number in range(REMEMBERED + 5):
        store.put("base", {f"{number}.csv": "state"}, RESULT)
    assert len(store._remembered("base")) == REMEMBERED
    assert store._remembered("base")[0] == [f"{REMEMBERED + 4}.csv"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xff\xfe", b"{}", b"0\n{}"])
def test_a_damaged_result_is_a_miss(store: Store, root: Path, damage: bytes) -> None:
    key = put(store, root)
    result_file(store, key).write_bytes(damage)
    assert store.get(key) is None
    assert put(store, root) == key
    assert store.get(key) == RESULT


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_result_that_lost_or_changed_one_byte_is_a_miss(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    root = tmp_path_factory.mktemp("damaged")
    store = Store(root / "store")
    key = put(store, root)
    whole = result_file(store, key).read_bytes()
    position = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.sampled_from([b"", b"~", b"\xff"]))
    result_file(store, key).write_bytes(whole[:position] + change + whole[position + 1 :])
    assert store.get(key) is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b"[[1]]", b"\xff", b'[["data.csv"'])
def test_damaged_inputs_are_a_miss(store: Store, root: Path, damage: bytes) -> None:
    key = put(store, root)
    (inputs,) = (store.folder / "inputs").rglob("*.json")
    inputs.write_bytes(damage)
    assert store.find("base", Inputs(root)) is None
    put(store, root)
    assert store.find("base", Inputs(root)) == key


def test_a_result_that_is_gone_is_a_miss(store: Store, root: Path) -> None:
    result_file(store, put(store, root)).unlink()
    assert store.find("base", Inputs(root)) is None


def test_where_nothing_can_be_written_the_build_goes_on(root: Path) -> None:
    (root / "occupied").write_text("a file where the folder should be")
    store = Store(root / "occupied" / "store")
    assert store.get(put(store, root)) is None
    store.trim()


def test_a_store_that_may_only_be_read_is_still_a_store(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not bind the superuser, so the refusals of the system are played."""
    key = put(store, root)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(30, "Read-only file system")

    for name in ("utime", "replace", "unlink"):
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert store.find("base", Inputs(root)) == key
    assert store.get(key) == RESULT
    put(store, root, "another")
    Store(store.folder, megabytes=0).trim()
    assert store.get(key) == RESULT


def test_a_full_disk_leaves_nothing_half_written(store: Store, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    put(store, root)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def filled(root: Path, count: int, kilobytes: int = 100) -> tuple[Store, list[str]]:
    """A store with *count* results, the first the longest unused."""
    store = Store(root / "store")
    keys = []
    for number in range(count):
        keys.append(put(store, root, f"base{number}", {"outputs": "x" * kilobytes * 1024, "inputs": {}}))
        for path in (*store.folder.rglob(f"{keys[-1]}.json"), *store.folder.rglob(f"base{number}.json")):
            os.utime(path, (1_000_000 + number, 1_000_000 + number))
    return store, keys


def test_trimming_keeps_within_the_bound_and_removes_the_least_recently_used(root: Path) -> None:
    store, keys = filled(root, 20)
    store.bound = 1024 * 1024
    assert store.find("base3", Inputs(root)) == keys[3]  # used again
    assert store.get(keys[3]) is not None
    store.trim()
    assert 800 * 1024 < size(store) <= store.bound
    left = [number for number, key in enumerate(keys) if store.get(key)]
    assert left == [3, *range(21 - len(left), 20)]
    assert store.find("base3", Inputs(root)) == keys[3]


def test_a_store_within_its_bound_is_left_alone(root: Path) -> None:
    store, keys = filled(root, 3)
    before = size(store)
    store.trim()
    assert size(store) == before
    assert all(store.get(key) for key in keys)


def test_what_a_killed_build_left_counts_and_goes(root: Path) -> None:
    store, _ = filled(root, 1)
    left = store.folder / "results" / "ab" / "tmpx.partial"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"x" * 300 * 1024)
    os.utime(left, (1, 1))
    store.bound = 200 * 1024
    store.trim()
    assert not left.exists()
    assert size(store) <= store.bound


def _write_many(folder: Path, root: Path, name: str) -> None:
    store = Store(folder, megabytes=1)
    for number in range(60):
        result = {"outputs": f"{name}{number}" * 4000, "inputs": {}}
        key = store.put(f"base{number % 7}", Inputs(root).states(["data.csv"]), result)
        found = store.get(key)
        # What the other wrote under this key in the meantime is as whole as what we wrote.
        assert found is None or found["outputs"] == found["outputs"][: len(found["outputs"]) // 4000] * 4000
        store.trim()


def test_two_stores_write_at_once(root: Path) -> None:
    folder = root / "store"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_write_many, args=(folder, root, name)) for name in ("a", "b")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    store = Store(folder, megabytes=1)
    assert not list(folder.rglob("*.partial"))
    for path in (folder / "results").rglob("*.json"):
        assert store.get(path.stem) is not None
    keys = [store.find(f"base{number}", Inputs(root)) for number in range(7)]
    assert all(key and store.get(key) for key in keys)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "shared"


def test_what_one_build_has_run_another_finds(root: Path, shared: Path) -> None:
    key = put(Store(root / "one", shared=SharedFolder(shared)), root)
    other = Store(root / "other", shared=SharedFolder(shared))
    assert other.find("base", Inputs(root)) == key
    assert other.get(key) == RESULT
    alone = Store(root / "other")
    assert alone.find("base", Inputs(root)) == key, "it has its own copy now"
    (root / "data.csv").write_text("2")
    assert other.find("base", Inputs(root)) is None


def test_what_is_damaged_in_a_shared_store_is_a_miss(root: Path, shared: Path) -> None:
    key = put(Store(root / "one", shared=SharedFolder(shared)), root)
    (file,) = shared.rglob(f"{key}.json")
    file.write_bytes(file.read_bytes()[:-5])
    assert Store(root / "other", shared=SharedFolder(shared)).find("base", Inputs(root)) is None


def test_a_shared_store_that_cannot_be_written_is_left_as_it_is(root: Path, shared: Path) -> None:
    shared.write_text("a file where the folder should be")
    store = Store(root / "one", shared=SharedFolder(shared))
    key = put(store, root)
    assert store.get(key) == RESULT
