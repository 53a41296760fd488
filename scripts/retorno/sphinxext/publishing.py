"""What the build writes beside the pages: the registry as JSON, and the data package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno import published
from retorno.registry import registry_problems
from retorno.sphinxext import records
from retorno.sphinxext.printing import NAME as PRINT

logger = logging.getLogger(__name__)


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: claims and analyses fit together."""
    for problem in registry_problems(records.book(app).claims, records.pages(env)):
        logger.warning("%s", problem, type="retorno", subtype="registry")


def publish(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the registry and the data beside the pages."""
    if exception or app.builder.format != "html" or app.builder.name == PRINT:  # a book carries pages only
        return
    book, out = records.book(app), (Path(app.outdir) / app.config.retorno_up).resolve()
    registry = json.dumps(book.registry(app.env).as_list(), ensure_ascii=False, indent=1, sort_keys=True)
    (out / "findings.json").write_text(registry + "\n", encoding="utf-8")
    schema = json.dumps(published.schema(), ensure_ascii=False, indent=1)
    (out / "findings.schema.json").write_text(schema + "\n", encoding="utf-8")
    target = out / "data"
    target.mkdir(exist_ok=True)
    data = {path.name: path for path in book.project.data.iterdir() if path.suffix in (".csv", ".json")}
    for name, path in data.items():
        shutil.copyfile(path, target / name)
    for path in target.iterdir():  # what is no longer in data/ leaves the site
        if path.is_file() and path.name not in data:
            path.unlink()
