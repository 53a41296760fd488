"""The files of a figure: the picture, its data, and a bundle that explains itself.

Written beside the pages as ``figures/ID.svg``, ``.png``, ``.csv`` and ``.zip``.
"""

from __future__ import annotations

import io
import os
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from retorno.analysis.dimensions import TYPEFACES, WIDE
from retorno.book.figures import assumption_files, figure_bundle, figure_card, figure_frame
from retorno.book.state.book_build import Build
from retorno.evidence.book_figures import Figure
from retorno.project.files import keep_newest
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used, write_whole

FOLDER = "figures"
SCALE = 2
"""Pixels of a PNG for one of the drawing."""

PRESSED = 6
"""How hard a PNG is pressed: 9, the most, makes it a fortieth smaller in more than twice the time."""

DRAWERS = ("vl-convert-python", "pillow")
"""The libraries that draw a PNG and pack it."""


def files(book: Build, figure: Figure, docname: str) -> dict[str, bytes]:
    """The files of one figure, which has its place on the page *docname*, by kind."""
    number = book.figure_numbers[figure.id]
    around = figure_card.around(figure, number, book.words, whole=True)
    svg = figure_frame.framed(figure.svg["wide"], around, WIDE)
    cited = figure_card.citation(book, docname, figure, number)
    data_sets = [book.catalogue[name] for name in figure.datasets]
    described = figure_bundle.metadata(figure, number, cited, data_sets, docname, book.words)
    made = {
        "svg": svg.encode(),
        "png": png(svg, cache(book)),
        "csv": figure.csv.encode(),
        "zip": figure_bundle.archive(figure.id, figure.csv, described, book.words),
    }
    if figure.specification and assumption_files.assumes(figure):
        made |= assumption_files.browser_files(figure.id, figure.specification, around)
    return made


def cache(book: Build) -> Path:
    """The folder in which pictures are kept between builds."""
    return book.project.root / ".cache" / "pictures"


def png(svg: str, folder: Path) -> bytes:
    """The picture as PNG: drawn once, and kept in *folder* under the hash of what it shows and of who draws."""
    drawers = " ".join(version(name) for name in DRAWERS)
    key = digest(f"{drawers} {SCALE} {PRESSED} {svg}")
    path = folder / f"{key}.png"
    data = kept(path)
    if data is None:
        import vl_convert

        vl_convert.register_font_directory(str(TYPEFACES))
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
        (picture.convert("RGB") if opaque else picture).save(made, "PNG", compress_level=PRESSED, dpi=dots)
    return made.getvalue()


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and leave one alone that is as it should be."""
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)
        os.chmod(path, 0o644)


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
    if any(folder.glob("*.vl.js")):
        replace(Path(app.outdir) / assumption_files.BUNDLE, assumption_files.vega(cache(book)))
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.partition(".")[0] not in ids:
            path.unlink()
    keep_newest(cache(book).glob("*.png"), KEPT)


KEPT = 300
"""How many pictures the cache holds at most."""


def setup(app: Sphinx) -> None:
    """Write the files of figures when all pages are written."""
    app.connect("build-finished", finish)
