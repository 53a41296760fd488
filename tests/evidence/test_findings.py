"""A finding is one number with all that is needed to use it; everything else is refused."""

from __future__ import annotations

import json
import math
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retorno.evidence.findings import UNITS, Finding, FindingError, finding
from retorno.project.documents import unprintable

GOOD: dict[str, Any] = {"unit": "persons", "precision": 1, "statement": "Persons counted.", "period": "2025-05"}
NUMERIC = sorted(set(UNITS) - {"places"})


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        (-2.5, -2.5),
        (np.int64(8725), 8725.0),
        (np.float32(0.5), 0.5),
        (np.float64(99.7505), 99.7505),
        (np.array(7), 7.0),
        (pd.Series([1, 2]).sum(), 3.0),
        (Decimal("1.25"), 1.25),
        (Fraction(1, 4), 0.25),
    ],
)
def test_numbers_of_every_kind_become_plain_floats(value: Any, number: float) -> None:
    found = finding("a-number", value, **GOOD)
    assert found.value == number
    assert type(found.value) is float


@pytest.mark.parametrize(
    "value",
    [
        *(math.nan, math.inf, -math.inf, np.nan, np.float64("inf"), pd.NA, pd.NaT, None),
        *("12", "", b"12", True, False, np.True_, np.array(True)),
        *([1], (1,), {1}, {"a": 1}, np.array([1]), np.array([1, 2]), pd.Series([1]), pd.DataFrame({"a": [1]})),
        *(1 + 0j, np.complex128(1), datetime(2025, 5, 1), pd.Timestamp("2025"), np.timedelta64(5, "D"), object()),
    ],
    ids=lambda value: repr(value).partition(" at 0x")[0],  # an address would differ from process to process
)
@pytest.mark.filterwarnings("error")
def test_what_is_not_one_number_is_refused_by_name(value: Any) -> None:
    with pytest.raises(FindingError, match=r"^a-number: "):
        finding("a-number", value, **GOOD)


@pytest.mark.parametrize("value", [None, 3, 2.5, "USA", b"USA", [], (), [None], [math.nan], [3], ["USA", ""], [" "]])
def test_places_are_a_list_of_codes(value: Any) -> None:
    with pytest.raises(FindingError, match="country codes"):
        finding("main-destinations", value, **{**GOOD, "unit": "places"})


def test_places_keep_their_order() -> None:
    found = finding("main-destinations", pd.Series(["USA", "ESP", "BRA"]), **{**GOOD, "unit": "places"})
    assert found.value == ("USA", "ESP", "BRA")


@pytest.mark.parametrize(
    "id", ["", "Darien", "darien_2024", "darien 2024", "-darien", "darien-", "a--b", "darién", "a\n"]
)
def test_an_id_is_lower_case_words_joined_by_hyphens(id: str) -> None:
    with pytest.raises(FindingError, match="darien-2024"):
        finding(id, 1, **GOOD)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unit": "people"}, "“people” is no known unit. Known are: percent"),
        ({"unit": ""}, "no known unit"),
        ({"unit": "direction"}, "no known unit"),
        ({"statement": " "}, "statement=…"),
        ({"period": ""}, "period='2025-05'"),
        *(({"precision": step}, "such as 0.1 or 1000") for step in (0, -1, math.nan, math.inf, True, "1")),
    ],
)
def test_what_surrounds_the_value_is_checked(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(FindingError) as refused:
        finding("a-number", 1, **{**GOOD, **changed})
    assert said in str(refused.value)


IDS = st.sampled_from(["a", "darien-2024", "a-1-b", "7"])
SHOWN = st.text(max_size=20).filter(lambda text: not unprintable(text))
TEXTS = SHOWN.filter(str.strip)
PERIODS = (
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: f"{day:%Y}".zfill(4))
)
NUMBERS = st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(NUMERIC))
PLACES = st.tuples(st.lists(st.sampled_from(["USA", "ESP", "M49_419"]), min_size=1), st.just("places"))


@settings(deadline=None, max_examples=50)
@given(
    id=IDS,
    measured=st.one_of(NUMBERS, PLACES),
    precision=st.floats(min_value=0, exclude_min=True, allow_nan=False, allow_infinity=False),
    statement=TEXTS,
    period=PERIODS,
    place=SHOWN,
    datasets=st.lists(IDS).map(tuple),
    reported_by=st.text(),
)
def test_every_finding_survives_json(measured: tuple[Any, str], id: str, **about: Any) -> None:
    value, unit = measured
    found = finding(id, value, unit=unit, **about)
    again = Finding.from_dict(json.loads(json.dumps(found.as_dict(), allow_nan=False)))
    assert again == found
    assert hash(again) == hash(found)
