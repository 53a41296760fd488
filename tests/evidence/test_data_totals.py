"""Control sums: the data against totals that their publishers printed.

The figures here are typed on purpose: each stands with the bib key of who published it and where
it stands there. A slip of a digit anywhere in a table breaks a sum.
"""

from __future__ import annotations

import pandas as pd
import pytest

from totals import table, total

MONTHS = "us-southwest-border-monthly"
YEARS = "us-southwest-border-yearly"
TITLE_42 = "us-title-42-by-nationality"
STOCK = "migrant-stock-world"
ABROAD = "latin-americans-abroad-regions"
ASSISTED = "assisted-return-worldwide"


def fiscal(series: str, year: int) -> float:
    """The twelve months of a fiscal year of the United States, which ends in September."""
    return total(MONTHS, f"{year - 1}-10", f"{year}-09", series=series)


@pytest.mark.parametrize(
    ("series", "month", "published"),
    [
        # cbp-release-2025-06, paragraph 1: 8,725 in May 2025, 117,905 in May 2024 (the claim of 93 per cent)
        ("border-patrol-apprehensions", "2024-05", 117905),
        ("border-patrol-apprehensions", "2025-05", 8725),
        # cbp-southwest-border-2025, sum of the file: encounters of both kinds in the month
        ("total-encounters", "2024-05", 170716),
        ("total-encounters", "2025-05", 12451),
    ],
)
def test_a_month_at_the_border(series: str, month: str, published: int) -> None:
    assert total(MONTHS, month, series=series) == published


@pytest.mark.parametrize(
    ("year", "patrol", "ports", "both"),
    [
        # cbp-encounters-gdidata-2025, sums of the file; the middle column equals ohss-key-metrics-2024 to ten
        (2018, 396579, 124511, 521090),
        (2019, 851508, 126001, 977509),
        (2020, 400651, 57437, 458088),
        (2021, 1659206, 75480, 1734686),
        (2022, 2206436, 172508, 2378944),
        (2023, 2045838, 429831, 2475669),
        (2024, 1530523, 604482, 2135005),
    ],
)
def test_the_months_make_the_fiscal_year(year: int, patrol: int, ports: int, both: int) -> None:
    series = ("border-patrol-apprehensions", "ports-of-entry-encounters", "total-encounters")
    assert [fiscal(name, year) for name in series] == [patrol, ports, both]
    assert [total(YEARS, series=name, fiscal_year=year) for name in series] == [patrol, ports, both]


@pytest.mark.parametrize("year", range(2018, 2025))
def test_two_offices_publish_the_same_fiscal_year(year: int) -> None:
    # ohss-key-metrics-2024, table of Border Patrol encounters, rounded to ten by the publisher
    rounded = total(YEARS, series="border-patrol-apprehensions-rounded", fiscal_year=year)
    assert abs(rounded - total(YEARS, series="border-patrol-apprehensions", fiscal_year=year)) <= 5


def test_the_months_of_2025_make_the_final_count_but_for_late_entries() -> None:
    # border-report-fy2025: 237,538, the final count; dhs-release-2025-10: 237,565, the preliminary one
    assert total(YEARS, series="border-patrol-apprehensions", fiscal_year=2025) == 237538
    assert total(YEARS, series="border-patrol-apprehensions-preliminary", fiscal_year=2025) == 237565
    assert abs(fiscal("border-patrol-apprehensions", 2025) - 237538) <= 31


def test_each_month_is_the_sum_of_its_parts() -> None:
    wide = table(MONTHS).pivot_table(index="period", columns="series", values="value")
    parts = wide["border-patrol-apprehensions"] + wide["ports-of-entry-encounters"]
    assert len(parts) >= 99
    both = wide["total-encounters"].dropna()
    assert (parts[both.index] == both).all()


@pytest.mark.parametrize(
    ("year", "patrol", "ports", "latin_american"),
    [
        # cbp-encounters-gdidata-2025, rows with the authority Title 42; twelve Latin American nationalities
        (2020, 197043, 7744, 204471),
        (2021, 1040220, 23306, 1061349),
        (2022, 1054084, 25423, 1076883),
        (2023, 549771, 14609, 563456),
    ],
)
def test_title_42_is_the_sum_of_its_parts(year: int, patrol: int, ports: int, latin_american: int) -> None:
    assert fiscal("title-42-border-patrol", year) == patrol
    assert fiscal("title-42-ports-of-entry", year) == ports
    assert total(YEARS, series="title-42-total", fiscal_year=year) == patrol + ports
    assert total(TITLE_42, partner="ALL", fiscal_year=year) == patrol + ports
    assert total(TITLE_42, partner="LATAM12", fiscal_year=year) == latin_american
    rows = table(TITLE_42)
    single = rows[(rows["fiscal_year"] == year) & ~rows["partner"].isin(["ALL", "LATAM12"])]
    assert len(single) == 12
    assert single["value"].sum() == latin_american


def test_title_42_in_all() -> None:
    # cbp-encounters-gdidata-2025, March 2020 to May 2023
    assert total(TITLE_42, partner="ALL") == 2912200
    assert total(TITLE_42, partner="LATAM12") == 2906159
    assert total(TITLE_42, partner="LATAM12") - total(TITLE_42, partner="MEX") == 1124645


DARIEN = {
    # snm-darien-2025, totals of the years in the table of transits by nationality
    2010: 559,
    2011: 283,
    2012: 1777,
    2013: 3051,
    2014: 6175,
    2015: 29289,
    2016: 30055,
    2017: 6780,
    2018: 9222,
    2019: 22102,
    2020: 6465,
    2021: 133726,
    2022: 248284,
    2023: 520085,
    2024: 302203,
    2025: 3091,  # efe-2026-01-01: the Ministry of Public Security on 31 December 2025
}


@pytest.mark.parametrize(("year", "published"), DARIEN.items())
def test_a_year_in_the_darien(year: int, published: int) -> None:
    assert total("darien-yearly", series="darien-northbound-entries", period=year) == published


@pytest.mark.parametrize("year", range(2020, 2025))
def test_the_months_make_the_year_in_the_darien(year: int) -> None:
    assert total("darien-monthly", f"{year}-01", f"{year}-12") == DARIEN[year]


def test_the_first_months_of_2025_in_the_darien() -> None:
    # snm-darien-2025, table of 2025: January and February 2,637, with March and April 2,904
    assert total("darien-monthly", "2025-01", "2025-02") == 2637
    assert total("darien-monthly", "2025-01", "2025-04") == 2904


def test_southbound_registrations_in_panama_are_no_part_of_the_northbound_ones() -> None:
    assert set(table("southbound-2025")["series"]).isdisjoint(table("darien-monthly")["series"])


@pytest.mark.parametrize(
    ("year", "avrr", "vhr", "other", "headline"),
    [
        (2020, 37043, 4038, 1100, 42181),  # iom-return-2020: headline; iom-return-2021: the parts
        (2021, 43428, 6367, 0, 49795),  # iom-return-2021
        (2022, 54001, 15281, 0, 69282),  # iom-return-2022: “more than 69,000”, the parts in the text
        (2023, 56045, 15906, 0, 71951),  # iom-return-2023: “over 71,000”, the parts in the text
    ],
)
def test_the_headline_of_assisted_return_is_the_sum_of_its_parts(
    year: int, avrr: int, vhr: int, other: int, headline: int
) -> None:
    assert avrr + vhr + other == headline
    assert total(ASSISTED, series="avrr", period=year) == avrr
    assert total(ASSISTED, series="vhr", period=year) == vhr
    assert total(ASSISTED, series="assisted-return-headline", period=year) == headline
    if other:
        assert total(ASSISTED, series="covid-task-force", period=year) == other


@pytest.mark.parametrize(
    ("year", "before", "percent"),
    [
        (2016, 2015, 41),  # iom-avrr-2017: 41 per cent more
        (2017, 2016, -27),  # iom-avrr-2017: 27 per cent less
        (2018, 2017, -12),  # iom-return-2018: 12 per cent less
    ],
)
def test_assisted_return_changed_as_published(year: int, before: int, percent: int) -> None:
    change = 100 * (total(ASSISTED, series="avrr", period=year) / total(ASSISTED, series="avrr", period=before) - 1)
    assert int(change) == percent or round(change) == percent


@pytest.mark.parametrize(
    ("vintage", "year", "place", "published"),
    [
        # un-migrant-stock-2019, workbook, table 1, row of the world; wmr2020, chapter 2: 272 million
        (2019, 2019, "WLD", 271642105),
        # un-migrant-stock-2020, workbook, table 1, rows of the world and of two regions
        (2020, 2020, "WLD", 280598105),
        (2020, 2020, "M49_419", 14794623),
        (2020, 2020, "M49_021", 58708795),
        # un-migrant-stock-2024, sums over all destinations; key facts: 304 million in 2024
        (2024, 1990, "WLD", 153916063),
        (2024, 2020, "WLD", 275284032),
        (2024, 2024, "WLD", 304021813),
    ],
)
def test_the_migrant_stock_of_a_revision(vintage: int, year: int, place: str, published: int) -> None:
    assert total(STOCK, series="migrant-stock", vintage=vintage, period=year, place=place) == published


def test_internal_migrants_are_a_figure_of_their_own() -> None:
    # undp2009, pp. 21–22: 740 million internal migrants
    assert total(STOCK, series="internal-migrants") == 740_000_000


def test_women_and_men_make_the_total() -> None:
    rows = table(STOCK)
    world = rows[rows["place"] == "WLD"].pivot_table(index=["vintage", "period"], columns="series", values="value")
    sexes = (world["migrant-stock-female"] + world["migrant-stock-male"]).dropna()
    assert len(sexes) == 22  # 1990 to 2019 or 2020 in seven steps, in two revisions; to 2024 in eight
    assert (sexes == world["migrant-stock"][sexes.index]).all()


def test_latin_americans_abroad_are_the_sum_of_the_regions() -> None:
    rows = table(ABROAD)
    keys = ["vintage", "period"]
    wide = rows[rows["place"] == "WLD"].pivot_table(index=keys, columns="series", values="value")
    regions = rows[rows["series"] == "latin-americans-by-region"]
    inside = regions[regions["place"] == "M49_419"].set_index(keys)["value"]
    everywhere = regions.groupby(keys)["value"].sum()
    assert len(everywhere) == 22
    assert regions.groupby(keys).size().eq(6).all()
    assert (wide["latin-americans-abroad"] == everywhere).all()
    assert (wide["latin-americans-outside-region"] == everywhere - inside).all()


def test_latin_americans_abroad_in_2020() -> None:
    # un-migrant-stock-2020, workbook, table of origin by destination: 42.9 million, 11.3 inside the region
    assert total(ABROAD, series="latin-americans-abroad", vintage=2020, period=2020) == 42890481
    inside = total(ABROAD, series="latin-americans-by-region", vintage=2020, period=2020, place="M49_419")
    assert inside == 11297173


def test_removals_of_seven_years() -> None:
    # dhs-yearbook-2019, table 39, fiscal years 2009 to 2015
    years = [total("us-removals-returns-yearly", series="dhs-removals", fiscal_year=year) for year in range(2009, 2016)]
    assert sum(years) == 2731466


@pytest.mark.parametrize(
    ("year", "published"),
    # unhcr-refugee-data-2026, sums over countries of origin and of asylum
    [(2023, 1126551), (2024, 1615821), (2025, 4362272)],
)
def test_refugee_returns_of_a_year(year: int, published: int) -> None:
    assert total("refugee-returns-world", series="refugee-returns", vintage="2026-06", period=year) == published


RETURNED = "returned-nationals"


def returned(series: str, period: str, partner: str = "") -> int:
    """What a receiving country counted in a period."""
    return int(total(RETURNED, series=series, period=period, partner=partner))


def test_the_months_of_guatemala_make_what_is_printed() -> None:
    # el-diario-ny-2025-12: 61,680 from the United States in 2024
    # reuters-guatemala-2025-09: 39,099 from February to August 2024
    months = [returned("guatemalans-returned-monthly", f"2024-{month:02}", "USA") for month in range(1, 13)]
    assert sum(months) == returned("guatemalans-returned-yearly", "2024", "USA") == 61680
    assert sum(months[1:8]) == returned("guatemalans-returned-part-year", "2024-02/2024-08", "USA") == 39099
    # el-diario-ny-2025-12: 55,302 in 2023
    months = [returned("guatemalans-returned-monthly", f"2023-{month:02}", "USA") for month in range(1, 13)]
    assert sum(months) == returned("guatemalans-returned-yearly", "2023", "USA") == 55302


def test_guatemala_is_the_sum_of_two_countries_of_departure() -> None:
    # soy502-2026-01: 76,768 in 2024 and 55,181 in 2025 from both
    for year, published in ((2024, 76768), (2025, 55181)):
        parts = [returned("guatemalans-returned-yearly", str(year), partner) for partner in ("USA", "MEX")]
        assert sum(parts) == published
    months = [returned("guatemalans-returned-monthly", f"2024-{month:02}", "MEX") for month in range(1, 13)]
    assert sum(months) == returned("guatemalans-returned-yearly", "2024", "MEX")


@pytest.mark.parametrize(
    ("series", "partner", "before", "after", "percent"),
    [
        # each as its source prints it
        ("guatemalans-returned-yearly", "USA", "2024", "2025", -22),  # el-diario-ny-2025-12
        (
            "guatemalans-returned-part-year",
            "USA",
            "2024-02/2024-08",
            "2025-02/2025-08",
            -39.2,
        ),  # reuters-guatemala-2025-09
        (
            "mexicans-repatriated-part-year",
            "USA",
            "2024-01/2024-07",
            "2025-01/2025-07",
            -30,
        ),  # jornada-2025-09: almost 30
        ("hondurans-returned-register", "", "2024", "2025", 24.8),  # proceso-2026-01
        ("hondurans-returned-observatory", "", "2024", "2025", -11.8),  # el-sol-2026-02 and a second report
        ("salvadorans-returned", "", "2024", "2025", 7.1),  # el-urbano-2026
        ("salvadorans-returned-from-us", "USA", "2024-01/2024-06", "2025-01/2025-06", -23.9),  # efe-salvador-2025-08
    ],
)
def test_returns_changed_as_published(series: str, partner: str, before: str, after: str, percent: float) -> None:
    change = 100 * (returned(series, after, partner) / returned(series, before, partner) - 1)
    digits = len(str(percent).partition(".")[2])
    assert round(change, digits) == percent


def test_mexicans_returned_in_two_years() -> None:
    # la-nacion-2026-02: 206,233 and 160,192, 22 per cent fewer
    years = [total("mexico-yearly", series="mexicans-repatriated", period=year) for year in (2024, 2025)]
    assert years == [206233, 160192]
    assert round(100 * (years[1] / years[0] - 1)) == -22


def test_removals_by_the_agency_changed_as_published() -> None:
    # kocher-2025, opening: 21 per cent more in fiscal year 2025
    years = [total("us-removals-returns-yearly", series="ice-removals", fiscal_year=year) for year in (2024, 2025)]
    assert round(100 * (years[1] / years[0] - 1)) == 21
    # trac-2025-05, as summarised: 737 a day, against 742 in fiscal year 2024
    part = total("us-departure-claims-2025", series="trac-ice-removals")
    days = (pd.Timestamp("2025-05-03") - pd.Timestamp("2025-01-26")).days + 1
    assert (round(part / days), round(years[0] / 366)) == (737, 742)


def test_the_newspapers_parts_make_its_first_year() -> None:
    # nyt-deportations-2026: 230,000 and 270,000, and 40,000 by the application, make 540,000
    parts = ("newspaper-deportations-interior", "newspaper-deportations-border")
    assert sum(total("us-departure-claims-2025", series=series) for series in parts) + 40_000 == 540_000


def test_panamas_announcements_make_the_year_that_unhcr_gives() -> None:
    def south(series: str, period: str) -> float:
        return total("southbound-2025", series=f"panama-southbound-{series}", period=period)

    # la-prensa-mulino-2025-06: 11,810 to about 12 June, 859 of them in June; 2,500 in May; efe-mulino-2025-04: 7,757
    parts = south("to-date", "2025-01-01/2025-04-24") + south("monthly", "2025-05")
    last_days = south("to-date", "2025-01-01/2025-06") - parts - south("part-period", "2025-06-01/2025-06-12")
    # un-geneva-southbound-2025: 3,013 in April
    assert south("part-period", "2025-04-01/2025-04-24") + last_days == south("iom", "2025-04") == 3013
    # efe-mulino-2025-04: 7,757 to 24 April is January, February, March and April so far
    first = south("part-period", "2025-01/2025-02") + south("monthly", "2025-03")
    assert first + south("part-period", "2025-04-01/2025-04-24") == 7757
    # unhcr-panama-2026: 22,325 in 2025, 3,974 in the last quarter; efe-2026-01-22: 22,833
    assert (south("unhcr", "2025"), south("unhcr", "2025-10/2025-12"), south("yearly", "2025")) == (22325, 3974, 22833)


def test_the_first_quarter_of_fiscal_2026_at_the_border() -> None:
    # cbp-release-2026-01: 21,815 from October to December 2025, two fewer than the months as first published
    assert total(MONTHS, "2025-10", "2025-12", series="border-patrol-apprehensions") - 2 == 21815
