"""Cuts the two typefaces of the book down to the letters that it uses.

Usage: python scripts/make_typefaces.py SERIF SANS

SERIF and SANS are the unpacked npm packages ``@expo-google-fonts/source-serif-4`` (0.4.1) and
``source-sans-3`` (0.4.1). What it writes is in the repository; this says how it came about, and makes it
anew if a letter is missing. The names change, since Adobe has reserved its own (see ``OFL.txt``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "scripts" / "retorno" / "book" / "theme" / "html" / "static" / "typefaces"
CHARTS = ROOT / "scripts" / "retorno" / "analysis" / "typefaces"

FACES = {
    "retorno-serif": ("Retorno Serif", "Regular", "400Regular/SourceSerif4_400Regular.ttf"),
    "retorno-serif-italic": ("Retorno Serif", "Italic", "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf"),
    "retorno-serif-bold": ("Retorno Serif", "Bold", "600SemiBold/SourceSerif4_600SemiBold.ttf"),
    "retorno-sans": ("Retorno Sans", "Regular", "400Regular/SourceSans3_400Regular.ttf"),
    "retorno-sans-bold": ("Retorno Sans", "Bold", "600SemiBold/SourceSans3_600SemiBold.ttf"),
}
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}¡§©«°±²³¶·»½¿ÁÉÍÑÓ×ÚÜßàáâãäçèéêëìíîïñòóôö÷ùúûü–—‘’“”„•…€←↑→↓−≤≥"
)
"""English, Spanish, French, German and Portuguese as far as the book has them; others come from the device."""

MADE = 3_786_912_000
"""One date for all, so that the same letters give the same bytes."""


def make(source: Path, family: str, style: str, target: Path) -> None:
    """Write the letters of one face, under the names of the book."""
    options = subset.Options()
    # Slanted words are few, and pairs of letters are a sixth of a face.
    options.layout_features = ["tnum", "lnum"] if style == "Italic" else ["kern", "liga", "tnum", "lnum"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "MVAR"]
    options.flavor = "woff2" if target.suffix == ".woff2" else None
    font = subset.load_font(str(source), options)
    letters = subset.Subsetter(options)
    letters.populate(text=LETTERS)
    letters.subset(font)
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}"}
    names[6] = f"{family.replace(' ', '')}-{style}"
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    font["head"].created = font["head"].modified = MADE
    subset.save_font(font, str(target), options)


def main(serif: str, sans: str) -> None:
    """Make every face for pages, and the sans for charts."""
    for name, (family, style, file) in FACES.items():
        source = Path(sans if "Sans" in family else serif) / file
        make(source, family, style, PAGES / f"{name}.woff2")
        if "Sans" in family:
            make(source, family, style, CHARTS / f"{name}.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
