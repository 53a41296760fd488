"""What a second stranger got wrong, who had seen neither the rules nor the first list.

Of their sixty, the check named thirty-three and the build nine more; these are those that were not named, or in words
that led elsewhere, as far as the small book can hold them. The others have a fixture of their rule.
"""

# ruff: noqa: E501
from __future__ import annotations

from mistakes.rows import CLAIMS, FORMS, PACKAGE, STOCK, row, says

SERIES, GLOSSARY = "data/series.csv", "chapters/reference/glossary.md"
EVENTS = "Most counts are of events.\n"

SECOND_STRANGER = (
    row(301, "the description covers more months than the rows", "check", "the rows reach 2025-05", (PACKAGE, '"to": "2025-05"', '"to": "2025-07"')),
    row(302, "licence name changed, address left", "check", "its address is that of CC-BY-4.0", (PACKAGE, "\"name\": \"CC-BY-4.0\",", "\"name\": \"MIT\",")),
    row(303, "a count of events called one of persons", "check", "speaks of events", (SERIES, "registrations,events", "registrations,persons")),
    row(304, "the statement of a claim says another number", "check", "it says “227”", (CLAIMS, "Over three hundred million people live abroad.", "Over 227 million people live abroad.")),
    row(305, "alt text speaks of a line, the chart has bars", "check", "drawn with mark_bar", (STOCK, "Three rising bars; the last stands", "A rising line; its end stands")),
    row(306, "the axis counts other things than the data", "check", "the axis says “Registrations”", (STOCK, 'title="Persons (millions)"', 'title="Registrations (millions)"')),
    row(307, "a finding in a unit that its rows do not have", "build", "the rows that it is computed from count persons", (STOCK, '"stock-2024", persons[2024], unit="persons"', '"stock-2024", persons[2024], unit="events"'), (STOCK, 'judge("migrants-over-300-million", "stock-2024")\n', "")),
    row(308, "a claim judged by the finding of another year", "build", "speaks of 2024, finding stock-2024 of 2010", (STOCK, 'persons[2024], unit="persons", precision=100_000, period="2024"', 'persons[2010], unit="persons", precision=100_000, period="2010"'), (STOCK, ', quantity="stock", population="international migrants"', ', quantity="stock"')),
    row(309, "next review before the day of reading", "check", "comes before the last", (FORMS, "Most counts are of events.\n", "Most counts are of events. Read on 3 May 2026 in full. **Next review: 3 May 2025.**\n")),
    row(310, "a year too late puts a row out of order", "check", "“19 December 2019”", (FORMS, EVENTS, "| Date | Event |\n|---|---|\n| 2014 | A |\n| 19 December 2019 | B |\n| 2018 | C |\n| 2018 | D |\n")),
    says(311, "a cause in the present, without a source", "check", "one thing makes another", "Deportation causes depression and drives people back onto the road."),
    row(312, "a second entry of one word in the glossary", "check", "stands here twice", (GLOSSARY, "returnee\n", "assisted return\n  Help on the way. *Spanish:* retorno asistido.\n\nreturnee\n")),
)  # fmt: skip
