"""What an analysis can call: every name that it may import is explained, and called as the code says."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from retorno import analysis
from retorno.analysis import notebook
from retorno.book.pages.notebook_names import documented, signature

METHODS = {method.name: method for method in documented(Path(analysis.__file__).parent)}


def test_every_public_name_is_there() -> None:
    bound = {name for name, value in vars(notebook).items() if inspect.ismethod(value) and not name.startswith("_")}
    assert METHODS.keys() == bound
    assert {"load", "record", "judge", "figure", "fill", "number"} <= bound


@pytest.mark.parametrize("name", METHODS)
def test_the_signature_is_that_of_the_code(name: str) -> None:
    told = signature(METHODS[name])
    for argument in inspect.signature(getattr(notebook, name)).parameters.values():
        assert f"{argument.name}: " in told
    compile(f"def {told.partition(' -> ')[0]}: pass", name, "exec")
    assert inspect.getdoc(getattr(notebook, name))
