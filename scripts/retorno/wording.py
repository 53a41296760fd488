"""Numbers, periods and verdicts in the words of a locale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from retorno.claims import Claim
from retorno.findings import UNITS, Finding
from retorno.verdicts import Verdict, rounded

WRITTEN_IN = {"en": "en_GB"}
"""The locale whose habits an edition follows, where that is not the one of its language alone."""

MILLION = 1_000_000
SYMBOLS = ("percent", "percentage points", "ratio")
"""Units that are written with the number; nouns are left to the sentence around it."""

VERDICTS = {
    "reproduced": "reproduced",
    "imprecise": "imprecise",
    "misattributed": "misattributed",
    "contradicted": "contradicted",
    "as-reported": "as reported",
}
MANNERS = {
    "exact": "to the digit",
    "rounded": "rounded",
    "cut": "cut, not rounded",
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


def place(code: str, locale: str = "en") -> str:
    """The name of a country known by its ISO 3166-1 alpha-3 code; other codes stay as they are."""
    alias = get_global("territory_aliases").get(code)
    return str(habits(locale).territories.get(alias[0], code)) if alias else code


def value(found: Finding, locale: str = "en") -> str:
    """A finding's value with its symbol."""
    if isinstance(found.value, tuple):
        return format_list([place(code, locale) for code in found.value], locale=habits(locale))
    return number(found.value, found.precision, found.unit, locale)


def gap(claim: Claim, verdict: Verdict, precision: float, locale: str = "en") -> str:
    """How far the data are from the claim: “0.4 percentage points more”, “23 times as much”."""
    if verdict.gap is None or claim.value is None:
        return ""
    if claim.unit == "percent":
        distance = number(abs(verdict.gap), precision, "percentage points", locale)
        return f"{distance} {'more' if verdict.gap > 0 else 'less'}"
    ratio = (claim.value + verdict.gap) / claim.value
    if ratio >= 2:
        return f"{number(ratio, 1 if ratio >= 10 else 0.1, '', locale)} times as much"
    return f"{number(abs(ratio - 1) * 100, 0.1, 'percent', locale)} {'more' if ratio > 1 else 'less'}"


def verdict(found: Verdict) -> str:
    """The verdict in words: “reproduced (cut, not rounded)”."""
    manner = MANNERS[found.manner] if found.kind == "reproduced" else ""
    return VERDICTS[found.kind] + (f" ({manner})" if manner else "")


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
