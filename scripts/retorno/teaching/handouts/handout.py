"""The page around a document: its style, its footer with title, code and edition, its paper."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("handout.css")

PAPERS = {"a4": "A4", "letter": "Letter"}
"""The papers on which everything is printed, as CSS names them."""


@dataclass(frozen=True)
class Handout:
    """One document: its title and code, and what stands in it."""

    title: str
    code: str
    body: str
    language: str
    edition: str

    def page(self, paper: str) -> str:
        """The whole HTML for *paper*."""
        foot = f"{self.title} · {self.edition}"
        size = f"@page {{ size: {PAPERS[paper]} }}"
        return (
            f'<!doctype html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            f'<title>{escape(self.title)}</title><meta name="description" content="{escape(foot)}">'
            f"<style>{size}</style></head>"
            f'<body><p class="foot-title">{escape(foot)}</p><p '
            f'class="foot-code">{escape(self.code)}</p>{self.body}</body></html>'
        )
