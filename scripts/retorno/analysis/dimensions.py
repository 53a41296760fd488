"""The sizes and the letters of figures, known without the libraries that draw."""

from __future__ import annotations

FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
"""vl-convert carries Liberation Sans with it, so that a drawing is the same on every machine."""

WIDE, NARROW = 680, 340
"""Widths of a whole figure in pixels: for desks and for phones."""

MARGIN = 8
"""Free space at the sides of a figure, in pixels."""
