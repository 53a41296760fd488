"""What the rule on references asks of each type of entry is what the book needs to print it."""

from __future__ import annotations

import warnings

import pytest
from pybtex.database import parse_string
from pybtex.style.formatting.unsrt import Style

from retorno.checks.reading.bibliography_entries import BY_TYPE, NEEDED, TYPES


def printed(kind: str, fields: tuple[str, ...]) -> tuple[str, list[str]]:
    """An entry of *kind* with *fields* as the book prints it, and what pybtex complains of."""
    body = "".join(f"  {name} = {{{{Words of {name}}}}},\n" for name in fields)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = parse_string(f"@{kind}{{key,\n{body}}}\n", "bibtex")
        (entry,) = Style().format_bibliography(data)
    return entry.text.render_as("text"), [str(one.message) for one in caught]


@pytest.mark.parametrize("kind", TYPES)
def test_an_entry_with_what_is_asked_is_printed_whole(kind: str) -> None:
    text, complaints = printed(kind, (*NEEDED, *TYPES[kind]))
    assert complaints == []
    assert "Words of title" in text
    assert all(f"Words of {name}" in text for name in TYPES[kind])


def test_what_a_type_needs_is_explained() -> None:
    assert {name for needed in TYPES.values() for name in needed} == set(BY_TYPE)


def test_pybtex_knows_the_types() -> None:
    assert all(hasattr(Style, f"get_{kind}_template") for kind in TYPES)
    with pytest.raises(AttributeError):
        printed("tecreport", tuple(NEEDED))
