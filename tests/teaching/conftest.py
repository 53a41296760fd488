"""The teaching material of the book with a registry of its own: every number that it names, invented."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retorno.evidence.claims import read_claims
from retorno.evidence.wording import ENGLISH
from retorno.project.paths import Project
from retorno.teaching.labels import labels
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Numbers
from retorno.teaching.sources import Material

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"\{(?:finding|statement|source|period)\}`([a-z0-9-]+)`")
CALCULATED = re.compile(r"(?:answer: |\{calc\}`|- \[)([a-z-]+ [a-z0-9: -]+?) =")
HELD = re.compile(r'holds: \["([^"]+)"\]')


def finding(id: str, value: float, unit: str = "persons") -> dict[str, Any]:
    """An entry of ``findings.json`` for an invented finding."""
    computed = {"value": value, "unit": unit, "precision": 1, "period": "2025", "place": "", "quantity": "", "base": ""}
    return {
        "id": id,
        "kind": "finding",
        "statement": f"What {id} counts.",
        "source": None,
        "computed": computed,
        "datasets": ["darien-monthly"],
        "page": "chapters/analyses/darien.html",
        "verdict": None,
    }


def claim(id: str, source: str) -> dict[str, Any]:
    """An entry for a claim, judged as reproduced."""
    published = {"value": 1.0, "text": f"figure of {id}", "unit": "persons", "period": "2025"}
    return {
        "id": id,
        "kind": "claim",
        "statement": f"What {id} claims.",
        "source": source,
        "locator": "paragraph 1",
        "published": published,
        "verdict": "reproduced",
        "manner": "exact",
        "sentence": f"The data give {id}.",
        "datasets": [],
        "page": "chapters/analyses/darien.html",
    }


def registry() -> list[dict[str, Any]]:
    """An entry for everything that the material names; values go down, so that what must be larger first is."""
    sources = "\n".join(path.read_text() for path in sorted((ROOT / "chapters/teach/material").rglob("*.yml")))
    ids = dict.fromkeys(NAMED.findall(sources))
    for session in Material(Project(ROOT)).sessions.values():
        for slide in session.slides:
            ids.update(dict.fromkeys(slide.get("chart", {}).get("findings", {}).values()))
    for expression in CALCULATED.findall(sources):
        ids.update(dict.fromkeys(expression.split()[1:]))
    for condition in HELD.findall(sources):
        ids.update(dict.fromkeys(condition.split()[::2]))
    names = [id for id in ids if len(id) > 1 and ":" not in id]
    found = [finding(id, round(90_000 * 0.96**number)) for number, id in enumerate(names)]
    return found + [claim(one.id, one.source) for one in read_claims(Project(ROOT)).values()]


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="session")
def material(project: Project) -> Material:
    return Material(project)


@pytest.fixture(scope="session")
def entries() -> list[dict[str, Any]]:
    return registry()


@pytest.fixture(scope="session")
def text(project: Project, material: Material, entries: list[dict[str, Any]]) -> Callable[[], Text]:
    """What gives a fresh text, as the site does."""
    found = labels(project.bibliography)
    numbers = Numbers(entries, ENGLISH, {"darien-monthly": "An office, 2025"}, found, project.data)
    return lambda: Text(numbers, found, material.titles)


@pytest.fixture
def staging(tmp_path: Path, entries: list[dict[str, Any]]) -> Path:
    """A folder such as the build leaves it, with the registry in it."""
    folder = tmp_path / "staging"
    folder.mkdir()
    (folder / "findings.json").write_text(json.dumps(entries))
    return folder
