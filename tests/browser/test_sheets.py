"""A page that says “sheet” goes on one piece of paper: briefs for ten minutes, and tools for work."""

from __future__ import annotations

import io

from pypdf import PdfReader

from .conftest import Watched

FOLDERS = ("/briefs/", "/tools/")


def test_each_is_printed_on_one_sheet(desk: Watched, pages: list[str]) -> None:
    chosen = [page for page in pages if any(folder in page for folder in FOLDERS)]
    assert len(chosen) >= 14
    sheets = {}
    for address in chosen:
        page = desk.go(address)
        assert page.locator(".sheet").count() == 1, f"{address} does not say that it is a sheet"
        sheets[address] = len(PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)
    assert {address: count for address, count in sheets.items() if count != 1} == {}
