"""Looking into what a tool makes besides its pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from zipfile import ZipFile

TAG = re.compile(r"<[^>]+>")


def contains(product: Path, words: str) -> bool:
    """Whether a PDF, or a page in an ePub or a zip, shows *words*, wherever its lines end."""
    if not product.is_file():
        return False
    if product.suffix == ".pdf":
        return plain(words) in plain(text_of(product))
    with ZipFile(product) as archive:
        pages = (name for name in archive.namelist() if name.endswith(("html", "htm")))
        return any(plain(words) in plain(unescape(TAG.sub("", archive.read(name).decode()))) for name in pages)


def text_of(product: Path) -> str:
    """The text of a PDF: by poppler where it is installed, since the other way takes minutes for a long book."""
    if shutil.which("pdftotext"):
        return subprocess.run(["pdftotext", "-raw", product, "-"], capture_output=True, text=True, check=True).stdout
    from pypdf import PdfReader

    with PdfReader(product) as pdf:
        return " ".join(page.extract_text() for page in pdf.pages)


def plain(text: str) -> str:
    """A text without blanks: where lines end, and what is put between letters, differs."""
    return "".join(text.split())
