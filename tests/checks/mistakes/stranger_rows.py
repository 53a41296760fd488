"""What somebody who did not write the rules got wrong: their list was written before the rules were read.

Of their sixty, the check named twenty-six and the build two more; these are those that were not named, or in words that
led elsewhere, as far as the small book can hold them. The others have a fixture of their rule, or `test_last_values.py`.
"""

# ruff: noqa: E501
from __future__ import annotations

from mistakes.rows import BIB, CLAIMS, FORMS, STOCK, row, says

GLOSSARY = "chapters/reference/glossary.md"
EVENTS = "Most counts are of events.\n"

STRANGER = (
    says(201, "more then, for more than", "check", "“more than”", "Much more then a number is needed."),
    row(202, "a paragraph pasted twice", "check", "on the page already", (FORMS, EVENTS, "Most counts are of events, and some of them are of people.\n\nMost counts are of events, and some of them are of people.\n")),
    says(203, "American order of a date", "check", "31 January 2019", "The office opened on January 31, 2019."),
    says(204, "a note of the writer left standing", "check", "note of the writer", "Ask the office again [TODO: whether it is so]."),
    says(205, "no blank after a full stop", "check", "no blank stands behind", "Much is missing.Nobody counts it."),
    says(206, "a mail address of a person", "check", "could be found", "Ask María (maria.lopez@mail.org), who came back."),
    says(207, "relative time that grows old", "check", "depends on when", "Last year the office closed."),
    says(208, "names of languages in lower case", "check", "“Spanish”", "The spanish law says another thing."),
    says(209, "a cause read out of two counts", "check", "caused the other", "The new policy caused the fall in arrivals."),
    says(210, "ibid.", "check", "by hand", "It is the same there (ibid., ¶ 5)."),
    says(211, "author and year typed by hand", "check", "by hand", "It is known (see Schuster and Majidi, 2013)."),
    row(212, "the note cited where the sentence is about the paper", "check", "is about “iom2017integrated”", (FORMS, "The note asks when a return lasts", "The paper of 2017 asks when a return lasts")),
    row(213, "the same row of a table twice", "check", "on the page already", (FORMS, "| Arrivals | A registration | {doc}`/chapters/analyses/arrivals` |\n", "| Arrivals | A registration | {doc}`/chapters/analyses/arrivals` |\n" * 2)),
    says(214, "a link to a heading that the other page lacks", "check", "has no such label", "See [counting](counting.md#the-missing-total)."),
    row(215, "derived, and no note how", "check", "nothing says how", ("data/arrivals.csv", "1010,registrations,office2025,published", "1010,registrations,office2025,derived")),
    row(216, "“about” compared as “more than”", "check", "“about”", (CLAIMS, "over 300 million migrants live abroad", "about 300 million migrants live abroad"), (CLAIMS, "people live abroad.,over 300 million,over", "people live abroad.,about 300 million,over")),
    says(217, "a word of blame for a text", "check", "contested", "The figure of the text is fake news, and its author lied."),
    row(218, "the change computed the wrong way round", "build", "divided by the later", (STOCK, "persons[2024] / persons[1990] - 1", "persons[1990] / persons[2024] - 1")),
    row(219, "pip install in a cell", "check", "no Python", (STOCK, "import altair as alt\n", "!pip install seaborn\nimport altair as alt\n")),
    row(220, "a place code that does not exist", "check", "“WDL”", (STOCK, 'precision=0.1, period="2024", place="WLD",\n    statement="International', 'precision=0.1, period="2024", place="WDL",\n    statement="International')),
    row(221, "a colour of its own", "check", "palette", (STOCK, ".mark_bar()", '.mark_bar(color="red")')),
    row(222, "the axis says thousands, the values are millions", "build", "its title says thousands", (STOCK, 'title="Persons (millions)"', 'title="Persons (thousands)"')),
    says(223, "accents left out of Spanish words", "check", "deportación", "They say *deportacion* or *devolucion*."),
    row(224, "the Spanish term missing in a glossary entry", "check", "no Spanish word", (GLOSSARY, " *Spanish:* retorno asistido.", "")),
    row(225, "the same work under another key", "check", "this is the work", (BIB, "", "\n@misc{counting-again,\n  author = {{Institute of Counting}},\n  title = {A Study of Counting},\n  year = {2020},\n  url = {https://example.org/study},\n  note = {Read in full. Grade B},\n}\n")),
    row(226, "the year of a reference is not that of its note", "check", "the note begins with", (BIB, "note = {Read in full. Grade B}", "note = {7 October 2022; read in full. Grade B}")),
    row(227, "a row of a time line out of order", "check", "order of time", (FORMS, EVENTS, "| Date | Event |\n|---|---|\n| 2014 | A |\n| 2016 | B |\n| September 2015 | C |\n| 2017 | D |\n")),
    says(228, "a verb that does not agree", "nobody", "A grammar of English is larger than this book, and those that exist find a fault in every page. Reviewer: read the built page aloud.", "Women reports more difficulty than men."),
    row(229, "the second reader came to another verdict", "nobody", "It may be so: the page of the claim then says who held it to be what. Reviewer: does each verdict follow from the data?"),
    row(230, "more words in a drawing than before", "nobody", "The words are broken into lines within their room; whether the lines leave the box is seen. Reviewer: was the built page looked at?"),
)  # fmt: skip
