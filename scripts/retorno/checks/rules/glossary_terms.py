"""Terms are in the glossary, and names are spelt as their owners spell them.

The role `term` links to an entry of `chapters/reference/glossary.md`; write it as it stands there,
or give your own text and the entry: {term}`levels <level>`. Words of the field and names of bodies
and places have one spelling in the book; titles and quotations keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import Passage, Words, own_voice, told_by_data
from retorno.project.problems import Problem, nearest

SEVERITY = "error"

GLOSSARY = "chapters/reference/glossary"

SPELLINGS = Words(
    {
        r"(?i:re-integrat(?:ion|e|ed|es|ing)|reintergrat\w+|reintegar?tion|reintegeration)": "reintegration",
        r"(?i:non[ -]?refoulm[ea]nt|non[ ]?refoulement|non[ -]?refoulmant|refoulment)": "non-refoulement",
        r"(?i:psycho-social|pyschosocial|psychosocal)": "psychosocial",
        r"(?i:returnes|retunees?|returness)": "returnee, returnees",
        r"(?i:remm?itt?ences?|remmitt?ances?|remitances?)": "remittances",
        r"(?i:traficking|trafficed)": "trafficking",
        r"(?i:embededness|imbeddedness)": "embeddedness",
        r"Darien|DARIEN": "Darién",
        r"Bogota|Choco": "Bogotá, Chocó",
        r"Columbia(?:ns?)?(?! University)(?<!British\sColumbia)(?<!of\sColumbia)": "Colombia, Colombian",
        r"Guatamala\w*|Hondurus|Venezeula\w*|Venezuelean\w*": "Guatemala, Honduras, Venezuela, Venezuelan",
        r"International Organi[sz]ation of Migration|International Organisation for Migration": (
            "International Organization for Migration, with z"
        ),
        r"International Labour Organisation": "International Labour Organization, with z",
        r"World Health Organisation": "World Health Organization, with z",
        r"Organization for Economic Co-?operation|Organisation for Economic Cooperation": (
            "Organisation for Economic Co-operation and Development"
        ),
        r"UNCHR": "UNHCR for refugees, OHCHR for human rights",
        r"UNDESA": "UN DESA",
        r"High Commission(?:er (?:on|of)| for) (?:Refugees|Human Rights)|High Commissioner for Refugee": (
            "High Commissioner for Refugees; High Commissioner for Human Rights"
        ),
        r"United Nation": "United Nations",
        r"Global Compact (?:on|of) Migration": "Global Compact for Migration",
        r"Pew Research Centre": "Pew Research Center",
        r"Customs and Border Patrol": "Customs and Border Protection (of which the Border Patrol is a part)",
        r"Department for Homeland Security": "Department of Homeland Security",
        r"Human Right Watch": "Human Rights Watch",
    }
)
"""Wrong spellings, as regular expressions, and the right one."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the linked terms with the glossary, and names with their spelling."""
    glossary = next((page for page in content.pages if page.name == GLOSSARY), None)
    known = _entries(glossary) if glossary else None
    for page in content.pages:
        if known is not None:
            yield from _terms(page, known)
        for passage in own_voice(page):
            yield from _misspelt(page.file, passage)
    for file, passage in told_by_data(content):
        yield from _misspelt(file, passage)


def _misspelt(file: str, passage: Passage) -> Iterator[Problem]:
    for match, right in SPELLINGS.find(passage):
        words = " ".join(match[0].split())
        yield Problem(file, passage.line_of(match.start()), f"“{words}”", "the book spells this in another way", right)


def _entries(page: Page) -> set[str]:
    """The terms of the glossary: lines that are not indented, in front of one that is."""
    lines = [line for glossary in page.directives("glossary") for line in glossary.text.split("\n")]
    return {line.strip().casefold() for line in lines if line[:1].strip() and not line.startswith(("%", ".."))}


def _terms(page: Page, known: set[str]) -> Iterator[Problem]:
    for role in page.roles:
        if role.name == "term" and role.target.casefold() not in known:
            hint = nearest(role.target.casefold(), known)
            yield Problem(
                page.file, role.line, role.target, "the glossary has no such term", f"an entry of {GLOSSARY}.md.{hint}"
            )
