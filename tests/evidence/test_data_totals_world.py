"""Control sums of the series on return worldwide, against totals that their publishers printed.

Those that a row of ``data/control-sums.csv`` can say stand there; here the figures are typed on purpose, each
with who published it and where.
"""

from __future__ import annotations

import pytest

from totals import table, total

ORDERS = "eu-orders-returns"
BY_CITIZENSHIP = "eu-returned-by-citizenship"
ORIGINS = "refugee-returns-by-origin"


@pytest.mark.parametrize("year", range(2014, 2024))
def test_the_citizenships_shown_are_a_part_of_all(year: int) -> None:
    union = total(ORDERS, series="eu-returned-summed-citizenships", place="EU27_2020", period=year)
    assert 0.6 * union < total(BY_CITIZENSHIP, period=year) < union


def test_the_quarters_changed_as_published() -> None:
    def quarter(series: str, period: str, vintage: str) -> float:
        return total(ORDERS, series=series, period=period, vintage=vintage)

    # eurostat-quarter-2025-3: 14.6 per cent more than the third quarter of 2024, which was revised from 27,740
    assert quarter("eu-returned-third-country-quarter", "2025-07/2025-09", "2025-12") / 1.146 > 27740
    # eurostat-quarter-2025-4: 0.9 per cent fewer returns than in the third quarter
    fourth = quarter("eu-returned-third-country-quarter", "2025-10/2025-12", "2026-03")
    third = quarter("eu-returned-third-country-quarter", "2025-07/2025-09", "2025-12")
    assert round(100 * (fourth / third - 1), 1) == -0.9
    # eurostat-quarter-2025-2: 6.3 per cent fewer orders than in the first quarter, 123,905 as first published
    second = quarter("eu-ordered-to-leave-quarter", "2025-04/2025-06", "2025-09")
    first = quarter("eu-ordered-to-leave-quarter", "2025-01/2025-03", "2025-07")
    assert round(100 * (second / first - 1)) == -6


@pytest.mark.parametrize(
    ("place", "year", "published"),
    [
        # UNHCR, Guatemala/Mexico in the Global Report 1999: 2,036 returned in 1999
        ("GTM", 1999, 2036),
    ],
)
def test_refugees_returned_to_a_country(place: str, year: int, published: int) -> None:
    assert abs(total(ORIGINS, place=place, period=year) - published) <= (50 if published % 100 == 0 else 0)


def test_four_countries_are_nine_tenths_of_2024() -> None:
    # unhcr-global-trends-2024: 92 per cent
    four = sum(total(ORIGINS, place=place, period=2024) for place in ("SYR", "SSD", "AFG", "UKR"))
    world = total("refugee-returns-world", series="refugee-returns", vintage="2026-06", period=2024)
    assert round(100 * four / world) == 92


@pytest.mark.parametrize("year", range(1990, 2026))
def test_the_countries_make_most_of_the_world(year: int) -> None:
    world = total("refugee-returns-world", series="refugee-returns", vintage="2026-06", period=year)
    assert 0.89 * world < total(ORIGINS, period=year) <= world


@pytest.mark.parametrize("year", range(2018, 2025))
def test_mexicos_months_make_its_years(year: int) -> None:
    # upm-boletines-2025: procedures and returns of the year, as mexico-yearly has them
    months = table("mexico-returns-monthly")
    of_year = months[months["period"].str.fullmatch(rf"{year}-\d\d")]
    events = of_year[of_year["series"] == "mexico-events-monthly"]["value"].sum()
    returned = of_year[of_year["series"] != "mexico-events-monthly"]["value"].sum()
    assert events == total("mexico-yearly", series="mexico-irregular-situation", vintage="2025-06", period=year)
    assert returned == total("mexico-yearly", series="mexico-returned", vintage="2025-06", period=year)


def test_mexicos_first_quarter_of_2023_has_been_revised_upwards_since_it_was_printed() -> None:
    # jornada-deportaciones-2023, May 2023: 5,544, 7,035 and 9,179 returns from January to March, preliminary
    months = table("mexico-returns-monthly")
    rows = months[(months["series"] != "mexico-events-monthly") & months["period"].str.startswith("2023-0")]
    now = rows.groupby("period")["value"].sum()
    for month, printed in (("2023-01", 5544), ("2023-02", 7035), ("2023-03", 9179)):
        assert printed <= now[month] < 1.3 * printed


@pytest.mark.parametrize("year", range(2017, 2025))
def test_the_regions_of_the_bank_make_its_total(year: int) -> None:
    # wb-remittances-2024-12, table 1: six regions make low- and middle-income countries; with high income, the world
    def bank(place: str) -> float:
        return total("remittances-world", series="remittances-region", place=place, period=year)

    regions = sum(map(bank, ("WB_EAP", "WB_ECA", "WB_LAC", "WB_MNA", "WB_SAS", "WB_SSF")))
    assert abs(regions - bank("WB_LMY")) <= 1
    assert abs(bank("WB_LMY") + bank("WB_HIC") - bank("WLD")) <= 1


@pytest.mark.parametrize(
    ("year", "printed"), [(2017, 81), (2018, 89), (2019, 96), (2020, 104), (2021, 131), (2022, 144), (2023, 155)]
)
def test_the_countries_make_what_the_bank_prints_for_the_region(year: int, printed: int) -> None:
    # wb-remittances-2024-12: Latin America and the Caribbean, billions of dollars
    summed = total("remittances-world", series="remittances-countries-summed", place="WB_LAC", period=year)
    assert abs(summed - printed) < 1
    assert total("remittances-world", series="remittances-region", place="WB_LAC", period=year) == printed


@pytest.mark.parametrize("place", ["DOM", "GTM", "HND", "HTI", "NIC", "SLV"])
def test_shares_of_production_are_near_what_another_edition_prints(place: str) -> None:
    # wdi-remittances-2021, 2020; an earlier edition, with other figures for production
    derived = total("remittances-share-gdp", series="remittances-share-gdp", place=place, period=2020)
    printed = total("remittances-share-gdp", series="remittances-share-gdp-printed", place=place, period=2020)
    assert abs(derived / printed - 1) < 0.06


def test_remittances_to_mexico_in_2024() -> None:
    # banxico-2025-02: 64,745 million in 164.7 million transfers, 393 dollars on average
    received = total("remittances-received", series="remittances-received-national", place="MEX", period=2024)
    assert received == 64745
    assert round(received / 164.7) == 393


@pytest.mark.parametrize(
    ("place", "published"),
    # un-migrant-stock-2024, key facts: 11.6 million Mexicans abroad
    [("MEX", 11_600_000)],
)
def test_people_born_in_a_country_who_live_abroad(place: str, published: int) -> None:
    assert round(total("emigrants-by-origin", vintage=2024, period=2024, place=place), -5) == published


@pytest.mark.parametrize("year", [1990, 2000, 2010, 2020, 2024])
def test_the_origins_make_the_region(year: int) -> None:
    # un-migrant-stock-2024: all who were born in Latin America and the Caribbean and live abroad
    origins = total("emigrants-by-origin", vintage=2024, period=year)
    region = total("latin-americans-abroad-regions", series="latin-americans-abroad", vintage=2024, period=year)
    assert abs(origins / region - 1) < 0.001


@pytest.mark.parametrize("place", ["MEX", "GTM", "VEN", "HTI"])
def test_five_countries_of_residence_are_a_part_of_all(place: str) -> None:
    rows = table("emigrants-by-destination")
    rows = rows[(rows["partner"] == place) & (rows["period"] == 2024)]
    assert 0.7 < rows["value"].sum() / total("emigrants-by-origin", vintage=2024, period=2024, place=place) <= 1
