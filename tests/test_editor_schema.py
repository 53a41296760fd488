"""The schema with which an editor helps to describe data: it fits the book, and asks for what the checks ask for."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from retorno.checks.rules import data_descriptions

ROOT = Path(__file__).parents[1]
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((ROOT / "policy/datapackage.schema.json").read_text(encoding="utf-8"))
DESCRIBED = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
RESOURCE = SCHEMA["properties"]["resources"]["items"]


def test_the_editor_finds_it() -> None:
    (entry,) = SETTINGS["json.schemas"]
    assert entry["fileMatch"] == ["/data/datapackage.json"]
    assert (ROOT / entry["url"]).resolve() == ROOT / "policy/datapackage.schema.json"


def test_the_book_fits_it() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(DESCRIBED)] == []


def test_it_asks_for_what_the_checks_ask_for() -> None:
    asked = {*data_descriptions.TEXTS, *data_descriptions.DATES, "retorno:breaks", "licenses"}
    assert asked <= set(RESOURCE["required"])


def test_it_explains_every_key_of_our_own() -> None:
    used = {key for one in DESCRIBED["resources"] for key in one if key.startswith("retorno:")}
    known = {key: told for key, told in RESOURCE["properties"].items() if key.startswith("retorno:")}
    assert used <= known.keys()
    assert all(told["description"] for told in known.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"retorno:checked": "22 November 2026"},
        {"retorno:coverage": {"from": "2024"}},
        {"retorno:vintige": "2024"},
        {"licenses": []},
        {"licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit"}]},
        {"title": ""},
    ],
)
def test_it_refuses_what_the_checks_refuse(wrong: dict[str, object]) -> None:
    changed = {"resources": [{**DESCRIBED["resources"][0], **wrong}]}
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(changed))
