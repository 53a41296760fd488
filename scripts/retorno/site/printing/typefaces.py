"""The typefaces of a bound PDF: each once, cut down to the glyphs that its pieces use together."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from retorno.site.printing.pdf_objects import Face, Piece, packed_parts

STYLES = ("normal", "oblique", "italic")
"""Pango's styles in their order, as CSS calls them."""


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


def objects(faces: dict[str, Face]) -> bytes:
    """The objects that PDF has for *faces*, the last of them the dictionary of all, for :func:`numbered_parts`.

    Raises :class:`LookupError` where this machine does not give a face any more.
    """
    import pydyf
    import weasyprint
    from weasyprint.pdf.fonts import build_fonts_dictionary

    loaded: dict[str, Any] = {}

    def take(document: Any, _: Any) -> None:
        loaded.update({font.hash: font for font in document.fonts.values()})

    lines = "".join(
        f'<p style="font: {STYLES[face.style]} {face.weight} 10px &quot;{escape(face.family)}&quot;">'
        f"{escape(next((text for _, text in face.glyphs.values() if text.strip()), 'x'))}</p>"
        for face in faces.values()
    )
    options = {"full_fonts": True}
    document = weasyprint.HTML(string=f'<html lang="en"><body>{lines}</body></html>').render(**options)
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
