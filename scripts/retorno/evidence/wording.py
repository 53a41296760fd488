"""Numbers, periods and verdicts in the words of a locale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from retorno.evidence.claims import Claim
from retorno.evidence.findings import UNITS, Finding
from retorno.evidence.printed_figures import cut, rounded
from retorno.evidence.verdicts import Verdict

WRITTEN_IN = {"en": "en_GB"}
"""The locale whose habits an edition follows, where that is not the one of its language alone."""

MILLION = 1_000_000
SYMBOLS = ("percent", "percentage points", "ratio")
"""Units that are written with the number; nouns are left to the sentence around it."""

VERDICTS = {
    "reproduced": "reproduced",
    "outdated": "outdated",
    "understated": "understated",
    "exaggerated": "exaggerated",
    "misattributed": "misattributed",
    "mixed": "mixed",
    "contradicted": "contradicted",
    "as-reported": "as reported",
    "not-checkable": "not checkable",
}
BASES = {
    "recomputed": "recomputed from published data",
    "checked-at-source": "checked at the source, not recomputed",
    "single-report": "a single report",
    "bound": "a bound from other counts",
    "": "",
}
MANNERS = {
    "exact": "to the digit",
    "rounded": "rounded",
    "cut": "cut, not rounded",
    "within its error": "within its error",
    "as worded": "",
    "in direction": "",
    "in full": "",
    "": "",
}


def habits(language: str) -> Locale:
    """The locale in which an edition writes lists, dates and numbers: “Spain, Brazil and Canada”."""
    return Locale.parse(WRITTEN_IN.get(language, language))


def number(value: float, precision: float, unit: str = "", locale: str = "en") -> str:
    """*value* at *precision* as a reader expects it: “−92.6%”, “8,725”, “304.0 million”.

    Values of a million and more that are precise to ten thousand at best are told in millions.
    """
    shown = rounded(value, precision)  # as the verdicts round: what a reader compares is what was compared
    if unit == "year":
        return str(int(shown))
    if unit == "percent":
        # The locale says where the sign stands; the precision says how many decimals there are.
        sign = habits(locale).percent_formats[None].pattern.replace("#,##0", _pattern(precision))
        text = format_percent(shown / 100, format=sign, locale=habits(locale))
    elif abs(shown) >= MILLION and precision >= MILLION / 100:
        text = _millions(shown, precision, locale)
    else:
        text = format_decimal(shown, format=_pattern(precision), locale=habits(locale))
    if unit in ("percentage points", "ratio"):
        text = f"{text} {UNITS[unit]}"
    return text.replace("-", "−")


def _millions(value: float, precision: float, locale: str) -> str:
    """*value* in millions, with the locale's own word for them."""
    known = habits(locale)
    count = format_decimal(value / MILLION, format=_pattern(precision / MILLION), locale=known)
    words = known.compact_decimal_formats["long"][known.plural_form(abs(value) / MILLION)]["1000000"].pattern
    return str(words.replace("0", count))


def _pattern(precision: float) -> str:
    """A CLDR number pattern with as many decimals as *precision* has."""
    decimals = max(0, -int(Decimal(repr(precision)).normalize().as_tuple().exponent))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def language(code: str, locale: str = "en") -> str:
    """The name of a language: “Spanish”; an unknown code stays as it is."""
    return str(habits(locale).languages.get(code, code))


def place(code: str, locale: str = "en") -> str:
    """The name of a country known by its ISO 3166-1 alpha-3 code; other codes stay as they are."""
    alias = get_global("territory_aliases").get(code)
    return str(habits(locale).territories.get(alias[0], code)) if alias else code


def value(found: Finding, locale: str = "en") -> str:
    """A finding's value with its symbol."""
    if isinstance(found.value, tuple):
        return format_list([place(code, locale) for code in found.value], locale=habits(locale))
    return number(found.value, found.precision, found.unit, locale)


def measured(found: Finding, locale: str = "en") -> str:
    """A value with its unit: “8,725 events”, “−92.6%”, “304.0 million persons”, “place 14”."""
    shown = value(found, locale)
    if found.unit == "rank":
        return f"place {shown}"
    return shown if found.unit in (*SYMBOLS, "places") or not UNITS[found.unit] else f"{shown} {UNITS[found.unit]}"


def gap(claim: Claim, verdict: Verdict, precision: float, locale: str = "en") -> str:
    """How far the data are from the claim: “0.4 percentage points more”, “23 times as much”."""
    if verdict.gap is None or claim.value is None:
        return ""
    away = verdict.gap * (-1 if claim.value < 0 else 1)  # a smaller fall is less, as a smaller rise is
    if claim.unit == "percent":
        distance = number(abs(away), precision, "percentage points", locale)
        return f"{distance} {'more' if away > 0 else 'less'}"
    if not claim.value:
        return ""
    ratio = (claim.value + verdict.gap) / claim.value
    if ratio >= 2:
        return f"{times(ratio, locale)} times as much"
    return f"{number(abs(ratio - 1) * 100, 0.1, 'percent', locale)} {'more' if ratio > 1 else 'less'}"


def times(ratio: float, locale: str = "en") -> str:
    """How many times, as exactly as it is of use: “29”, “2.5”; cut, since it is often a least value."""
    step = 1 if ratio >= 10 else 0.1
    return number(cut(ratio, step), step, "", locale)


def verdict(found: Verdict) -> str:
    """The verdict in words: “reproduced (cut, not rounded)”."""
    manner = MANNERS[found.manner] if found.kind == "reproduced" else ""
    return VERDICTS.get(found.kind, found.kind) + (f" ({manner})" if manner else "")


def period(iso: str, locale: str = "en") -> str:
    """An ISO 8601 period as people say it: “May 2025”, “2010 to 2024”, “12 March 2025”."""
    if "/" in iso:
        start, end = iso.split("/", 1)
        return f"{period(start, locale)} to {period(end, locale)}"
    parts = iso.split("-")
    try:
        if len(parts) == 3:
            return format_date(date.fromisoformat(iso), format="d MMMM y", locale=habits(locale))
        if len(parts) == 2:
            return format_skeleton("yMMMM", date(int(parts[0]), int(parts[1]), 1), locale=habits(locale))
    except ValueError:
        pass
    return iso
