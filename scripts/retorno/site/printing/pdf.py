"""The book as PDF, set by WeasyPrint."""

from __future__ import annotations

import logging
import sys
from functools import cache
from pathlib import Path
from typing import Any

from retorno.project.problems import ContentError, MachineError
from retorno.site import typesetting
from retorno.site.printing import faults
from retorno.site.printing.assemble import book
from retorno.site.printing.printed_pages import Written

STYLE = Path(__file__).with_name("print.css")
VARIANT = "pdf/ua-1"
"""Tagged for screen readers; WeasyPrint checks what it can of that standard."""


def make(written: Written, target: Path, root: Path) -> None:
    """Set the pages of *written*, of the project below *root*, as one PDF at *target*.

    Raises :class:`ContentError` where the PDF is wrong (see :mod:`retorno.site.printing.faults`), and
    :class:`MachineError` where it cannot be right for want of typefaces.
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
    _refuse(list(faults.found(told.lines)), written, root)


def _refuse(found: list[tuple[faults.Fault, str]], written: Written, root: Path) -> None:
    """Raise what :func:`make` says if something was *found*."""
    without_face = [concerned for fault, concerned in found if fault.faces]
    if without_face and (lacking := [need for need in typesetting.missing() if need.families]):
        names = " and ".join(need.name for need in lacking)
        raise MachineError(
            f"no typeface here has “{''.join(without_face[:5])}”, and {names} are not installed. "
            f"{typesetting.how_to_get(lacking)}"
        )
    if found:
        raise ContentError([faults.problem(fault, concerned, written, root) for fault, concerned in found])


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
    """Keeps what WeasyPrint says: of the book, of itself and of its libraries."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        print(record.getMessage(), file=sys.stderr)  # into the log
