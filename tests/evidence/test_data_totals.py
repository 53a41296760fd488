"""What the tables have to agree in, beyond the control sums of ``data/control-sums.csv``, which a rule compares."""

from __future__ import annotations

import pandas as pd

from totals import table, total


def test_southbound_registrations_in_panama_are_no_part_of_the_northbound_ones() -> None:
    assert set(table("southbound-2025")["series"]).isdisjoint(table("darien-monthly")["series"])


def test_removals_a_day_are_those_that_a_report_prints() -> None:
    # trac-2025-05, as summarised: 737 a day, against 742 in fiscal year 2024
    year = total("us-removals-returns-yearly", series="ice-removals", fiscal_year=2024)
    part = total("us-departure-claims-2025", series="trac-ice-removals")
    days = (pd.Timestamp("2025-05-03") - pd.Timestamp("2025-01-26")).days + 1
    assert (round(part / days), round(year / 366)) == (737, 742)


def test_panamas_announcements_make_the_april_that_iom_gives() -> None:
    def south(series: str, period: str) -> float:
        return total("southbound-2025", series=f"panama-southbound-{series}", period=period)

    # la-prensa-mulino-2025-06: 11,810 to about 12 June, 859 of them in June; 2,500 in May; efe-mulino-2025-04: 7,757
    parts = south("to-date", "2025-01-01/2025-04-24") + south("monthly", "2025-05")
    last_days = south("to-date", "2025-01-01/2025-06") - parts - south("part-period", "2025-06-01/2025-06-12")
    # un-geneva-southbound-2025: 3,013 in April
    assert south("part-period", "2025-04-01/2025-04-24") + last_days == south("iom", "2025-04")
