"""Addresses that run something, in every place where a page can lead somewhere."""

from __future__ import annotations

from .kinds import HTML, MACHINE, PAGE, RUN, RUNS, Kind
from .kinds_active import WEB
from .kinds_files import DRAWING, directive

JS = "javascript:alert('canary')"
OTHER = "browsers hand"

# What Markdown itself makes of an address that runs is no link: a build has nothing to tell of most.
KINDS = [
    Kind("to-script", RUNS, f"[words](<{JS}>)", by_build=False),
    Kind("to-script-plain", RUNS, "[words](javascript:alert`canary`)", by_build=False),
    Kind("to-script-mixed", RUNS, f"[words](<JaVaScRiPt:{RUN}>)", by_build=False),
    Kind("to-script-blank", RUNS, f"[words](< {JS}>)", by_build=False),
    Kind("to-script-tab", RUNS, f"[words](<java\tscript:{RUN}>)", by_build=False),
    Kind("to-script-entity", "", f"[words](<&#106;avascript:{RUN}>)", by_build=False),
    Kind("to-script-entity-end", "", f"[words](<javascript&colon;{RUN}>)", by_build=False),
    Kind("to-script-entity-tab", "", f"[words](<java&Tab;script:{RUN}>)", by_build=False),
    Kind("to-script-encoded", "", "[words](%6Aavascript:alert`canary`)", by_build=False),
    Kind("to-script-escaped", RUNS, f"[words](<javascript\\:{RUN}>)", by_checks=False, by_build=False),
    Kind("to-script-control", RUNS, f"[words](<\x01{JS}>)", by_build=False),
    Kind("to-script-zero-width", RUNS, f"[words](<\u200bjavascript:{RUN}>)", by_build=False),
    Kind("to-script-vb", RUNS, "[words](vbscript:MsgBox`canary`)", by_build=False),
    Kind("to-script-reference", RUNS, f"[words][r]\n\n[r]: <{JS}>", by_build=False),
    Kind("to-script-shortcut", RUNS, f"[words]\n\n[words]: <{JS}>", by_build=False),
    Kind("to-script-autolink", RUNS, "<javascript:alert('canary')>", by_build=False),
    Kind("to-script-title", RUNS, f'[words](<{JS}> "a title")', by_build=False),
    Kind("to-script-heading", RUNS, f"## [words](<{JS}>)", by_build=False),
    Kind("to-script-table", RUNS, f"| a |\n|---|\n| [words](<{JS}>) |", by_build=False),
    Kind("to-script-list", RUNS, f"- [words](<{JS}>)", by_build=False),
    Kind("to-script-quote", RUNS, f"> [words](<{JS}>)", by_build=False),
    Kind("to-script-term", RUNS, f"word\n: [words](<{JS}>)", by_build=False),
    Kind("to-script-footnote", RUNS, f"Words[^1].\n\n[^1]: [words](<{JS}>)", by_build=False),
    Kind("to-script-box", RUNS, f":::{{note}}\n[words](<{JS}>)\n:::", by_build=False),
    Kind("to-script-box-title", RUNS, f":::{{admonition}} [words](<{JS}>)\nWords.\n:::", by_build=False),
    Kind("to-script-nested", RUNS, f"**[*words*](<{JS}>)**", by_build=False),
    Kind("to-script-picture", RUNS, f"[![a](own-a.svg)](<{JS}>)", {"own-a.svg": DRAWING}, by_build=False),
    Kind(
        "to-script-target",
        RUNS,
        directive("image", "own-b.svg", f":target: {JS}", ":alt: a picture"),
        {"own-b.svg": DRAWING},
    ),
    Kind(
        "to-script-figure",
        RUNS,
        directive("figure", "own-c.svg", f":target: {JS}", ":alt: a picture", content="Words."),
        {"own-c.svg": DRAWING},
    ),
    Kind("to-script-card", RUNS, directive("card", "Title", f":link: {JS}", content="Words.")),
    Kind("to-script-button", RUNS, directive("button-link", JS, content="Words")),
    Kind("to-script-grid", RUNS, f"::::{{grid}} 1\n:::{{grid-item-card}} T\n:link: {JS}\nWords.\n:::\n::::"),
    Kind("to-script-badge", RUNS, f"{{bdg-link-primary}}`words <{JS}>`"),
    Kind("to-script-rst", f"{RUNS}|this lets raw HTML", directive("eval-rst", content=f"`words <{JS}>`_")),
    Kind(
        "to-script-rst-target",
        f"{RUNS}|this lets raw HTML",
        directive("eval-rst", content=f"words_\n\n.. _words: {JS}"),
    ),
    Kind(
        "to-script-rst-picture",
        f"{RUNS}|this lets raw HTML",
        directive("eval-rst", content=f".. image:: own-a.svg\n   :target: {JS}"),
    ),
    Kind("to-data", PAGE, "[words](data:text/html,x)", by_build=False),
    Kind(
        "to-data-base64",
        PAGE,
        "[words](data:text/html;base64,PHNjcmlwdD5hbGVydCgnY2FuYXJ5Jyk8L3NjcmlwdD4=)",
        by_build=False,
    ),
    Kind("to-data-svg", PAGE, f"[words](<data:image/svg+xml,<svg onload={RUN}>>)", by_build=False),
    Kind("to-data-xml", PAGE, "[words](data:application/xhtml+xml,x)", by_build=False),
    Kind("to-data-capitals", PAGE, "[words](DATA:text/html,x)", by_build=False),
    Kind("to-data-button", PAGE, directive("button-link", f"data:text/html,{WEB}", content="Words")),
    Kind("to-file", MACHINE, "[words](file:///etc/passwd)", by_build=False),
    Kind("to-file-autolink", MACHINE, "<file:///etc/passwd>", by_build=False),
    Kind("to-blob", PAGE, "[words](blob:https://example.org/x)", by_build=False),
    Kind("to-filesystem", PAGE, "[words](filesystem:https://example.org/x)", by_build=False),
    Kind("to-source", "opens a part", "[words](view-source:https://example.org)", by_build=False),
    Kind("to-settings", OTHER, "[words](chrome://settings)", by_build=False),
    Kind("to-program", OTHER, "[words](ms-settings:network)", by_build=False),
    Kind("to-telephone", OTHER, "[words](tel:0)", by_build=False),
    Kind("to-nowhere", "without a protocol", "[words](//canary.example/x)", by_build=False),
    Kind("to-backslash", "without a protocol", "[words](<\\\\canary.example/x>)", by_build=False),
    Kind("to-web", "", "[words](https://example.org/a)"),
    Kind("to-mail", "", "[words](mailto:a@example.org)"),
    Kind("to-web-quotes", "", "[words](<https://example.org/\"onmouseover=alert('canary')>)", by_build=False),
    Kind("to-web-markup", "", "[words](<https://example.org/?q=%3Cscript%3Ealert('canary')%3C/script%3E>)"),
    Kind("to-doc", "", f"{{doc}}`words <{JS}>`", by_build=False),
    Kind("to-ref", "", f"{{ref}}`words <{JS}>`", by_build=False),
    Kind("to-raw-link", HTML, f'<a href="{JS}">words</a>', by_build=False),
]
