"""The sizes and the letters of figures, known without the libraries that draw."""

from __future__ import annotations

from pathlib import Path

FONT = "'Retorno Sans', 'Source Sans 3', 'Liberation Sans', Arial, Helvetica, sans-serif"
"""The sans of the book; whoever draws is given it, so that a drawing is the same on every machine."""

FACE = "Retorno Sans"
"""The first of these alone: with a list, the engine that draws finds none and measures letters too wide."""

TYPEFACES = Path(__file__).with_name("typefaces")
"""The folder of the faces with which charts are drawn."""

WIDE, NARROW = 620, 340
"""Widths of a whole figure in pixels: for desks and for phones."""

MARGIN = 8
"""Free space at the sides of a figure, in pixels."""
