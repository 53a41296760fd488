"""The files of a figure: the picture, its data, and a bundle that explains itself.

Written beside the pages as ``figures/ID.svg``, ``.png``, ``.csv``, ``.zip``, and, where the figure
is interactive, ``.vl.json`` (the specification) and ``.vl.js`` (the same for browsers, which do
not let a page that was opened from a disk fetch JSON).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx

from retorno.analysis.dimensions import WIDE
from retorno.analysis.palette import variable
from retorno.book.figures import figure_bundle, figure_frame
from retorno.book.state.build import Build
from retorno.evidence import book_citation
from retorno.evidence.json_ld import json_for_html
from retorno.project.files import keep_newest
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used, write_whole

FOLDER = "figures"
SCALE = 2
"""Pixels of a PNG for one of the drawing."""

DRAWERS = ("vl-convert-python", "pillow")
"""The libraries that draw a PNG and pack it."""

BUNDLE = "_static/vega-bundle.js"
LICENCES = "Vega, Vega-Lite, Vega-Embed, Vega-Tooltip: BSD 3-Clause, University of Washington Interactive Data Lab"


def write(
    book: Build,
    content: dict[str, Any],
    number: int,
    around: figure_frame.Text,
    cited: book_citation.Citation,
    docname: str,
) -> list[str]:
    """Write the files of one figure; returns the kinds that are offered for download."""
    folder = Path(book.app.outdir) / FOLDER
    svg = figure_frame.framed(content["svg"]["wide"], around, WIDE)
    data_sets = [book.catalogue[name] for name in content["datasets"]]
    described = figure_bundle.metadata(content, number, cited, data_sets, docname)
    made = {
        "svg": svg.encode(),
        "png": png(svg, cache(book)),
        "csv": content["csv"].encode(),
        "zip": figure_bundle.archive(content["id"], content["csv"], described, book.words),
    }
    offered = list(made)
    if content["specification"]:
        made |= browser_files(content["id"], content["specification"], around)
    for kind, data in made.items():
        replace(folder / f"{content['id']}.{kind}", data)
    return offered


def cache(book: Build) -> Path:
    """The folder in which pictures are kept between builds."""
    return book.project.root / ".cache" / "pictures"


def png(svg: str, folder: Path) -> bytes:
    """The picture as PNG: drawn once, and kept in *folder* under the hash of what it shows and of who draws."""
    key = digest(f"{' '.join(version(name) for name in DRAWERS)} {SCALE} {svg}")
    path = folder / f"{key}.png"
    data = kept(path)
    if data is None:
        import vl_convert

        data = pressed(bytes(vl_convert.svg_to_png(svg, scale=SCALE)))
        keep(path, data)
    used(path)
    return data


def pressed(png: bytes) -> bytes:
    """The same picture in a third of the bytes: the drawer packs for speed, and gives each point a transparency."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        opaque = picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255)
        made = io.BytesIO()
        dots = picture.info.get("dpi", (72, 72))
        (picture.convert("RGB") if opaque else picture).save(made, "PNG", optimize=True, dpi=dots)
    return made.getvalue()


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and leave one alone that is as it should be."""
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)
        os.chmod(path, 0o644)


def browser_files(id: str, specification: dict[str, Any], words: figure_frame.Text) -> dict[str, bytes]:
    """The specification as JSON, and as a script that hands it to the card with the words around it."""
    plain = json.dumps(specification, ensure_ascii=False, sort_keys=True, indent=1)
    said = {"number": words.number, "title": words.title, "below": list(words.below)}
    shown = json_for_html({"id": id, "specification": _with_variables(specification), "words": said})
    return {"vl.json": plain.encode() + b"\n", "vl.js": f"retornoFigure({shown});\n".encode()}


def _with_variables(specification: Any) -> Any:
    """The specification with our colours as custom properties, so that it follows the page into the dark."""
    if isinstance(specification, dict):
        return {
            key: value if key in ("datasets", "values") else _with_variables(value)
            for key, value in specification.items()
        }
    if isinstance(specification, list):
        return [_with_variables(value) for value in specification]
    return variable(specification) if isinstance(specification, str) else specification


def finish(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the bundle for interactive figures, and no file of a figure that is gone."""
    if exception or app.builder.name not in ("html", "dirhtml"):
        return
    book = Build.of(app.env)
    ids = {id for page in book.contributions.values() for id in page.figures}
    folder = Path(app.outdir) / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.partition(".")[0] not in ids:
            path.unlink()
    if ids:
        replace(Path(app.outdir) / BUNDLE, vega(cache(book)))
    keep_newest(cache(book).glob("*.png"), KEPT)


def vega(folder: Path) -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script that leaves no names behind but theirs; kept in *folder*."""
    path = folder / f"vega-{version('vl-convert-python')}.js"
    data = kept(path)
    if data is None:
        from vl_convert import javascript_bundle

        # Its types ask for an argument that it does not need.
        write = cast(Callable[[], str], javascript_bundle)
        # Its top level declares names of one letter, which clash with other scripts of a page.
        data = f"/*! {LICENCES} */\n(function () {{\n{write()}\n}})();\n".encode()
        keep(path, data)
    return data


KEPT = 300
"""How many pictures the cache holds at most."""


def setup(app: Sphinx) -> None:
    """Tidy up the files of figures when all pages are written."""
    app.connect("build-finished", finish)
