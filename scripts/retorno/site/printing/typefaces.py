"""The typefaces of a PDF: those of the site to set it, and each once in what is bound, cut down to the glyphs used."""

from __future__ import annotations

import atexit
import gc
import json
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from retorno.site.printing.pdf_objects import Face, Piece, packed_parts

STYLES = ("normal", "oblique", "italic")
"""Pango's styles in their order, as CSS calls them."""

NAMES = Path(__file__).with_name("faces.css")
FILES = Path(__file__).parents[2] / "book" / "theme" / "html" / "static" / "typefaces"
"""The typefaces of the site, which are those of the PDF."""


@cache
def of_the_book() -> tuple[Any, Any]:
    """By what WeasyPrint finds typefaces, those of the book among them, and the style that gives them their names.

    Made once in a process, since the faces have to be unpacked.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    atexit.register(_forget)
    return known, weasyprint.CSS(filename=NAMES, font_config=known)


def _forget() -> None:
    """Throw away what was unpacked, while Python still can."""
    of_the_book.cache_clear()
    gc.collect()


def together(pieces: Iterable[Piece]) -> dict[str, Face]:
    """The faces of all *pieces*, each with the glyphs that any of them uses."""
    found: dict[str, Face] = {}
    for piece in pieces:
        for name, face in piece.faces.items():
            known = found.setdefault(name, Face(face.family, face.weight, face.style, {}))
            known.glyphs.update(face.glyphs)
    for name, face in found.items():
        found[name] = Face(face.family, face.weight, face.style, dict(sorted(face.glyphs.items())))
    return dict(sorted(found.items()))


def told(faces: Mapping[str, Face]) -> str:
    """All that decides what :func:`objects` gives, as text."""
    return json.dumps({name: vars(face) for name, face in faces.items()})


def objects(faces: dict[str, Face]) -> bytes:
    """The objects that PDF has for *faces*, the last of them the dictionary of all, for :func:`numbered_parts`.

    Raises :class:`LookupError` where this machine does not give a face any more.
    """
    import pydyf
    import weasyprint
    from weasyprint.pdf.fonts import build_fonts_dictionary

    loaded: dict[str, Any] = {}

    def take(document: Any, pdf: Any) -> None:
        loaded.update({font.hash: font for font in document.fonts.values()})
        del pdf.objects[3:]  # the whole faces, which nobody reads: pressing them takes as long as all else here

    lines = "".join(
        f'<p style="font: {STYLES[face.style]} {face.weight} 10px &quot;{escape(face.family)}&quot;">'
        f"{escape(next((text for _, text in face.glyphs.values() if text.strip()), 'x'))}</p>"
        for face in faces.values()
    )
    known, names = of_the_book()
    options = {"full_fonts": True}
    html = weasyprint.HTML(string=f'<html lang="en"><body>{lines}</body></html>')
    document = html.render(font_config=known, stylesheets=[names], **options)
    document.write_pdf(finisher=take, **options)
    if lost := faces.keys() - loaded.keys():
        raise LookupError(f"the typeface {faces[min(lost)].family} cannot be loaded any more")
    for name, face in faces.items():
        font = loaded[name]
        font.widths = {int(glyph): width for glyph, (width, _) in face.glyphs.items()}
        font.to_unicode = {int(glyph): text for glyph, (_, text) in face.glyphs.items()}
    pdf = pydyf.PDF()
    pdf.objects = pdf.objects[:1]  # nothing but the faces
    used = {name: loaded[name] for name in faces}
    pdf.add_object(build_fonts_dictionary(pdf, used, True, True, {"hinting": False, "pdf_version": "1.7"}))
    return packed_parts((one.number, one.data) for one in pdf.objects[1:])
