"""What a site is made of, as one hash: it follows the code, and nothing that Python leaves beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retorno.project.paths import Project
from retorno.site import build


def test_compiled_code_that_comes_and_goes_is_no_part_of_it(
    small_book: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python writes a module it compiles under another name first, which is gone a moment later."""
    code = tmp_path / "code"
    (code / "__pycache__").mkdir(parents=True)
    (code / "module.py").write_text("A = 1\n")
    monkeypatch.setattr(build, "CODE", (code,))
    before = build.fingerprint(small_book)
    (code / "__pycache__" / "module.cpython-313.pyc.139937426689456").write_bytes(b"half")
    assert build.fingerprint(small_book) == before
    (code / "module.py").write_text("A = 2\n")
    assert build.fingerprint(small_book) != before
