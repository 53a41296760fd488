"""The book as PDF, set by WeasyPrint."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from retorno.printing.assemble import book
from retorno.printing.pages import Written

STYLE = Path(__file__).with_name("print.css")
VARIANT = "pdf/ua-1"
"""Tagged for screen readers; WeasyPrint checks what it can of that standard."""


def why_not() -> str:
    """Why no PDF can be made on this machine, or an empty text."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).strip().splitlines()[0]
    return ""


def make(written: Written, target: Path) -> None:
    """Set the pages of *written* as one PDF at *target*.

    Raises ``ValueError`` where a link has no target or a picture cannot be read.
    """
    import weasyprint

    _look_pages_up_once()
    told = _Told()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(told)
    try:
        weasyprint.HTML(
            string=book(written),
            base_url=written.folder.as_uri() + "/",
            url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=("file", "data")),
        ).write_pdf(target, stylesheets=[weasyprint.CSS(filename=STYLE)], pdf_variant=VARIANT)
    finally:
        logger.removeHandler(told)
    if told.lines:
        raise ValueError("the PDF does not hold together: " + "; ".join(sorted(set(told.lines))[:5]))


@cache
def _look_pages_up_once() -> None:
    """Spare pydyf making the list of all pages anew for each of some sixty thousand tags: a fifth of the time."""
    import pydyf

    listed = pydyf.PDF.page_references.fget

    def page_references(self: Any) -> Any:
        pages = len(self.pages["Kids"])
        if getattr(self, "retorno_pages", (0, ()))[0] != pages:
            self.retorno_pages = pages, listed(self)
        return self.retorno_pages[1]

    pydyf.PDF.page_references = property(page_references)


class _Told(logging.Handler):
    """Keeps what WeasyPrint says is wrong."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
