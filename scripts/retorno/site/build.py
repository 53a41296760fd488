"""Building the whole site and publishing it in one step, or not at all."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from retorno.evidence.catalogue_pages import is_made
from retorno.execution.hooks import HOOKS
from retorno.execution.hooks import executor as executor_of
from retorno.project.own_code import CODE
from retorno.project.paths import DATA_PAGES, ENTRIES, Project
from retorno.project.problems import ContentError, MachineError, Problem
from retorno.project.progress import Step, Tell, no_step
from retorno.site import known_states
from retorno.site.course_material import KEPT_FROM_OFFLINE, Teaching, offer_teaching
from retorno.site.edition import IMAGES, remember, write_edition
from retorno.site.printing import Print, offers
from retorno.site.printing.answer import Lack, lines
from retorno.site.publication import publish, recover
from retorno.site.root_files import write_root_files
from retorno.site.stages import Stages
from sphinx_keyed_execution.inputs import digest, environment
from sphinx_keyed_execution.kept_files import clear_partial, keep, kept
from sphinx_keyed_execution.keyed import Executor
from sphinx_keyed_execution.notebooks import listed_pages, notebooks_among
from sphinx_keyed_execution.process_lock import alone, alone_at_once
from sphinx_keyed_execution.scratch_folders import clear_dead
from sphinx_keyed_execution.store import Store

EDITIONS = ("en",)
"""The languages in which the book is published; the first is where the front page leads."""


def build(
    project: Project,
    tell: Tell,
    executor: Executor | None = None,
    checked: bool = True,
    printed: bool = True,
    must_print: bool = False,
    step: Step = no_step,
) -> Stages:
    """Check, execute, write and publish the site; returns where the time went.

    Without *checked* the rules of :mod:`retorno.checks` are left out, to look at a draft; with
    *printed* the PDF, the ePub and the offline copy are made as well. What of these cannot be made
    is told, and with *must_print* refused with a :class:`MachineError`. Raises :class:`ContentError`
    where the content is wrong; the site published before stays.
    """
    stages = Stages()
    begun = time.monotonic()
    sources = fingerprint(project)
    try:
        prints = [Print(project, edition, sources) for edition in EDITIONS] if printed else []
    except ContentError:
        if checked:
            refuse_errors(project)  # the rules may find the cause, and tell it better
        raise
    state = " ".join([sources, *(book.folder.name for book in prints)])

    lock = project.root / "_build" / "lock"

    def nothing_to_do() -> bool:
        archived = not prints or (project.root / "_site" / offers.OFFLINE).is_file()
        return archived and is_published(project, state) and all(book.complete() for book in prints)

    if nothing_to_do():
        tell("Nothing has changed since the site was built.")
        tell_lacks([lack for book in prints for lack in book.lacks()], must_print, tell)
        with suppress(OSError), alone_at_once(lock) as alone_here:  # a folder that may only be read has no rubbish
            if alone_here:
                clear(project)
        stages.timed("looking for changes", begun)
        return stages

    def waiting(holder: str) -> None:
        tell(f"Another build of this folder is at work (process {holder}); waiting for its end …")

    with alone(lock, waiting) as waited:  # two would write into each other's pages
        if waited and nothing_to_do():
            tell("Another build has just built the same.")
            tell_lacks([lack for book in prints for lack in book.lacks()], must_print, tell)
            return stages
        clear(project)
        own = executor is None
        executor = executor or executor_of(project.root, store(project), tell=tell, step=step)
        teaching = Teaching(project, _staging(project), EDITIONS if printed else [])
        try:
            lacks = _build(project, sources, tell, step, executor, stages, prints, teaching, checked, must_print)
            if fingerprint(project) == sources:  # else they were edited while it built
                note_published(project, state)
        finally:
            for book in prints:
                book.cancel()
            teaching.cancel()
            if own:
                executor.close()
    tell_lacks(lacks, must_print, tell)
    return stages


def tell_lacks(lacks: list[Lack], must_print: bool, tell: Tell) -> None:
    """Tell what was not printed, or with *must_print* refuse."""
    if lacks and must_print:
        raise MachineError(" ".join(["PRINT=must asks for PDF, ePub and offline copy.", *lines(lacks)]))
    for line in lines(lacks):
        tell(line)


def _build(
    project: Project,
    sources: str,
    tell: Tell,
    step: Step,
    executor: Executor,
    stages: Stages,
    prints: list[Print],
    teaching: Teaching,
    checked: bool,
    must_print: bool,
) -> list[Lack]:
    """Check, execute, write and publish, noting in *stages* how long each took; gives what was not printed."""
    begun = time.monotonic()
    for book in prints:
        book.begin()
    teaching.begin()
    # What must run runs on the other core while the content is checked and Sphinx starts.
    executor.begin(notebooks_among(listed_pages(project.root)))
    if checked:
        tell("Checking the content …")
        refuse_errors(project)
        stages.timed("checks", begun)

    def begin_printing() -> None:  # when all notebooks have been executed
        for book in prints:
            book.go()

    def on_read() -> None:  # and the registry is written
        begin_printing()
        teaching.go()

    if executor.idle:
        begin_printing()
    staging = _staging(project)
    clear_staging(staging)
    for edition in EDITIONS:
        begun = time.monotonic()
        tell(f"Building the edition “{edition}” …")
        try:
            read = write_edition(project, edition, staging / edition, tell, executor, step, on_read)
        except ContentError as error:
            raise ContentError([*moved_results(project), *error.problems]) from error
        if edition == EDITIONS[0]:
            known_states.note(project, read, sources)
            for moved in moved_results(project):
                tell(str(moved))
        stages.timed(f"edition {edition}", begun)
    begun = time.monotonic()
    lacks: list[Lack] = []
    if prints:  # while the books are being printed
        lacks += teaching.finish()
        stages.timed("teaching material", begun)
        begun = time.monotonic()
    write_root_files(project, staging, EDITIONS[0], tell)
    if prints:
        offer_teaching(staging, EDITIONS, KEPT_FROM_OFFLINE)
        lacks += offers.pack(project, staging, LEFT_OUT)
        stages.timed("offline copy", begun)
        begun = time.monotonic()
    offer_teaching(staging, EDITIONS)
    offered = {book.edition: book.finish() for book in prints}
    offers.put([offer for files in offered.values() for offer in files], staging)
    if prints:
        stages.timed("PDF and ePub", begun)
    begun = time.monotonic()
    offers.offer_all(project, staging, {edition: offered.get(edition, []) for edition in EDITIONS})
    lacks += [lack for book in prints for lack in book.lacks()]
    if must_print:
        tell_lacks(lacks, must_print, tell)
    for edition in EDITIONS:
        remember(project, staging / edition)
    publish(staging, project.root / "_site", UNPUBLISHED)
    stages.timed("publishing", begun)
    return lacks


def moved_results(project: Project) -> list[Problem]:
    """The findings whose values are others than in the last version, and their data are not."""
    from retorno.checks.reading.content import Content
    from retorno.checks.rules import changed_results

    found = changed_results.check(Content(project))
    return [replace(one, rule="changed-results", severity=changed_results.SEVERITY) for one in found]


def refuse_errors(project: Project) -> None:
    """Raise :class:`ContentError` with all errors that the rules find."""
    from retorno import checks
    from retorno.checks.reading.content import Content

    if errors := [found for found in checks.run(Content(project)) if found.severity == "error"]:
        raise ContentError(errors)


def store(project: Project) -> Store:
    """The store of executed notebooks of this checkout."""
    return Store(project.root / ".cache" / "executions")


def _staging(project: Project) -> Path:
    """Where the site is made that :func:`publish` puts in its place."""
    return project.root / "_build" / "site"


def clear(project: Project) -> None:
    """Clear away what builds that were killed have left, and put back what they put aside."""
    recover(project.root / "_site")
    clear_partial(project.root / ".cache")
    clear_dead()


def clear_staging(staging: Path) -> None:
    """Take from the root of the site to be what each build makes anew, and whatever else came there."""
    for path in staging.iterdir() if staging.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            if path.name not in (*EDITIONS, IMAGES, ENTRIES):
                shutil.rmtree(path)
        else:
            path.unlink()


UNPUBLISHED = (".buildinfo*", ".doctrees", "_sources", "jupyter_execute", "*.partial")

LEFT_OUT = (*UNPUBLISHED, *KEPT_FROM_OFFLINE)
"""What the offline copy leaves out."""

BUILDERS = ("sphinx", "docutils", "myst-nb", "myst-parser", "sphinxcontrib-bibtex", "babel")
"""The libraries whose versions can change how pages are written."""

BUILT_FROM = (
    *("_config.yml", "_toc.yml", "_print.yml", "references.bib", "index.md", "CITATION.cff"),
    *("chapters", "data", "diagrams", "locale", "policy"),
)
"""What a site is made of, besides the code."""


def fingerprint(project: Project) -> str:
    """A hash of everything that a site is made of: sources, data, our code, the libraries."""
    files = [path for name in BUILT_FROM for path in _files(project.root / name)]
    pages = project.root / DATA_PAGES
    files = [path for path in files if path.parent != pages or not is_made(path)]  # made of what is looked at anyway
    # What Python keeps compiled there comes and goes while others run.
    package = [path for folder in CODE for path in _files(folder) if "__pycache__" not in path.parts]
    parts = [f"{path.relative_to(project.root)} {digest(path.read_bytes())}" for path in files]
    parts += [f"@{path.name} {digest(path.read_bytes())}" for path in package]
    return digest("\n".join([environment(HOOKS), *(f"{name} {version(name)}" for name in BUILDERS), *sorted(parts)]))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]


def is_published(project: Project, state: str) -> bool:
    """Whether ``_site/`` was built from sources in this *state* and is as it was published."""
    noted = json.loads(kept(_note(project)) or "{}")
    return bool(noted.get("from") == state and noted["site"] == _digest_of(project.root / "_site"))


def note_published(project: Project, state: str) -> None:
    """Remember what ``_site/`` was built from, and what it holds."""
    noted = {"from": state, "site": _digest_of(project.root / "_site")}
    keep(_note(project), json.dumps(noted).encode())


def _note(project: Project) -> Path:
    return project.root / "_build" / "published.json"


def _digest_of(folder: Path) -> str:
    return digest(
        "\n".join(sorted(f"{path.relative_to(folder)} {digest(path.read_bytes())}" for path in _files(folder)))
    )
