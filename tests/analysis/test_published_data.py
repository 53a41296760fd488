"""An analysis without tables beside it takes those that the site publishes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retorno.analysis import published_data
from retorno.project.paths import Project
from retorno.project.problems import UsageError


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | OSError], list[str]]:
    """Let the site give this answer; the addresses that were asked for."""

    def give(answer: bytes | OSError) -> list[str]:
        asked: list[str] = []

        def urlopen(address: str, timeout: float) -> io.BytesIO:
            asked.append(address)
            if isinstance(answer, OSError):
                raise answer
            return io.BytesIO(answer)

        monkeypatch.setattr(published_data, "urlopen", urlopen)
        return asked

    return give


def package() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("retorno-data/data/datapackage.json", '{"resources": []}')
    return made.getvalue()


def test_tables_beside_the_analysis_come_first(
    small_book: Project, answers: Callable[[bytes | OSError], list[str]]
) -> None:
    asked = answers(package())
    assert published_data.project(small_book.root / "chapters") == small_book
    assert asked == []


def test_the_package_is_fetched_once_and_kept_where_everybody_sees_it(
    tmp_path: Path, answers: Callable[[bytes | OSError], list[str]]
) -> None:
    asked = answers(package())
    found = published_data.project(tmp_path)
    assert found == published_data.project(tmp_path) == Project(tmp_path / "retorno-data")
    assert asked == ["https://retorno-book.github.io/retorno/data/retorno-data.zip"]


@pytest.mark.parametrize("answer", [OSError("no route to host"), b"<html>not found</html>"])
def test_without_a_network_it_is_said_what_is_missing(
    tmp_path: Path, answers: Callable[[bytes | OSError], list[str]], answer: bytes | OSError
) -> None:
    answers(answer)
    with pytest.raises(UsageError, match=r"no folder above it has data/datapackage\.json.*could not be fetched"):
        published_data.project(tmp_path)
