"""The words of one edition: its messages, and its way to write numbers, periods, lists, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from retorno.evidence.claims import Claim
from retorno.evidence.findings import NUMBER, UNITS, Finding
from retorno.evidence.printed_figures import cut, rounded
from retorno.evidence.templates import LETTERS, Saying, filled, put_together
from retorno.evidence.verdict_vocabulary import word_of
from retorno.evidence.verdicts import Verdict

ORIGINAL = "en"
"""The language in which the book is written."""

WRITTEN_IN = {ORIGINAL: "en_GB"}
"""The locale whose habits an edition follows, where that is not the one of its language alone."""

MILLION = 1_000_000
SYMBOLS = ("percent", "percentage points", "ratio")
"""Units that are written with the number; nouns are left to the sentence around it."""

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


class Words:
    """How the edition in *language* says things.

    ``messages`` gives the translation of a message, the message itself where there is none;
    ``said`` tells of the texts that notebooks made how they were made, so that they can be made
    again in this language. A message may have named places, which ``say`` fills.
    ``asked``, where given, notes every message that was asked for, in their order.
    """

    def __init__(
        self,
        language: str = ORIGINAL,
        messages: Callable[[str], str] = str,
        said: dict[str, Saying] | None = None,
        asked: dict[str, None] | None = None,
    ) -> None:
        self.language = language
        self.locale = Locale.parse(WRITTEN_IN.get(language, language))
        self._messages = messages
        self.said = {} if said is None else said
        """Grows while pages are read."""

        self.asked = asked

    @property
    def original(self) -> bool:
        """Whether this is the language in which the book is written, so that nothing is to be translated."""
        return self.language == ORIGINAL

    def say(self, message: str, **places: object) -> str:
        """*message* in this language, its named places filled."""
        if not LETTERS.search(message):
            return filled(message, places)
        if self.asked is not None:
            self.asked[message] = None
        return filled(self._messages(message), places)

    def text(self, text: str) -> str:
        """A text of the data or of a notebook in this language; what has no letter stays as it is."""
        saying = self.said.get(text)
        if saying is None:
            return self.say(text)
        if "period" in saying:
            return self.period(saying["period"], saying["short"])
        if "number" in saying:
            return self.number(*saying["number"])
        return put_together(saying, self.text, self.say)

    def cell(self, text: str) -> str:
        """A cell of a table: a text, or a number as a program wrote it, with this edition's decimal sign."""
        if not NUMBER.fullmatch(text.replace("−", "-")):
            return self.text(text)
        return text.replace(".", self.locale.number_symbols["latn"]["decimal"])

    def number(self, value: float, precision: float, unit: str = "") -> str:
        """*value* at *precision* as a reader expects it: “−92.6%”, “8,725”, “304.0 million”.

        Values of a million and more that are precise to ten thousand at best are told in millions.
        """
        shown = rounded(value, precision)  # as the verdicts round: what a reader compares is what was compared
        if unit == "year":
            return str(int(shown))
        if unit == "percent":
            # The locale says where the sign stands; the precision says how many decimals there are.
            sign = self.locale.percent_formats[None].pattern.replace("#,##0", _pattern(precision))
            text = format_percent(shown / 100, format=sign, locale=self.locale)
        elif abs(shown) >= MILLION and precision >= MILLION / 100:
            text = self._millions(shown, precision)
        else:
            text = format_decimal(shown, format=_pattern(precision), locale=self.locale)
        if unit in ("percentage points", "ratio"):
            text = f"{text} {self.unit(unit)}"
        return text.replace("-", "−")

    def _millions(self, value: float, precision: float) -> str:
        """*value* in millions, with the locale's own word for them."""
        count = format_decimal(value / MILLION, format=_pattern(precision / MILLION), locale=self.locale)
        forms = self.locale.compact_decimal_formats["long"][self.locale.plural_form(abs(value) / MILLION)]
        return str(forms["1000000"].pattern.replace("0", count))

    def unit(self, unit: str) -> str:
        """A unit as it stands behind a number: “percentage points”; empty for those that have none."""
        return self.say(UNITS.get(unit, unit))

    def language_name(self, code: str) -> str:
        """The name of a language: “Spanish”; an unknown code stays as it is."""
        return str(self.locale.languages.get(code, code))

    def place(self, code: str) -> str:
        """The name of a country: “Spain”; an unknown code stays as it is."""
        alias = get_global("territory_aliases").get(code)
        return str(self.locale.territories.get(alias[0], code)) if alias else code

    def listed(self, parts: Iterable[str]) -> str:
        """“Spain, Brazil and Canada”."""
        return str(format_list(list(parts), locale=self.locale))

    def value(self, found: Finding) -> str:
        """A finding's value with its symbol."""
        if isinstance(found.value, tuple):
            return self.listed(map(self.place, found.value))
        return self.number(found.value, found.precision, found.unit)

    def measured(self, found: Finding) -> str:
        """A value with its unit: “8,725 events”, “−92.6%”, “304.0 million persons”, “place 14”."""
        shown = self.value(found)
        if found.unit == "rank":
            return self.say("place {rank}", rank=shown)
        plain = found.unit in (*SYMBOLS, "places") or not UNITS[found.unit]
        return shown if plain else f"{shown} {self.unit(found.unit)}"

    def gap(self, claim: Claim, verdict: Verdict, precision: float) -> str:
        """How far the data are from the claim: “0.4 percentage points more”, “23 times as much”."""
        if verdict.gap is None or claim.value is None:
            return ""
        away = verdict.gap * (-1 if claim.value < 0 else 1)  # a smaller fall is less, as a smaller rise is
        if claim.unit == "percent":
            return self._away(self.number(abs(away), precision, "percentage points"), away > 0)
        if not claim.value:
            return ""
        ratio = (claim.value + verdict.gap) / claim.value
        if ratio >= 2:
            return self.say("{factor} times as much", factor=self.times(ratio))
        return self._away(self.number(abs(ratio - 1) * 100, 0.1, "percent"), ratio > 1)

    def _away(self, distance: str, more: bool) -> str:
        return self.say("{distance} more" if more else "{distance} less", distance=distance)

    def times(self, ratio: float) -> str:
        """How many times, as exactly as it is of use: “29”, “2.5”; cut, since it is often a least value."""
        step = 1 if ratio >= 10 else 0.1
        return self.number(cut(ratio, step), step)

    def verdict(self, found: Verdict) -> str:
        """The verdict as readers know it: “correct”, “out of date”."""
        return self.say(word_of(found).word)

    def period(self, iso: str, short: bool = False) -> str:
        """An ISO 8601 period as people say it: “May 2025”, “2010 to 2024”, “12 March 2025”; *short*: “Mar 2025”."""
        if "/" in iso:
            start, end = iso.split("/", 1)
            return self.say("{start} to {end}", start=self.period(start, short), end=self.period(end, short))
        parts = iso.split("-")
        try:
            if len(parts) == 3:
                return format_date(
                    date.fromisoformat(iso), format="d MMM y" if short else "d MMMM y", locale=self.locale
                )
            if len(parts) == 2:
                month = date(int(parts[0]), int(parts[1]), 1)
                return format_skeleton("yMMM" if short else "yMMMM", month, locale=self.locale)
        except ValueError:
            pass
        return self.say(iso)


def _pattern(precision: float) -> str:
    """A CLDR number pattern with as many decimals as *precision* has."""
    decimals = max(0, -int(Decimal(repr(precision)).normalize().as_tuple().exponent))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


ENGLISH = Words()
"""The words of the language in which the book is written."""
