"""Numbers, periods and verdicts as readers of a locale expect them."""

from __future__ import annotations

import pytest
from babel.numbers import parse_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import a_claim, a_finding
from retorno.evidence.printed_figures import rounded
from retorno.evidence.verdicts import Verdict, judge
from retorno.evidence.wording import ENGLISH, Words

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "precision", "unit", "en", "es"),
    [
        (92.6, 0.1, "percent", "92.6%", f"92,6{NBSP}%"),
        (-92.6001, 0.1, "percent", "−92.6%", f"−92,6{NBSP}%"),
        (-99.7505, 0.1, "percent", "−99.8%", f"−99,8{NBSP}%"),
        (-99.7505, 0.0001, "percent", "−99.7505%", f"−99,7505{NBSP}%"),
        (12.25, 0.1, "percent", "12.3%", f"12,3{NBSP}%"),  # a half goes up, as in the verdicts
        (93, 1, "percent", "93%", f"93{NBSP}%"),
        (93.4, 10, "percent", "90%", f"90{NBSP}%"),
        (1234.5, 0.1, "percent", "1,234.5%", f"1.234,5{NBSP}%"),
        (-0.04, 0.1, "percent", "0.0%", f"0,0{NBSP}%"),
        (0, 1, "persons", "0", "0"),
        (8725, 1, "persons", "8,725", "8.725"),
        (-109180, 1, "events", "−109,180", "−109.180"),
        (2250, 100, "persons", "2,300", "2.300"),
        (2349.9, 100, "persons", "2,300", "2.300"),
        (304021813, 100_000, "persons", "304.0 million", "304,0 millones"),
        (304021813, 1_000_000, "persons", "304 million", "304 millones"),
        (1_000_000, 1_000_000, "persons", "1 million", "1 millón"),
        (-2_500_000, 100_000, "persons", "−2.5 million", "−2,5 millones"),
        (304021813, 1, "persons", "304,021,813", "304.021.813"),
        (999_960, 100_000, "persons", "1.0 million", "1,0 millón"),
        (1.5, 0.25, "ratio", "1.50 times", "1,50 times"),
        (0.4, 0.1, "percentage points", "0.4 percentage points", "0,4 percentage points"),
    ],
)
def test_a_number_in_two_locales(value: float, precision: float, unit: str, en: str, es: str) -> None:
    assert ENGLISH.number(value, precision, unit) == en
    assert Words("es").number(value, precision, unit) == es


@settings(deadline=None)
@given(
    value=st.floats(-999_000, 999_000),
    precision=st.sampled_from([0.001, 0.1, 1, 10, 1000]),
    locale=st.sampled_from(["en", "es"]),
)
def test_what_is_shown_reads_back_as_the_rounded_value(value: float, precision: float, locale: str) -> None:
    text = Words(locale).number(value, precision, "persons")
    assert float(parse_decimal(text.replace("−", "-"), locale)) == pytest.approx(rounded(value, precision), abs=1e-9)
    assert "-" not in text


def test_a_finding_is_shown_with_its_symbol() -> None:
    assert ENGLISH.value(a_finding(-49.5, unit="percent", precision=0.1)) == "−49.5%"
    assert Words("es").value(a_finding(3.25, unit="ratio", precision=0.1)) == "3,3 times"


def test_a_list_is_shown_as_one() -> None:
    found = a_finding(["USA", "ESP", "BRA"], unit="places")
    assert ENGLISH.value(found) == "United States, Spain and Brazil"
    assert Words("es").value(found) == "Estados Unidos, España y Brasil"


@pytest.mark.parametrize(
    ("published", "unit", "computed", "precision", "said"),
    [
        (-93, "percent", -92.6, 0.1, "0.4 percentage points less"),
        (23, "percent", 22, 1, "1 percentage points less"),
        (100, "persons", 2300, 1, "23 times as much"),
        (100, "persons", 250, 1, "2.5 times as much"),
        (100, "persons", 150, 1, "50.0% more"),
        (100, "persons", 60, 1, "40.0% less"),
    ],
)
def test_how_far_off(published: float, unit: str, computed: float, precision: float, said: str) -> None:
    claim = a_claim(published, 1, unit=unit)
    assert ENGLISH.gap(claim, judge(claim, a_finding(computed, unit=unit)), precision) == said


def test_where_there_is_no_number_there_is_no_distance() -> None:
    claim = a_claim(None, None, "rise", unit="direction", quantity="change")
    assert ENGLISH.gap(claim, judge(claim, a_finding(-3, unit="percent", quantity="change")), 1) == ""
    assert ENGLISH.gap(a_claim(), Verdict("a-claim", "as-reported"), 1) == ""


@pytest.mark.parametrize(
    ("iso", "en", "es"),
    [
        ("2025", "2025", "2025"),
        ("2025-05", "May 2025", "mayo de 2025"),
        ("2025-03-12", "12 March 2025", "12 marzo 2025"),
        ("2010/2024", "2010 to 2024", "2010 to 2024"),
        ("2025-01/2025-02", "January 2025 to February 2025", "enero de 2025 to febrero de 2025"),
        ("2025-13", "2025-13", "2025-13"),
        ("2025-02-30", "2025-02-30", "2025-02-30"),
        ("2025-Q1", "2025-Q1", "2025-Q1"),
        ("", "", ""),
    ],
)
def test_a_period_as_people_say_it(iso: str, en: str, es: str) -> None:
    assert ENGLISH.period(iso) == en
    assert Words("es").period(iso) == es
