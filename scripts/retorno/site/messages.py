"""The messages of the book for translators, taken from a build: whatever a page shows is among them.

Prose comes from Sphinx's own builder, a catalogue for each page. Everything else is noted while
the pages are written: whoever shows a text asks the words of the edition for it
(:class:`retorno.evidence.wording.Words`), so that none can be shown and missing here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from retorno.evidence import verdict_vocabulary
from retorno.evidence.findings import UNITS
from retorno.evidence.message_catalogue import CATALOGUE
from retorno.evidence.sentences import TEMPLATES, WORDS
from retorno.evidence.wording import BASES, MANNERS, ORIGINAL, Words
from retorno.execution.hooks import executor as executor_of
from retorno.project import book_settings
from retorno.project.paths import Project
from retorno.project.progress import Tell
from retorno.site import edition
from retorno.site.course_material.shown import asked as asked_by_teaching
from retorno.site.printing.edition_facts import facts
from retorno.site.printing.offers import ALONE, KINDS, SINGLE
from sphinx_keyed_execution.keyed import Executor
from sphinx_keyed_execution.store import Store

FOLDER = Path("_build") / "messages"
"""Where the templates of the catalogues are written, below the root of the project."""

VERDICTS = [told for one in (*verdict_vocabulary.ALL, verdict_vocabulary.NOT_JUDGED) for told in (one.word, one.means)]
ALWAYS = (*TEMPLATES.values(), *WORDS.values(), *VERDICTS, *BASES.values(), *MANNERS.values(), *UNITS.values())
"""What is said of other data than those of today."""

PRINTED = ("Contents", "Annex", ALONE, SINGLE, *KINDS.values())
"""What only the printed book and the offers of it say."""

GETTEXT = {
    "gettext_additional_targets": [],
    "gettext_location": False,  # numbers of lines would make every catalogue differ after each edit
    "gettext_uuid": False,
    "gettext_last_translator": "",
    "gettext_language_team": "",
}


def extract(project: Project, tell: Tell) -> dict[str, Catalog]:
    """The templates of all catalogues by name: ``retorno``, and one for each page; notebooks come from the store."""
    executor = executor_of(project.root, Store(project.root / ".cache" / "executions"))
    folder = project.root / FOLDER
    try:
        pages = _prose(project, folder, tell, executor)
        said = _said(project, folder, tell, executor)
    finally:
        executor.close()
    teaching = asked_by_teaching(project, folder / "site")
    return {CATALOGUE: _template([*said, *ALWAYS, *PRINTED, *_facts(project), *teaching]), **pages}


def _prose(project: Project, folder: Path, tell: Tell, executor: Executor) -> dict[str, Catalog]:
    out = folder / "pages"
    edition.run(
        project,
        tell,
        executor,
        outdir=out,
        doctreedir=project.root / "_build" / "doctrees" / "messages",
        buildername="gettext",
        confoverrides={**book_settings.of_sphinx(project), **edition.LANGUAGES, **GETTEXT, "language": ORIGINAL},
    )
    found = {}
    for path in sorted(out.rglob("*.pot")):
        with path.open("rb") as stream:
            read = read_po(stream)
        found[path.relative_to(out).with_suffix("").as_posix()] = _template(str(one.id) for one in read if one.id)
    return found


def _said(project: Project, folder: Path, tell: Tell, executor: Executor) -> list[str]:
    """What the pages of the English edition asked for, all of them written anew."""
    noted = folder / "said.json"
    noted.unlink(missing_ok=True)
    edition.run(
        project,
        tell,
        executor,
        outdir=folder / "site" / ORIGINAL,
        doctreedir=folder / "doctrees",
        buildername="html",
        confoverrides={
            **book_settings.of_sphinx(project),
            **edition.LANGUAGES,
            "language": ORIGINAL,
            "retorno_up": "../",
            "retorno_messages": str(noted),
        },
        freshenv=True,
    )
    said: list[str] = json.loads(noted.read_text(encoding="utf-8"))
    return said


def _facts(project: Project) -> list[str]:
    """What the cover and the metadata of the printed book say."""
    asked: dict[str, None] = {}
    known = facts(project, ORIGINAL, book_settings.of_sphinx(project), Words(asked=asked))
    _ = known.cover  # which asks for the line with the date
    return [*asked]


def _template(messages: Iterable[str]) -> Catalog:
    made = Catalog(charset="utf-8")
    for message in messages:
        if message.strip():
            made.add(message)
    return made


def write(catalogues: dict[str, Catalog], folder: Path, end: str = ".pot") -> None:
    """Write catalogues below *folder*; the same messages give the same bytes."""
    for name, catalogue in catalogues.items():
        path = folder / f"{name}{end}"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, catalogue, width=0, omit_header=end == ".pot", sort_output=False)


def updated(templates: dict[str, Catalog], folder: Path) -> dict[str, Catalog]:
    """The catalogues of a language below *folder* with the messages of today; what was translated stays."""
    made = {}
    for name, template in templates.items():
        path = folder / f"{name}.po"
        if path.is_file():
            with path.open("rb") as stream:
                known = read_po(stream)
            known.update(template, no_fuzzy_matching=False)
            made[name] = known
        else:
            made[name] = template
    return made
