"""The environment with the newest releases takes no bound from pyproject.toml: bounds are what it is to test."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_newest_releases_have_no_bounds() -> None:
    spec = importlib.util.spec_from_file_location("setup_environment", ROOT / "scripts" / "setup_environment.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    others, own = module.needed()
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(others) > 30
    assert all(re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?", name) for name in others)
    assert {"sphinx", "myst-nb", "pytest"} <= set(others)
    assert stated["project"]["name"] not in others
    assert own[0] == str(ROOT)


def test_jupyter_book_is_asked_for_by_tests_alone() -> None:
    """Else the project could not use a Sphinx that came after it."""
    for name, found in (("uv.lock", False), ("tests/jupyter_book/uv.lock", True)):
        locked = tomllib.loads((ROOT / name).read_text(encoding="utf-8"))["package"]
        releases = {package["name"]: package["version"] for package in locked}
        assert ("jupyter-book" in releases) is found
        assert releases["sphinx"].startswith("7." if found else ("9.", "1"))
