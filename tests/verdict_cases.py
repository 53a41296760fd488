"""Claims that a sceptical colleague would try, with the verdict that can be signed and why.

The first group is the adversarial inputs of an outside review of the earlier rule; the others are
our own. A figure is given as it is printed: its value and its precision are read from the words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from examples import a_claim, a_finding
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.printed_figures import readings

REFUSED = "refused"
"""The rule does not compare: claim and finding speak of different things."""


class Case(NamedTuple):
    """What is claimed, what the data give, the verdict, and the reason."""

    why: str
    claim: Claim
    evidence: dict[str, Any]
    verdict: str
    manner: str | None = None


def says(comparator: str, printed: str = "", unit: str = "persons", fall: bool = False, **more: Any) -> Claim:
    """A claim with its figure as printed; *fall* gives it a negative sign."""
    read = next(readings(printed, unit), None)
    if read is None:
        return a_claim(None, None, comparator, unit=unit, **more)
    value = float(-read.value if fall else read.value)
    return a_claim(value, float(read.step), comparator, unit=unit, printed=printed, digit=float(read.digit), **more)


def data(value: Any, unit: str = "persons", id: str = "a-finding", **more: Any) -> Finding:
    """A finding of what the claim speaks of, or of whatever *more* says."""
    return a_finding(value, id, unit=unit, **more)


def measured(*found: Finding, **more: Any) -> dict[str, Any]:
    """Evidence that measures the claim, and whatever else is given to the rule."""
    return {"measures": found, **more}


def way(comparator: str, **more: Any) -> Claim:
    """A claim of a direction."""
    return says(comparator, unit="direction", quantity="change", **more)


def change(value: float, unit: str = "percent", id: str = "a-change", **more: Any) -> Finding:
    """A change."""
    return data(value, unit, id, quantity="change", **more)


def percent(printed: str, comparator: str = "equal", fall: bool = False, **more: Any) -> Claim:
    """A claim of a change by so many per cent."""
    return says(comparator, printed, "percent", fall, quantity="change", **more)


def places(comparator: str, *members: str) -> Claim:
    """A claim of a list."""
    return says(comparator, unit="places", quantity="label", members=members)


def listed(*members: str) -> Finding:
    """A list that the data give."""
    return data(list(members), "places", quantity="label")


REVIEWED = [
    Case("1: over is a limit from below", says("over", "100,000"), measured(data(50_000)), "exaggerated"),
    Case("2: 271.6 is not over 272", says("over", "272 million"), measured(data(271.6e6)), "exaggerated"),
    Case("3: a level shows no rise", way("significant-rise"), measured(data(98_403)), REFUSED),
    Case("4: a rise too small for the word", way("significant-rise"), measured(change(0.0001)), "exaggerated"),
    Case("5: another place and year", way("fall", place="USA"), measured(change(-1, period="1990")), REFUSED),
    Case("6: 93 times too large", percent("93 %", fall=True), measured(change(-1)), "contradicted"),
    Case("7: and the mirror of it", percent("93 %"), measured(change(1)), "contradicted"),
    Case(
        "8: one right name of three",
        places("list", "USA", "FRA", "JPN"),
        measured(listed("USA", "ESP", "CAN")),
        "contradicted",
    ),
    Case(
        "9: hundreds, and there are 955",
        says("order", "hundreds", "flights"),
        measured(data(955, "flights")),
        "reproduced",
    ),
    Case("10: thousands, and there are 531,670", says("order", "thousands"), measured(data(531_670)), "understated"),
    Case("11: millions, and there are 31.6 million", says("order", "millions"), measured(data(31.6e6)), "reproduced"),
    Case("12: almost 40, and it is 1", says("almost", "40", "years"), measured(data(1, "years")), "contradicted"),
    Case(
        "13: almost 40, and it is 38, at no step typed by hand",
        says("almost", "40", "years"),
        measured(data(38, "years")),
        "reproduced",
    ),
    Case(
        "14: more than triple is true of 4.0",
        says("over", "triple", "ratio", quantity="change"),
        measured(change(4.0, "ratio")),
        "reproduced",
    ),
    Case(
        "15: and false of 2.5",
        says("over", "triple", "ratio", quantity="change"),
        measured(change(2.5, "ratio")),
        "exaggerated",
    ),
    Case("16: 100,000 does not reach to 150,000", says("equal", "100,000"), measured(data(149_000)), "understated"),
    Case("17: nor to 51,000", says("equal", "100,000"), measured(data(51_000)), "exaggerated"),
    Case("18: 10 million does not reach to 11.2", says("equal", "10 million"), measured(data(11.2e6)), "understated"),
    Case("19: two of three names", places("list", "USA", "ESP", "BRA"), measured(listed("USA", "ESP", "CAN")), "mixed"),
    Case("20: identical figure, other place", says("equal", "8,725", place="USA"), measured(data(8725)), REFUSED),
    Case(
        "21: identical figure, other place and year",
        says("equal", "8,725", place="USA"),
        measured(data(8725, period="2019")),
        REFUSED,
    ),
    Case("22: identical figure, other year", says("equal", "8,725"), measured(data(8725, period="2019")), REFUSED),
    Case(
        "23: identical figure, other people",
        says("equal", "8,725"),
        measured(data(8725, population="flights")),
        REFUSED,
    ),
    Case(
        "24: a stock for those who moved", says("over", "740 million"), measured(data(304e6, quantity="stock")), REFUSED
    ),
    Case(
        "25: a change of a stock for those who moved",
        says("over", "10 million"),
        measured(data(20.3e6, quantity="change")),
        REFUSED,
    ),
    Case("26: a copy agrees with its original", says("equal", "36", "interviews"), {}, "as-reported"),
    Case(
        "27: cut from 339, where the nought is no digit of it", says("equal", "330"), measured(data(339)), "understated"
    ),
    Case(
        "28: cut, and every digit is there",
        percent("99.7 %", fall=True),
        measured(change(-99.7505)),
        "reproduced",
        "cut",
    ),
    Case(
        "29: right for 2019, told as if it were now",
        says("over", "272 million", quantity="stock", period="", differs={"period": "no year given"}),
        measured(
            data(304e6, quantity="stock", period="2024"),
            earlier=data(271.6e6, id="then", quantity="stock", period="2019"),
        ),
        "outdated",
    ),
    Case(
        "30: over 272 and there are 304: true as it is worded",
        says("over", "272 million"),
        measured(data(304e6)),
        "reproduced",
    ),
]

SIZES = [
    Case("to the digit", says("equal", "8,725"), measured(data(8725)), "reproduced", "exact"),
    Case("rounded up", says("equal", "8,725"), measured(data(8724.5)), "reproduced", "rounded"),
    Case("a hair below the rounding", says("equal", "8,725"), measured(data(8724.49)), "exaggerated"),
    Case("one off, and every digit was printed", says("equal", "8,725"), measured(data(8726)), "understated"),
    Case(
        "a round number counts to two digits",
        says("equal", "100,000"),
        measured(data(104_200)),
        "reproduced",
        "rounded",
    ),
    Case("and no further", says("equal", "100,000"), measured(data(106_000)), "understated"),
    Case(
        "2 million is exact to a hundred thousand, like 2,000,000",
        says("equal", "2 million"),
        measured(data(2.04e6)),
        "reproduced",
        "rounded",
    ),
    Case("2 million for 2.4 million", says("equal", "2 million"), measured(data(2.4e6)), "understated"),
    Case("2,000,000 for 2.4 million", says("equal", "2,000,000"), measured(data(2.4e6)), "understated"),
    Case(
        "2.0 million is exact to a hundred thousand", says("equal", "2.0 million"), measured(data(2.04e6)), "reproduced"
    ),
    Case(
        "7 % for 7.4",
        says("equal", "7 %", "percent", quantity="share"),
        measured(data(7.4, "percent", quantity="share")),
        "reproduced",
    ),
    Case(
        "100 % is not 96",
        says("equal", "100 %", "percent", quantity="share"),
        measured(data(96, "percent", quantity="share")),
        "exaggerated",
    ),
    Case(
        "90 % is not 87: nobody rounds shares to tens",
        says("equal", "90 %", "percent", quantity="share"),
        measured(data(87, "percent", quantity="share")),
        "exaggerated",
    ),
    Case("twice is the limit of the same size", says("equal", "100"), measured(data(200)), "understated"),
    Case("beyond it the figure is wrong", says("equal", "100"), measured(data(201)), "contradicted"),
    Case("half is the limit", says("equal", "100"), measured(data(50)), "exaggerated"),
    Case("less than half", says("equal", "100"), measured(data(49)), "contradicted"),
    Case("nobody where some were claimed", says("equal", "100"), measured(data(0)), "contradicted"),
    Case("a fall where a rise was claimed", percent("5 %"), measured(change(-5)), "contradicted"),
    Case("a rise where a fall was claimed", percent("5 %", fall=True), measured(change(5)), "contradicted"),
    Case("a fall rounded", percent("93 %", fall=True), measured(change(-92.6)), "reproduced", "rounded"),
    Case("a fall less than claimed", percent("93 %", fall=True), measured(change(-60)), "exaggerated"),
    Case("a fall more than claimed", percent("60 %", fall=True), measured(change(-93)), "understated"),
    Case(
        "99.8 % rounded from 99.7505", percent("99.8 %", fall=True), measured(change(-99.7505)), "reproduced", "rounded"
    ),
    Case("99.6 % is neither", percent("99.6 %", fall=True), measured(change(-99.7505)), "understated"),
    Case("about 330 and 341", says("about", "330"), measured(data(341)), "reproduced"),
    Case("about 330 and 370", says("about", "330"), measured(data(370)), "understated"),
    Case("about 330 and 290", says("about", "330"), measured(data(290)), "exaggerated"),
    Case("about 330 and 700", says("about", "330"), measured(data(700)), "contradicted"),
    Case("over 100,000 and exactly that", says("over", "100,000"), measured(data(100_000)), "exaggerated"),
    Case("over 100,000 and one more", says("over", "100,000"), measured(data(100_001)), "reproduced"),
    Case("at least 100,000 and exactly that", says("at-least", "100,000"), measured(data(100_000)), "reproduced"),
    Case(
        "over 100,000 and 29 times that", says("over", "100,000"), measured(data(2_906_159)), "understated", "as worded"
    ),
    Case("over 100,000 and 40,000", says("over", "100,000"), measured(data(40_000)), "contradicted"),
    Case("a fall of over 50 % and it was 95", percent("50 %", "over", fall=True), measured(change(-95)), "reproduced"),
    Case("a fall of over 50 % and it was 49", percent("50 %", "over", fall=True), measured(change(-49)), "exaggerated"),
    Case("under 1,000 and 800", says("under", "1,000"), measured(data(800)), "reproduced"),
    Case(
        "under 1,000 and 12: true, and far too large",
        says("under", "1,000"),
        measured(data(12)),
        "exaggerated",
        "as worded",
    ),
    Case("under 1,000 and 1,000", says("under", "1,000"), measured(data(1000)), "understated"),
    Case("at most 1,000 and 1,000", says("at-most", "1,000"), measured(data(1000)), "reproduced"),
    Case("under 1,000 and 5,000", says("under", "1,000"), measured(data(5000)), "contradicted"),
    Case("almost 40 and 40", says("almost", "40", "years"), measured(data(40, "years")), "understated"),
    Case("almost 40 and 42", says("almost", "40", "years"), measured(data(42, "years")), "understated"),
    Case("almost 40 and 35", says("almost", "40", "years"), measured(data(35, "years")), "exaggerated"),
    Case(
        "almost a hundred per cent and 95", percent("100 %", "almost", fall=True), measured(change(-95)), "reproduced"
    ),
    Case("between, inside", says("between", "20", upper=50.0), measured(data(31)), "reproduced"),
    Case("between, at the end", says("between", "20", upper=50.0), measured(data(50)), "reproduced"),
    Case("between, above", says("between", "20", upper=50.0), measured(data(60)), "understated"),
    Case("between, far above", says("between", "20", upper=50.0), measured(data(101)), "contradicted"),
    Case("between, below", says("between", "20", upper=50.0), measured(data(15)), "exaggerated"),
    Case(
        "most, and it is 51 %",
        says("over", "most", "percent", quantity="share"),
        measured(data(51, "percent", quantity="share")),
        "reproduced",
    ),
    Case(
        "most, and it is exactly half",
        says("over", "most", "percent", quantity="share"),
        measured(data(50, "percent", quantity="share")),
        "exaggerated",
    ),
    Case(
        "most, and it is a fifth",
        says("over", "most", "percent", quantity="share"),
        measured(data(20, "percent", quantity="share")),
        "contradicted",
    ),
    Case("thousands, and there are 1,500", says("order", "thousands"), measured(data(1500)), "exaggerated"),
    Case("thousands, and there are 900", says("order", "thousands"), measured(data(900)), "contradicted"),
    Case("thousands, and there are 2,000", says("order", "thousands"), measured(data(2000)), "reproduced"),
    Case(
        "the law of 1798",
        says("exact", "1798", "year", quantity="label"),
        measured(data(1798, "year", quantity="label")),
        "reproduced",
    ),
    Case(
        "a law one year off is another law",
        says("exact", "1799", "year", quantity="label"),
        measured(data(1798, "year", quantity="label")),
        "contradicted",
    ),
    Case(
        "paragraph 2 where paragraph 4 is meant",
        says("exact", "2º", "paragraph", quantity="label"),
        measured(data(4, "paragraph", quantity="label")),
        "contradicted",
    ),
    Case(
        "the largest, and it is the second",
        says("exact", "largest", "rank", quantity="label"),
        measured(data(2, "rank", quantity="label")),
        "contradicted",
    ),
    Case(
        "the largest, and it is",
        says("exact", "largest", "rank", quantity="label"),
        measured(data(1, "rank", quantity="label")),
        "reproduced",
    ),
    Case("many, and there are some", says("some"), measured(data(532_000)), "reproduced"),
    Case("many, and there is nobody", says("some"), measured(data(0)), "contradicted"),
    Case("many, and the survey cannot tell", says("some"), measured(data(1, low=-1, high=3)), "not-checkable"),
    Case("nought, rounded", percent("0 %"), measured(change(0.2)), "reproduced", "rounded"),
    Case("nought, and it is three", percent("0 %"), measured(change(3)), "contradicted"),
]

DIRECTIONS = [
    Case("a rise", way("rise"), measured(change(12)), "reproduced"),
    Case("a rise that was a fall", way("rise"), measured(change(-12)), "contradicted"),
    Case("no change is no rise", way("rise"), measured(change(0)), "contradicted"),
    Case("no change is no fall", way("fall"), measured(change(0)), "contradicted"),
    Case("a rise within its error", way("rise"), measured(change(2, low=-1, high=5)), "not-checkable"),
    Case("a rise beyond its error", way("rise"), measured(change(4, low=1.6, high=6.4)), "reproduced"),
    Case("a rise told as a ratio", way("rise"), measured(change(1.2, "ratio")), "reproduced"),
    Case("a ratio below one is a fall", way("rise"), measured(change(0.8, "ratio")), "contradicted"),
    Case("significant is a tenth at least", way("significant-rise"), measured(change(10)), "reproduced"),
    Case("a twentieth is not", way("significant-rise"), measured(change(5)), "exaggerated"),
    Case("nor does a fall make a significant rise", way("significant-rise"), measured(change(-20)), "contradicted"),
    Case("a significant fall", way("significant-fall"), measured(change(-60)), "reproduced"),
    Case("five points of a share", way("significant-rise"), measured(change(5, "percentage points")), "reproduced"),
    Case("more persons is no rate of change", way("rise"), measured(change(400, "persons")), REFUSED),
    Case("a share is a level", way("rise"), measured(data(23, "percent", quantity="share")), REFUSED),
    Case(
        "against the month before is not against the year before",
        way("fall", base="2025-04"),
        measured(change(-90, base="2024-05")),
        REFUSED,
    ),
    Case(
        "and no reason makes it so",
        way("fall", base="2025-04", differs={"base": "it is near enough"}),
        measured(change(-90, base="2024-05")),
        REFUSED,
    ),
    Case(
        "senders and receivers point both ways",
        way("rise"),
        measured(change(21, id="removals"), change(-22, id="arrivals")),
        "mixed",
    ),
    Case("all point up", way("rise"), measured(change(21, id="a"), change(2, id="b")), "reproduced"),
    Case("all point down", way("rise"), measured(change(-21, id="a"), change(-2, id="b")), "contradicted"),
    Case(
        "one up and one within its error",
        way("rise"),
        measured(change(21, id="a"), change(2, id="b", low=-1, high=5)),
        "reproduced",
    ),
]

LISTS = [
    Case("in any order", places("list", "USA", "ESP"), measured(listed("ESP", "USA")), "reproduced"),
    Case("complete, and one is missing", places("list", "USA", "ESP"), measured(listed("USA", "ESP", "CAN")), "mixed"),
    Case(
        "complete, and most are missing", places("list", "USA"), measured(listed("USA", "ESP", "CAN")), "contradicted"
    ),
    Case("examples need not be all", places("among", "USA"), measured(listed("USA", "ESP", "CAN")), "reproduced"),
    Case(
        "half of the examples is not enough",
        places("among", "USA", "FRA"),
        measured(listed("USA", "ESP")),
        "contradicted",
    ),
    Case("a ranking in order", places("ranking", "USA", "ESP"), measured(listed("USA", "ESP")), "reproduced"),
    Case("a ranking out of order", places("ranking", "ESP", "USA"), measured(listed("USA", "ESP")), "contradicted"),
]

SURVEY = {"unit": "percent", "quantity": "share"}
BOUNDS = [
    Case(
        "a survey's share",
        says("equal", "23 %", **SURVEY),
        measured(data(23, **SURVEY, low=21.6, high=24.4)),
        "reproduced",
        "exact",
    ),
    Case(
        "within the error of the survey",
        says("equal", "25 %", **SURVEY),
        measured(data(23, **SURVEY, low=21.4, high=24.6)),
        "reproduced",
        "within its error",
    ),
    Case(
        "beyond it", says("equal", "30 %", **SURVEY), measured(data(23, **SURVEY, low=21.6, high=24.4)), "exaggerated"
    ),
    Case(
        "most, and the survey cannot tell",
        says("over", "most", **SURVEY),
        measured(data(52, **SURVEY, low=49, high=55)),
        "not-checkable",
    ),
    Case("at least so many: the claim is safe", says("over", "100,000"), {"at_least": data(150_000)}, "reproduced"),
    Case("at least so many: far too small", says("over", "100,000"), {"at_least": data(2_906_159)}, "understated"),
    Case("at least so many: nothing is exact", says("equal", "100,000"), {"at_least": data(90_000)}, "not-checkable"),
    Case("at least so many: impossible", says("equal", "100,000"), {"at_least": data(300_000)}, "contradicted"),
    Case("at most so many: impossible", says("over", "100,000"), {"at_most": data(20_000)}, "contradicted"),
    Case("at most so many: the claim may hold", says("over", "100,000"), {"at_most": data(150_000)}, "not-checkable"),
    Case(
        "a stock bounds a flow, where the register says why",
        says("over", "10 million", differs={"quantity": "those abroad are the least that left"}),
        {"at_least": data(15e6, quantity="stock")},
        "reproduced",
    ),
    Case("and not where it does not", says("over", "10 million"), {"at_least": data(15e6, quantity="stock")}, REFUSED),
]

ELSEWHERE = [
    Case(
        "right for something else",
        says("over", "740 million"),
        {"elsewhere": data(740e6, quantity="stock", population="internal migrants"), "because": "the same number"},
        "misattributed",
    ),
    Case("which must be said why", says("over", "740 million"), {"elsewhere": data(740e6)}, REFUSED),
    Case(
        "true as worded is not misattributed",
        says("over", "740 million"),
        measured(data(800e6), elsewhere=data(740e6, id="other"), because="the same number"),
        "reproduced",
    ),
    Case(
        "another figure of something else shows nothing",
        says("over", "740 million"),
        {"elsewhere": data(304e6), "because": "a guess"},
        "as-reported",
    ),
    Case(
        "still right is not outdated",
        says("equal", "100", period="", differs={"period": "none given"}),
        measured(data(100, period="2024"), earlier=data(100, id="then", period="2019")),
        "reproduced",
    ),
    Case(
        "a figure cut by tens was never right, so it is not outdated",
        says("equal", "330", period="", differs={"period": "none given"}),
        measured(data(500, period="2024"), earlier=data(339, id="then", period="2019")),
        "understated",
    ),
    Case(
        "never right is not outdated",
        says("equal", "100", period="", differs={"period": "none given"}),
        measured(data(150, period="2024"), earlier=data(120, id="then", period="2019")),
        "understated",
    ),
    Case(
        "right later is not outdated",
        says("equal", "100", period="", differs={"period": "none given"}),
        measured(data(150, period="2019"), earlier=data(100, id="then", period="2024")),
        "understated",
    ),
    Case("events for persons, unsaid", says("over", "100,000"), measured(data(2e6, "events")), REFUSED),
    Case(
        "events for persons, said",
        says("over", "100,000", differs={"unit": "events; nobody counts persons"}),
        measured(data(2e6, "events")),
        "understated",
    ),
    Case("what is excused must differ", says("equal", "100", differs={"period": "?"}), measured(data(100)), REFUSED),
    Case(
        "a finding that does not say what it counts", says("equal", "100"), measured(data(100, population="")), REFUSED
    ),
    Case("nor what kind of quantity it is", says("equal", "100"), measured(data(100, quantity="")), REFUSED),
    Case(
        "per cent and a share of one",
        says("equal", "23 %", **SURVEY),
        measured(data(0.23, "ratio", quantity="share")),
        "reproduced",
    ),
    Case("persons and per cent", says("equal", "23 %", **SURVEY), measured(data(23, quantity="share")), REFUSED),
    Case("an opinion", says("statement", quantity="label"), {"checkable": False, "because": "a wish"}, "not-checkable"),
    Case("not checkable without a reason", says("statement", quantity="label"), {"checkable": False}, REFUSED),
    Case(
        "a year holds the day of a survey",
        says("equal", "23 %", period="2025", **SURVEY),
        measured(data(23, **SURVEY)),
        "reproduced",
    ),
    Case(
        "a year of arrivals is not one month of them", says("equal", "100", period="2025"), measured(data(100)), REFUSED
    ),
]


SECOND_READER = [
    # A change said in times and in per cent is one claim.
    Case(
        "doubled, and it grew by a tenth",
        says("equal", "double", "ratio", quantity="change"),
        measured(change(1.1, "ratio")),
        "contradicted",
    ),
    Case(
        "doubled, and it grew by 5 per cent",
        says("equal", "double", "ratio", quantity="change"),
        measured(change(5)),
        "contradicted",
    ),
    Case("100% more, and it grew by 5 per cent", percent("100 %"), measured(change(5)), "contradicted"),
    Case(
        "more than double, and nothing changed",
        says("over", "double", "ratio", quantity="change"),
        measured(change(1.01, "ratio")),
        "contradicted",
    ),
    Case(
        "tripled, and it grew by six tenths",
        says("equal", "triple", "ratio", quantity="change"),
        measured(change(1.6, "ratio")),
        "contradicted",
    ),
    Case(
        "tripled, and nothing changed",
        says("equal", "triple", "ratio", quantity="change"),
        measured(change(1.0, "ratio")),
        "contradicted",
    ),
    Case(
        "more than triple is a rise by more than 200 per cent",
        says("over", "triple", "ratio", quantity="change"),
        measured(change(250)),
        "reproduced",
    ),
    Case(
        "more than triple, and a rise by 199 per cent",
        says("over", "triple", "ratio", quantity="change"),
        measured(change(199)),
        "exaggerated",
    ),
    Case(
        "halved, and it grew by a half",
        says("equal", "0.5", "ratio", quantity="change"),
        measured(change(50)),
        "contradicted",
    ),
    # A word has no digits that could have been cut.
    Case(
        "2.9 times is not double",
        says("equal", "double", "ratio", quantity="change"),
        measured(change(2.9, "ratio")),
        "understated",
    ),
    Case(
        "about 2 is not 2.9",
        says("about", "2", "items", quantity="count"),
        measured(data(2.9, "items", quantity="count")),
        "understated",
    ),
    Case(
        "about 2 rounds to 2.4",
        says("about", "2", "items", quantity="count"),
        measured(data(2.4, "items", quantity="count")),
        "reproduced",
    ),
    # Falls, and limits on them.
    Case(
        "over half less, and six tenths less", percent("50 %", "over", fall=True), measured(change(-60)), "reproduced"
    ),
    Case(
        "over half less, and six tenths more", percent("50 %", "over", fall=True), measured(change(60)), "contradicted"
    ),
    Case(
        "under half less, and a tenth more", percent("50 %", "under", fall=True), measured(change(10)), "contradicted"
    ),
    Case(
        "almost 100% less, and 99.75 less",
        percent("100 %", "almost", fall=True),
        measured(change(-99.75)),
        "reproduced",
    ),
    Case("half less, and it fell by 60 at least", percent("50 %", fall=True), {"at_most": change(-60)}, "understated"),
    Case(
        "half less, and it fell by 60 at most", percent("50 %", fall=True), {"at_least": change(-60)}, "not-checkable"
    ),
    Case("a rise, and it grew by 5 at most", way("rise"), {"at_most": change(5)}, "not-checkable"),
    Case("a rise, and it fell by 5 at least", way("rise"), {"at_most": change(-5)}, "contradicted"),
    # Nothing, one, and many.
    Case("over nought, and it is nought", says("over", "0"), measured(data(0)), "contradicted"),
    Case("fewer than 100, and nobody", says("under", "100"), measured(data(0)), "exaggerated"),
    Case("fewer than 100, and 100", says("under", "100"), measured(data(100)), "understated"),
    Case("up to 100, and 100", says("at-most", "100"), measured(data(100)), "reproduced"),
    Case("one is not many", says("some"), measured(data(1)), "contradicted"),
    Case(
        "a share is not counted in ones",
        says("some", unit="percent", quantity="share"),
        measured(data(0.4, "percent", quantity="share")),
        "reproduced",
    ),
    # A place in an order is not a size.
    Case(
        "among the first ten, and second",
        says("at-most", "10", "rank", quantity="label"),
        measured(data(2, "rank", quantity="label")),
        "reproduced",
    ),
    Case(
        "among the first ten, and eleventh",
        says("at-most", "10", "rank", quantity="label"),
        measured(data(11, "rank", quantity="label")),
        "understated",
    ),
    # An interval so wide that it would bear anything out.
    Case(
        "23%, and a survey says 5 to 60",
        says("equal", "23 %", "percent", quantity="share"),
        measured(data(32, "percent", quantity="share", low=5, high=60)),
        "not-checkable",
    ),
    Case(
        "23%, and a survey says 19 to 27",
        says("equal", "23 %", "percent", quantity="share"),
        measured(data(25, "percent", quantity="share", low=19, high=27)),
        "reproduced",
    ),
    Case(
        "over half, and the interval begins at half",
        says("over", "50 %", "percent", quantity="share"),
        measured(data(51, "percent", quantity="share", low=50, high=52)),
        "not-checkable",
    ),
    Case(
        "half at least, and the interval begins at half",
        says("at-least", "50 %", "percent", quantity="share"),
        measured(data(51, "percent", quantity="share", low=50, high=52)),
        "reproduced",
    ),
    # Times.
    Case(
        "a year and its twelve months are one time",
        says("equal", "100", period="2025"),
        measured(data(100, period="2025-01/2025-12")),
        "reproduced",
    ),
    Case("two periods that overlap", says("equal", "100"), measured(data(100, period="2024-12/2025-05")), REFUSED),
    Case(
        "an earlier time that is the same time",
        says("equal", "100"),
        measured(data(200), earlier=data(100, id="then")),
        "understated",
    ),
    # Lists.
    Case("a name told twice is told once", places("among", "USA", "USA"), measured(listed("USA", "ESP")), "reproduced"),
    Case("one right name of ten", places("list", *"ABCDEFGHIJ"), measured(listed("A")), "contradicted"),
    Case(
        "two names of three, and none wrong",
        places("list", "USA", "ESP"),
        measured(listed("USA", "ESP", "CAN")),
        "mixed",
    ),
]

CASES = [*REVIEWED, *SIZES, *DIRECTIONS, *LISTS, *BOUNDS, *ELSEWHERE, *SECOND_READER]
