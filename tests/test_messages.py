"""``retorno messages``: the catalogues of a language, and what becomes of translations when the book changes."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from retorno.commands.cli import main
from retorno.project.paths import Project


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def test_a_translation_stays_and_one_of_a_changed_text_is_marked(built_book: Project) -> None:
    arguments = ["--root", str(built_book.root), "messages", "--language", "es"]
    assert main(arguments) == 0
    folder = built_book.root / "locale" / "es" / "LC_MESSAGES"
    said = catalogue(folder / "retorno.po")
    for message in (
        "Arrivals fell by about half",
        "Figure {number}",
        "Understanding",
        "registrations",
        "It cannot be checked: {because}",
    ):
        assert message in said, message
    page = folder / "chapters" / "understanding" / "counting.po"
    (first,) = [str(one.id) for one in catalogue(page) if str(one.id).startswith("The source says")]
    filled = page.read_text(encoding="utf-8").replace(f'msgid "{first}"\nmsgstr ""', f'msgid "{first}"\nmsgstr "Ya."')
    page.write_text(filled, encoding="utf-8")
    assert main(arguments) == 0
    assert catalogue(page)[first].string == "Ya."
    source = built_book.chapters / "understanding" / "counting.md"
    changed = source.read_text(encoding="utf-8").replace("The source says", "The source of these says")
    source.write_text(changed, encoding="utf-8")
    assert main(arguments) == 0
    assert catalogue(page)[first.replace("The source says", "The source of these says")].fuzzy
