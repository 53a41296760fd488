"""The files of a figure: the picture, its data, and a bundle that explains itself.

Written beside the pages as ``figures/ID.svg``, ``.png``, ``.csv``, ``.zip``, and, where the figure
is interactive, ``.vl.json`` (the specification) and ``.vl.js`` (the same for browsers, which do
not let a page that was opened from a disk fetch JSON).
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zlib
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
from sphinx_keyed_execution.kept_files import keep, kept, used, write_whole

FOLDER = "figures"
SCALE = 2
"""Pixels of a PNG for one of the drawing."""

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
    key = hashlib.sha256(f"{version('vl-convert-python')} {SCALE} {svg}".encode()).hexdigest()
    path = folder / f"{key}.png"
    data = kept(path)
    if data is None:
        import vl_convert

        data = pressed(bytes(vl_convert.svg_to_png(svg, scale=SCALE)))
        keep(path, data)
    used(path)
    return data


def pressed(png: bytes) -> bytes:
    """The same picture in fewer bytes: the drawer packs for speed, a third is enough.

    Level 9 would take four times as long for one byte in a hundred.
    """
    signature, chunks, place = png[:8], [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        chunks.append((png[place + 4 : place + 8], png[place + 8 : place + 8 + length]))
        place += length + 12
    packed = zlib.compress(zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT")), 6)
    kept = [(kind, data) for kind, data in chunks if kind not in (b"IDAT", b"IEND")]
    made = [signature]
    for kind, data in [*kept, (b"IDAT", packed), (b"IEND", b"")]:
        made.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
    return b"".join(made)


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
    _trim(cache(book))


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


def _trim(folder: Path) -> None:
    pictures = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in pictures[KEPT:]:
        path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Tidy up the files of figures when all pages are written."""
    app.connect("build-finished", finish)
