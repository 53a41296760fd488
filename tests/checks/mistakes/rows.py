"""What contributors got wrong when they were watched: one row a mistake, in the order of the list that was made of it.

A row plants one mistake in the book of ``mistakes/book`` (laid over the small book) and says who names it.
"""

# ruff: noqa: E501
from __future__ import annotations

from typing import NamedTuple

FORMS, STOCK = "chapters/understanding/forms.md", "chapters/analyses/stock.md"
CORRECTIONS, COUNTING = "chapters/reference/corrections.md", "chapters/understanding/counting.md"
CLAIMS, STOCKS, ARRIVALS = "data/claims.csv", "data/stock.csv", "data/arrivals.csv"
PACKAGE, BIB = "data/datapackage.json", "references.bib"

LITTLE = "The gap has narrowed little."
GREW = "the stock grew to {finding}`stock-2024`"
ROW = "| Stock | A resident | {doc}`/chapters/analyses/stock` |\n"


class Edit(NamedTuple):
    """A file, what stands in it, and what is put in its place; an empty old text means the end of the file."""

    file: str
    old: str
    new: str


class Mistake(NamedTuple):
    """One mistake: its number and name, who names it (``check``, ``build`` or nobody), in which words, in which file.

    Where nobody does, ``told`` says why no program can see it and which question of a reviewer catches it.
    """

    number: int
    name: str
    by: str
    told: str
    edits: tuple[Edit, ...]
    file: str = ""


def row(number: int, name: str, by: str, told: str, *edits: tuple[str, str, str], file: str = "") -> Mistake:
    """A mistake whose message stands in the file that was edited first, if no other is named."""
    made = tuple(Edit(*one) for one in edits)
    return Mistake(number, name, by, told, made, file or (made[0].file if made else ""))


def says(number: int, name: str, by: str, told: str, text: str) -> Mistake:
    """A mistake in a sentence, which stands behind another one in a paragraph of the chapter."""
    return row(number, name, by, told, (FORMS, LITTLE, f"{LITTLE} {text}"))


ROWS = (
    says(1, "bold not closed", "check", "“**”", "**Departures are hard to see, and arrivals too."),
    row(2, "blank line after a table forgotten", "check", "row", (FORMS, "|\n\nMost counts", "|\nMost counts")),
    row(3, "paragraph number that the text does not have", "check", "¶ 88", (FORMS, "lasts ({cite}`iom2008dialogue`, ¶ 4)", "lasts ({cite}`iom2008dialogue`, ¶ 88)")),
    row(4, "heading without a space after ##", "check", "##Estimates", (FORMS, "## Estimates", "##Estimates")),
    says(5, "French quotation marks", "check", "«", "Some call it « the quiet half » of migration."),
    says(6, "number in words: three million", "check", "three million", "About three million people have gone home."),
    says(7, "number in words: doubled, two thirds", "check", "doubled", "Returns have doubled; two thirds of them were by force."),
    says(8, "per cent for percentage points, in words", "check", "per cent", "Worry has fallen by five per cent, from ninety to eighty-five per cent."),
    says(9, "year typo 2052", "check", "2052", "The office began to count in 2052."),
    says(10, "a day that does not exist", "check", "31 February 2025", "The office closed on 31 February 2025."),
    says(11, "misspelt words", "check", "goverment", "The goverment has recieved many of them."),
    says(12, "a word twice", "check", "the the", "Nobody knows the the reason."),
    row(13, "role of a finding that exists, but another one", "check", "1990", (FORMS, "Between two years " + GREW, "In 1990 the stock was {finding}`stock-2024`")),
    says(14, "Markdown link with a space", "check", "](", "See [the office] (https://example.org/arrivals) for more."),
    says(15, "bare address pasted", "check", "https://example.org/arrivals", "See https://example.org/arrivals for more."),
    says(16, "dead address with a typing error", "check", "imo.int", "See [the office](https://www.imo.int/return) for more."),
    row(17, "table row with one cell less", "check", "cells", (FORMS, ROW, "| Stock | A resident |\n")),
    row(18, "table row with one cell more", "check", "cells", (FORMS, "| Stock | A resident |", "| Stock | A | resident |")),
    row(19, "columns of a table row swapped", "check", "column", (FORMS, ROW, "| Stock | {doc}`/chapters/analyses/stock` | A resident |\n")),
    row(20, "paragraph indented by four blanks", "check", "code", (FORMS, LITTLE, f"It is so.\n\n    {LITTLE}")),
    row(21, "line of dashes below a paragraph", "check", "heading", (FORMS, "Most counts are of events.\n", "Most counts are of events.\n---\n")),
    row(22, "sentence that begins a line with a year and a full stop", "check", "2019.", (FORMS, "Most counts are of events.\n", "Most counts are of events since\n\n2019. Before that nobody counted.\n")),
    row(23, "log of corrections: a cell forgotten", "check", "cells", (CORRECTIONS, "| a word | another word | a reader |", "| a word | a reader |")),
    row(24, "Spanish paragraph put into an English page", "check", "English", (FORMS, "Most counts are of events.\n", "Most counts are of events.\n\nLa gente vuelve a su país cuando puede, y nadie lleva la cuenta de quienes regresan sin ayuda de una organización.\n")),
    says(25, "invisible signs pasted from Word", "check", "U+00A0", "Nobody\u00a0counts\u200b them."),
    row(26, "unit twice behind a finding", "check", "unit", (FORMS, "changed by {finding}`arrivals-change`", "changed by {finding}`arrivals-change` per cent")),
    row(27, "finding with a sign where the sentence has the direction", "check", "says the direction", (FORMS, "arrivals changed by {finding}`arrivals-change`", "arrivals fell by {finding}`arrivals-change`")),
    row(28, "link to a page by relative path without .md", "right", "the link works", (FORMS, LITTLE, f"{LITTLE} See [counting](counting).")),
    row(29, "title of a page changed, links with old words remain", "check", "title", (FORMS, "See {doc}`/chapters/understanding/counting`.", "See {doc}`The missing total </chapters/understanding/counting>`.")),
    says(30, "quotation longer than a few words without a source", "check", "whose words", "“We had no choice but to go back with nothing at all,” said a man."),
    says(31, "invented quotation of numbers in the role quoted", "check", "is quoted", "It was {quoted}`12 million people in one year`, they say."),
    says(32, "1,800 written 1800", "check", "1800", "Only 1800 people went home."),
    says(33, "number behind an allowed word", "check", "5000", "The number 5000 of people returned, and case 120000 too."),
    says(34, "emphasis with blanks", "check", "“**”", "This is ** important ** to know."),
    row(35, "list marker without a blank", "check", "-Whoever", (FORMS, "- Whoever", "-Whoever")),
    row(36, "deleted end of a sentence", "check", "sentence", (FORMS, "Most counts are of events.\n", "Most counts are of events and of the\n")),
    row(37, "year typo 2052 in a table, of a row that no analysis needs", "check", "2052", (STOCKS, "2010,stock", "2052,stock")),
    row(38, "another country code that exists", "check", "CRI", (ARRIVALS, "2025-05,arrivals,PAN", "2025-05,arrivals,CRI")),
    row(39, "one digit lost in a value that nothing cross-checks", "check", "34021813", (STOCKS, "304021813", "34021813")),
    row(40, "thousands for persons", "check", "304022", (STOCKS, "304021813", "304022")),
    row(41, "source key in a row: another that exists", "check", "news2025", (ARRIVALS, "1010,registrations,office2025", "1010,registrations,news2025")),
    row(42, "obtained: published for a derived figure, note emptied", "nobody", "Only whoever opens the source knows that the figure is not printed there. Reviewer: which row did you compare with the source, and does it stand there as it stands here?", (STOCKS, "derived,made of two numbers of the text", "published,")),
    row(43, "claim with wrong precision (99.7 with 1)", "check", "printed", (CLAIMS, "50 %,-50", "49 %,-50")),
    row(44, "claim with wrong precision (over 300 million with 1)", "check", "say", (CLAIMS, "300 million,300000000", "300 million,300000001")),
    row(45, "sign of a claim forgotten", "check", "fall", (CLAIMS, "50 %,-50", "50 %,50")),
    row(46, "claim value does not fit its text", "check", "does not say", (CLAIMS, "50 %,-50", "50 %,-55")),
    row(47, "claim: another period than the finding", "build", "speaks of 2025-04", (CLAIMS, "PAN,2025-05,2024-05", "PAN,2025-04,2024-04"), file="chapters/analyses/arrivals.md"),
    row(48, "claim: another country than the finding", "build", "speaks of CRI", (CLAIMS, "PAN,2025-05", "CRI,2025-05"), file="chapters/analyses/arrivals.md"),
    row(49, "claim: paragraph that the source lacks", "check", "¶ 44", (CLAIMS, "¶ 4,", "¶ 44,")),
    row(50, "number typed into a chart's title", "check", "304", (STOCK, 'title=fill("The stock reached {count} in 2024", count=number(persons[2024], 1e6))', 'title="The stock reached 304 million in 2024"')),
    row(51, "number typed into caption and alt", "check", "222", (STOCK, "mid-year, world.", "mid-year, world; 222 million in 2010.")),
    row(52, "chart title says the opposite of the data", "build", "fell", (STOCK, "The stock reached {count}", "The stock fell to {count}")),
    row(53, "wrong alt text (copied from another figure)", "check", "alt", (STOCK, 'alt=fill("Three rising bars; the last stands at {count}.", count=number(persons[2024], 1e6))', 'alt="Two bars, the second about half of the first."')),
    row(54, "unit of a recorded finding wrong (persons for percent)", "build", "unit", (STOCK, 'shares[2024], unit="percent", precision=0.1', 'shares[2024], unit="persons", precision=100_000')),
    row(55, "precision of a finding wrong (1 for 100_000)", "build", "precision", (STOCK, 'persons[2024], unit="persons", precision=100_000', 'persons[2024], unit="persons", precision=1')),
    row(56, "period of a finding wrong (another year)", "build", "1990", (STOCK, 'precision=100_000, period="2024"', 'precision=100_000, period="1990"')),
    row(57, "period of no form", "build", "mid 2009", (STOCK, 'precision=100_000, period="2024"', 'precision=100_000, period="mid 2009"')),
    row(58, "statement of a finding says another thing than is computed", "check", "2010", (STOCK, "in the world at mid-2024.", "in the world at mid-2010.")),
    row(59, "typing error in a filter: an empty sum is recorded as 0", "build", "nought", (STOCK, '"stock-2024", persons[2024]', '"stock-2024", table[table["series"] == "stok"]["value"].sum()')),
    row(60, "percent where percentage points were computed", "build", "percentage points", (STOCK, 'unit="percentage points"', 'unit="percent"')),
    row(61, "judge with another finding than the claim is about", "build", "share-2024", (STOCK, 'judge("migrants-over-300-million", "stock-2024")', 'judge("migrants-over-300-million", "share-2024")')),
    row(62, "a print left in a cell, and a warning", "check", "prints", (STOCK, 'lines["millions"]', 'print(lines)\nlines["millions"]')),
    row(63, "saved as Windows-1252", "check", "UTF-8", (FORMS, LITTLE, "\udce9" + LITTLE)),
    row(64, "percent stored as a fraction", "check", "0.037", (STOCKS, "2024,share,WLD,3.7", "2024,share,WLD,0.037")),
    row(65, "description: coverage to 2030", "check", "2030", (PACKAGE, '"to": "2024"', '"to": "2030"')),
    row(66, "description: unit of the data set wrong", "check", "events", (PACKAGE, '"retorno:unit": "registrations"', '"retorno:unit": "events"')),
    row(67, "bib: DOI with https, raw ampersand and per cent sign in the title", "check", "doi", (BIB, "title = {A news text},", "title = {Smith & Sons: 25% of a text},\n  doi = {https://doi.org/10.1000/182},")),
    row(68, "bib: grade of no scale", "check", "Grade Z", (BIB, "Grade A", "Grade Z")),
    row(69, "bib: year 2205", "check", "2205", (BIB, "year = {2025},\n  url = {https://example.org/news}", "year = {2205},\n  url = {https://example.org/news}")),
    row(70, "a figure without a source line", "build", "source", (STOCK, "    table=lines,\n", '    table=lines, source=" ",\n')),
    row(71, "figure with another data set named than it shows", "build", "stock", (STOCK, 'table = load("stock")', 'table = load("stock")\nother = load("arrivals")'), (STOCK, "    table=lines,\n", '    table=lines, datasets=["arrivals"],\n'), (STOCK, 'place="WLD",', 'place="WLD", datasets="stock",')),
    row(72, "axis title empty and bar axis cut off", "build", "axis", (STOCK, 'y=alt.Y("millions:Q", title="Persons (millions)")', 'y=alt.Y("millions:Q", title="", scale=alt.Scale(domain=[140, 320]))')),
    row(73, "random numbers without a seed in a finding", "build", "random", (STOCK, '"stock-2024", persons[2024]', '"stock-2024", persons[2024] + __import__("random").random() * 1e6')),
    row(74, "verdict role in a sentence that says another verdict in words", "check", "contradicted", (STOCK, "and the claim is {verdict}`migrants-over-300-million`", "so the claim is contradicted: {verdict}`migrants-over-300-million`")),
    row(75, "values typed in the notebook in place of data", "build", "no data set", (STOCK, '"stock-2024", persons[2024]', '"stock-2024", 304_021_813')),
    row(76, "bib: author in single braces", "check", "braces", (BIB, "author = {{Unattributed}}", "author = {World Bank}")),
    row(77, "year typo in a table, of a row that an analysis needs", "check", "2052", (STOCKS, "2024,stock", "2052,stock")),
    row(78, "NaN recorded", "build", "missing or infinite", (STOCK, '"stock-2024", persons[2024]', '"stock-2024", float("nan")')),
    row(79, "notebook reads from the internet", "check", "load(", (STOCK, 'table = load("stock")', 'import pandas as pd\ntable = pd.read_csv("https://example.org/stock.csv")')),
    row(80, "notebook reads a file by its path", "check", "load(", (STOCK, 'table = load("stock")', 'import pandas as pd\ntable = pd.read_csv("data/stock.csv")')),
    row(81, "series of another table in a row", "check", "arrivals", (STOCKS, "2010,stock", "2010,arrivals")),
    row(82, "a cell raises an error", "build", "KeyError", (STOCK, '"stock-2024", persons[2024]', '"stock-2024", persons[2023]')),
    row(83, "one finding id recorded in two analyses", "check", "arrivals-change", (STOCK, '"share-2024", shares', '"arrivals-change", shares')),
    says(84, "US spelling", "check", "British", "They favor a return."),
    row(85, "role with straight apostrophes", "check", "backtick", (FORMS, "{cite}`office2025`", "{cite}'office2025'")),
    row(86, "role with a space before the backtick", "check", "backtick", (FORMS, "{cite}`office2025`", "{cite} `office2025`")),
    row(87, "admonition not closed", "check", "end", (FORMS, "return is.\n:::\n", "return is.\n")),
    row(88, "citation to another key that exists", "check", "cite another key", (FORMS, "({cite}`study2020`, § 3)", "({cite}`office2025`, § 3)"), file=BIB),
    row(89, "heading jump", "check", "level 4", (FORMS, "## Estimates", "#### Estimates")),
    says(90, "contested word", "check", "contested", "Illegal migrants are counted too."),
    says(91, "sentence copied from a source text", "check", "words in a row", "They go from a foreign country back to their home country."),
    says(92, "footnote without text", "check", "footnote", "Nobody knows.[^1]"),
    row(93, "a number in the log of corrections, as the guide asks", "right", "the log takes numbers as they were", (CORRECTIONS, "| a word | another word |", "| 29,259 | 29,261 |")),
    says(94, "picture dragged into the editor of GitHub", "check", "another host", "![image](https://github.com/user-attachments/assets/9c1d)"),
    row(95, "label twice", "check", "already used", (FORMS, "(forms)=", "(counting)=")),
    says(96, "acronym not spelt out", "check", "acronym", "UNODC counts them."),
    says(97, "HTML from a web page", "check", "HTML", "<b>Many</b> go home."),
    row(98, "a line that begins with a per cent sign is hidden", "check", "hide", (FORMS, LITTLE, f"{LITTLE}\n% of those who left came back.\n")),
    says(99, "term that the glossary does not have", "check", "glossary", "They speak of {term}`deportability`."),
    says(100, "number with a decimal comma", "check", "“2,3”", "It is 2,3 times as much."),
    says(101, "number with a separator behind an allowed word", "check", "45,000", "See questions 45,000 and source 300."),
    row(102, "value and unit swapped in a row", "check", "column unit", (ARRIVALS, "1010,registrations", "registrations,1010")),
    row(103, "another unit of the same table (persons for a share)", "check", "unit", (STOCKS, "2024,share,WLD,3.7,percent", "2024,share,WLD,3.7,persons")),
    row(104, "decimal comma in quotes", "check", "decimal comma", (STOCKS, "WLD,3.7,", 'WLD,"3,7",')),
    row(105, "empty value", "check", "empty", (ARRIVALS, "1010,registrations", ",registrations")),
    row(106, "claim in percentage points for per cent", "check", "percentage points", (CLAIMS, "-50,,percent,", "-50,,percentage points,")),
    row(107, "id of a finding twice, in one analysis", "check", "stock-2024", (STOCK, '"share-2024", shares', '"stock-2024", shares')),
    row(108, "code cell with ```python is not executed", "check", "not run", (STOCK, "```{code-cell} ipython3\nrecord(", "```python\nrecord(")),
    row(109, "table saved by a German Excel", "check", "semicolons", (ARRIVALS, ",", ";")),
    row(110, "Excel turned months into Apr-24", "check", "no month", (ARRIVALS, "2024-05,", "Apr-24,")),
    row(111, "front matter of the notebook lost", "check", "head", (STOCK, "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\nkernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n", "")),
)  # fmt: skip
