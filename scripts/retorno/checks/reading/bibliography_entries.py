"""What an entry of the bibliography needs: fields by its type, and the form of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bibtexparser.model import Entry, Field

from retorno.evidence.findings import ID
from retorno.evidence.source_grades import KINDS
from retorno.project.problems import nearest

NEEDED = {
    "author": "who wrote or published it; a body in double braces: author = {{Office of Arrivals}}",
    "title": "the title of the text",
    "year": "the year of publication, four digits",
}
TYPES: dict[str, tuple[str, ...]] = {
    "article": ("journal",),
    "book": ("publisher",),
    "booklet": (),
    "dataset": (),
    "inbook": ("publisher",),
    "incollection": ("booktitle", "publisher"),
    "inproceedings": ("booktitle",),
    "manual": (),
    "mastersthesis": ("school",),
    "misc": (),
    "online": ("url",),
    "phdthesis": ("school",),
    "proceedings": (),
    "software": (),
    "techreport": ("institution",),
    "unpublished": ("note",),
}
"""The types of entries that the book can print, and the fields that each needs besides."""

BY_TYPE = {
    "booktitle": "the title of the book that it stands in",
    "institution": "the body that published the report; or @misc, where there is none",
    "journal": "the name of the journal; or @misc, where it is no article of a journal",
    "note": "what it is and where it can be had",
    "publisher": "who published the book; or @misc, where nobody is named",
    "school": "the university",
    "url": "the address",
}
FORMS = {
    "year": (r"\d{4}", "four digits, such as 2025"),
    "url": (r"https?://[^\s/]+\.\S+", "an address that begins with https://, without spaces"),
    "doi": (r"10\.\d{4,9}/\S+", "the bare DOI, such as 10.1000/182, without https://doi.org/"),
}


GRADE = re.compile(r"\bGrade\s+(\w+)")


def wrong_with(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one entry: where in it, what, what would be right."""
    if not ID.fullmatch(entry.key):
        yield (
            "key",
            f"“{entry.key}” is no key",
            "lower-case letters and digits, words joined by hyphens: iom-return-2020",
        )
    values = {field.key.lower(): _bare(field) for field in entry.fields}
    yield from _lacks(entry.entry_type.lower(), values)
    for field in entry.fields:
        if _ends_early(str(field.value)):
            yield field.key, f"a comma is missing after the field “{field.key}”", "a comma after each field"
        elif field.key.lower() in FORMS and values[field.key.lower()]:
            form, right = FORMS[field.key.lower()]
            if not re.fullmatch(form, values[field.key.lower()]):
                yield field.key, f"“{values[field.key.lower()]}” is no {field.key}", right
        else:
            yield from _values(field.key.lower(), str(field.value), values[field.key.lower()])
    if re.fullmatch(r"\d{4}", values.get("year", "")) and int(values["year"]) > date.today().year + 1:
        yield "year", f"the year {values['year']} lies ahead", "the year of publication; a slip of the keys?"


def _values(name: str, written: str, bare: str) -> Iterator[tuple[str, str, str]]:
    """Authors that would be cited by their last word, and grades of no scale."""
    one_name = len(bare.split()) > 1 and "," not in bare and " and " not in f" {bare} "
    if name in ("author", "editor") and one_name and not written.startswith(("{{", '"{')):
        wrong = f"“{bare}” would be cited as “{bare.split()[-1]}”"
        yield name, wrong, f"a body in double braces, {{{{{bare}}}}}; a person as Surname, First name"
    if name == "note":
        for grade in GRADE.finditer(bare):
            if grade[1] not in KINDS:
                wrong, right = (
                    f"“Grade {grade[1]}” is of no scale",
                    "Grade A, B, C or D, as the page Method has them",
                )
                yield name, wrong, right


def _lacks(kind: str, values: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Fields that every entry has, then those that entries of this *kind* have."""
    for name, right in NEEDED.items():
        if not values.get(name):
            yield name, f"the entry has no {name}", right
    if kind not in TYPES:
        hint = nearest(kind, TYPES)
        yield "type", f"“@{kind}” is no type of entry that the book can print.{hint}", f"one of {', '.join(TYPES)}"
    for name in TYPES.get(kind, ()):
        if not values.get(name):
            yield name, f"the entry has no {name}, which @{kind} needs", BY_TYPE[name]


def _bare(field: Field) -> str:
    """The value of a field without braces, quotation marks and spaces around it."""
    return str(field.value).strip('{}" \n\t')


def _ends_early(value: str) -> bool:
    """Whether the brace that opens the value is closed before its end, and nothing joins what follows."""
    depth = 0
    for position, sign in enumerate(value):
        depth += (sign == "{") - (sign == "}")
        if value.startswith("{") and depth == 0:
            return bool(rest := value[position + 1 :].strip()) and not rest.startswith("#")
    return False
