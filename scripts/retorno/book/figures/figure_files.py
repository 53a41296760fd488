"""The files of a figure: the picture, its data, and a bundle that explains itself.

Written beside the pages as ``figures/ID.svg``, ``.png``, ``.csv``, ``.zip``, and, where the figure
is interactive, ``.vl.json`` (the specification) and ``.vl.js`` (the same for browsers, which do
not let a page that was opened from a disk fetch JSON).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx

from retorno.analysis.dimensions import WIDE
from retorno.analysis.palette import variable
from retorno.book.figures import figure_bundle, figure_card, figure_frame
from retorno.book.state.book_build import Build
from retorno.evidence.book_figures import Figure
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


def files(book: Build, figure: Figure, docname: str) -> dict[str, bytes]:
    """The files of one figure, which has its place on the page *docname*, by kind."""
    number = book.figure_numbers[figure.id]
    around = figure_card.around(figure, number, book.words, whole=True)
    svg = figure_frame.framed(figure.svg["wide"], around, WIDE)
    cited = figure_card.citation(book, docname, figure, number)
    data_sets = [book.catalogue[name] for name in figure.datasets]
    described = figure_bundle.metadata(figure, number, cited, data_sets, docname)
    made = {
        "svg": svg.encode(),
        "png": png(svg, cache(book)),
        "csv": figure.csv.encode(),
        "zip": figure_bundle.archive(figure.id, figure.csv, described, book.words),
    }
    return made | browser_files(figure.id, figure.specification, around) if figure.specification else made


def cache(book: Build) -> Path:
    """The folder in which pictures are kept between builds."""
    return book.project.root / ".cache" / "pictures"


def png(svg: str, folder: Path) -> bytes:
    """The picture as PNG: drawn once, and kept in *folder* under the hash of what it shows and of who draws."""
    drawers = " ".join(version(name) for name in DRAWERS)
    key = digest(f"{drawers} {SCALE} {svg}")
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


def browser_files(id: str, specification: Mapping[str, Any], words: figure_frame.Text) -> dict[str, bytes]:
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
    """``build-finished``: the files of the figures on pages that were written, and of none that is gone."""
    if exception or app.builder.name not in ("html", "dirhtml"):
        return
    book = Build.of(app.env)
    ids = {id for page in book.contributions.values() for id in page.figures}
    folder = Path(app.outdir) / FOLDER
    for id, (figure, docname, _) in book.once(figure_card.shown).items():
        for kind, data in files(book, figure, docname).items():
            replace(folder / f"{id}.{kind}", data)
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
    """Write the files of figures when all pages are written."""
    app.connect("build-finished", finish)
