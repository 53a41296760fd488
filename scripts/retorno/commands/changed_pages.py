"""The pages that changed, as one page that needs nothing beside it: for a reviewer, at one address.

It is made of the pages in ``_site``, which may be those of a stranger's change. Nothing in it runs:
scripts are taken out, and a policy forbids what was overlooked.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from retorno.changes.report import NOTHING, summary
from retorno.changes.severity import Change, Report
from retorno.checks import rule_address
from retorno.project.paths import Project

EDITION = "en"
HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The pages that changed</title>
<style>{style}
article {{ border-top: 4px solid; margin: 3rem auto; max-width: 52rem; padding: 1rem; }}</style></head><body>
"""
EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "wbr"})
"""Elements that hold nothing, and have no end."""

SILENT = frozenset({"script", "style", "iframe", "object", "form", "template", "noscript"})
"""Elements that are left out with all that they hold."""

DROPPED = frozenset({"base", "embed", "link", "meta", "input", "button", "foreignobject"})
"""Elements that are left out themselves."""

KEPT = frozenset(
    {"alt", "aria-label", "class", "colspan", "d", "dir", "fill", "height", "id", "lang", "open", "role", "rowspan"}
    | {"scope", "stroke", "stroke-width", "text-anchor", "title", "transform", "viewbox", "width", "x", "y"}
    | {"x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "font-size", "font-weight", "opacity", "points"}
)
"""Attributes that only show something; every other is left out."""


def write(project: Project, report: Report, path: Path) -> None:
    """Write the pages that *report* says to be changed or added, as they were built last."""
    site = project.root / "_site" / EDITION
    styles = [file.read_text(encoding="utf-8") for file in sorted((site / "_static").glob("*.css"))]
    changed = [one for one in report.changes if one.kind == "chapter" and one.what in ("changed", "added", "renamed")]
    told = f"<h1>The pages that changed</h1>\n<p>{escape(summary(report) if report.changes else NOTHING)}</p>"
    head = HEAD.format(style="\n".join(styles).replace("</", "<\\/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [head, told, *(_article(project, site, one) for one in changed), "</body></html>\n"]
    path.write_text("\n".join(parts), encoding="utf-8")


def _article(project: Project, site: Path, one: Change) -> str:
    """One page, with what changed above it."""
    name = one.after if one.what == "renamed" else one.id
    why = escape("; ".join([*one.why, *one.details]))
    head = f"<article><p><strong>{escape(name)}</strong>: {escape(one.what)}. {why}</p>"
    file = site / f"{name}.html"
    if not file.is_file():
        return f"{head}<p>The page could not be built.</p></article>"
    content = PlainContent(f"{rule_address.published(project)}/{EDITION}/{name}.html")
    content.feed(file.read_text(encoding="utf-8", errors="replace"))
    content.close()
    return f"{head}{''.join(content.parts)}</article>"


class PlainContent(HTMLParser):
    """What stands in the ``main`` of a page, without anything that runs or fetches."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._address, self._inside, self._silent = address, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, as far as it only shows something."""
        if tag == "main":
            self._inside = True
        elif tag in SILENT:
            self._silent += 1
        elif self._is_shown(tag):
            kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in KEPT)
            self.parts.append(f"<{tag}{kept}{self._link(dict(attrs))}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is written as empty, as those of drawings are."""
        if tag not in SILENT:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag == "main":
            self._inside = False
        elif tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._is_shown(tag) and tag not in EMPTY:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._inside and not self._silent:
            self.parts.append(escape(data))

    def _is_shown(self, tag: str) -> bool:
        return self._inside and not self._silent and tag not in DROPPED

    def _link(self, attributes: dict[str, str | None]) -> str:
        """A link, which leads to the published book."""
        target = urljoin(self._address, attributes.get("href") or "")
        if "href" not in attributes or not target.startswith(("https://", "http://")):
            return ""
        return f' href="{escape(target)}" rel="noopener noreferrer"'
