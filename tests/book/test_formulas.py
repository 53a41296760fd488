"""Formulas: what can be set passes, and what cannot is told by what is wrong with it."""

from __future__ import annotations

import pytest

from retorno.book.state.formulas import LONGEST, fault

GOOD = [
    r"\frac{a}{b}",
    r"73 \div 29{,}259 - 1",
    r"\left( x \right)",
    r"\begin{matrix} a & b \\ c & d \end{matrix}",
    r"\{a\}",
]
BAD = {
    r"\frac{": "“{” is not closed",
    "a}": "“}” closes nothing",
    r"\begin{matrix} a": r"“\begin{matrix}” is not closed",
    r"\begin{matrix} a \end{cases}": r"“\end{cases}” closes nothing",
    r"\left( x": r"“\left” is not closed",
    r"\nosuchmacro x": "nosuchmacro",
    "a & b": "cannot be read",
    r"\sqrt": "incomplete",
    "  ": "empty",
    "x" * (LONGEST + 1): "more than 5,000",
    "{" * 2_000 + "x" + "}" * 2_000: "",
}


@pytest.mark.parametrize("latex", GOOD)
def test_a_formula_that_can_be_set(latex: str) -> None:
    assert fault(latex) == ""


@pytest.mark.parametrize("latex", BAD, ids=range(len(BAD)))
def test_a_formula_that_cannot(latex: str) -> None:
    told = fault(latex)
    assert BAD[latex] in told
    assert told or latex.startswith("{{")  # braces in pairs, however many, are no fault
