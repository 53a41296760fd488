"""What several chapters ask of the tables."""

from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[1] / "data"


def levels():
    """The level at each gauge, one row a month."""
    table = pd.read_csv(DATA / "levels.csv")
    return table.pivot(index="month", columns="station", values="level_cm")


def rise(series):
    """From one month to the next, in centimetres."""
    return series.diff().dropna().astype(int)
