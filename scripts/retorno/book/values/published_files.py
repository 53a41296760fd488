"""What the build writes beside the pages: the registry as JSON, the data package, the feed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno.book.epub.epub_builder import NAME as PRINT
from retorno.book.figures.figure_files import replace
from retorno.book.state.book_build import Build
from retorno.book.values import data_downloads, told_values
from retorno.changes import feed, release_history
from retorno.evidence import findings_json, usable_words
from retorno.evidence.registry import given_twice, unjudged
from retorno.project import boundary
from retorno.project.paths import Project
from retorno.project.problems import Problem

logger = logging.getLogger(__name__)


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: claims and analyses fit together."""
    book = Build.of(env)
    for problem in unjudged(book.claims, book.registry.pages):
        logger.warning("%s", problem, type="retorno", subtype="unjudged")
    for problem in given_twice(book.registry.pages):
        logger.warning("%s", problem, type="retorno", subtype="registry")
    for problem in usable_words.faults(book.sentences, book.claims, book.registry.findings):
        logger.warning("%s", problem, type="retorno", subtype="words")
    for problem in told_values.faults(book) if book.words.original else ():
        logger.warning("%s", problem, type="retorno", subtype="words")
    for problem in _refused(book.project):
        logger.warning("%s", problem, type="retorno", subtype="data")


def _data(project: Project) -> Iterator[Path]:
    """The files of the data package, and what else lies beside them in its forms."""
    yield from (path for path in sorted(project.data.iterdir()) if path.suffix in (".csv", ".json"))


def _refused(project: Project) -> Iterator[Problem]:
    """Files in ``data/`` that lead elsewhere."""
    for path in _data(project):
        if reason := boundary.refusal(project.root, path):
            yield Problem(f"data/{path.name}", 0, "", reason, boundary.RIGHT)


def _is_site(app: Sphinx) -> bool:
    """Whether a site is written; a book to print carries pages only."""
    return bool(app.builder.format == "html" and app.builder.name != PRINT)


def _beside(app: Sphinx) -> Path:
    """The folder of what stands beside the editions."""
    return Path(app.outdir).joinpath(str(app.config.retorno_up)).resolve()


def publish_registry(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-updated``: write the registry, before the pages, since teaching material is made of it meanwhile."""
    book = Build.of(env)
    if not (_is_site(app) and book.words.original):  # what programs read is the same for all editions
        return
    registry = json.dumps(book.published.as_list(), ensure_ascii=False, indent=1, sort_keys=True)
    path = _beside(app) / "findings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(registry + "\n", encoding="utf-8")


def publish(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the data and the feed beside the pages, and the form of the registry."""
    if exception or not _is_site(app):
        return
    book, out = Build.of(app.env), _beside(app)
    (out / feed.name(book.words)).write_text(_feed(app), encoding="utf-8")
    if not book.words.original:  # what programs read is that of the first edition
        return
    schema = json.dumps(findings_json.schema(), ensure_ascii=False, indent=1)
    (out / "findings.schema.json").write_text(schema + "\n", encoding="utf-8")
    target = out / "data"
    target.mkdir(exist_ok=True)
    data = {path.name: path for path in _data(book.project) if not boundary.refusal(book.project.root, path)}
    for name, path in data.items():
        shutil.copyfile(path, target / name)
    made = {name: content for name, content in data_downloads.files(book) if name not in data}
    for name, content in made.items():
        replace(target / name, content)
    for path in target.iterdir():  # what is no longer in data/ leaves the site
        if path.is_file() and path.name not in data.keys() | made.keys():
            path.unlink()


def _feed(app: Sphinx) -> str:
    """The feed of releases; dated by the newest, or by the data package while there is none."""
    book, config = Build.of(app.env), app.config
    return feed.atom(
        release_history.read(book.project),
        title=config.html_title or config.project,
        author=config.author,
        identity=str(config.html_theme_options.get("repository_url") or "urn:retorno"),
        begun=str(book.catalogue.package.get("created", "1970-01-01"))[:10],
        base=_ending_in_slash(config.html_baseurl),
        edition=Path(app.outdir).name if config.retorno_up else ".",
        words=book.words,
    )


def _ending_in_slash(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""


def setup(app: Sphinx) -> None:
    """Publish beside the pages what goes with them."""
    app.connect("env-updated", publish_registry, priority=950)  # when all else has seen what was read
    app.connect("env-check-consistency", check)
    app.connect("build-finished", publish)
