"""Files from elsewhere: what a page takes in, shows or offers."""

from __future__ import annotations

from .kinds import CARRIED, CIRCLE, ELSEWHERE, FETCHED, HOST, LINKED, OUTSIDE, PRIVATE, REPEATED, SETTING, Kind, Link

NOTEBOOK = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""


BOMB = "\n".join(
    f"  {name}: &{name} [{value}]"
    for name, value in zip(
        "abcdefghij",
        ["1", *map("*{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}, *{0}".format, "abcdefghi")],
        strict=True,
    )
)
"""Ten lines of YAML that stand for more values than any memory holds, once somebody copies each."""


def directive(name: str, argument: str = "", *options: str, content: str = "") -> str:
    return "\n".join(["```{" + name + "} " + argument, *options, *([content] if content else []), "```"])


UP = "../../../outside"
"""From a page's folder to a folder beside the project."""

TAKEN_IN = [
    Kind("include-above", OUTSIDE, directive("include", f"{UP}/secret.md")),
    Kind("include-absolute", OUTSIDE, directive("include", "/etc/passwd"), by_build=False),
    Kind("include-link", LINKED, directive("include", "taken.md"), {"taken.md": Link(f"{UP}/secret.md")}),
    Kind("include-folder-link", LINKED, directive("include", "away/secret.md"), {"away": Link(UP)}),
    Kind("include-git", PRIVATE, directive("include", "/.git/config")),
    Kind("include-venv", PRIVATE, directive("include", "/.venv/secret.md")),
    Kind("include-env", PRIVATE, directive("include", "../../.env")),
    Kind("include-build", PRIVATE, directive("include", "/_build/secret.md")),
    Kind("include-cache", PRIVATE, directive("include", "/.cache/secret.md")),
    Kind("include-literal", OUTSIDE, directive("include", f"{UP}/secret.md", ":literal:")),
    Kind("include-code", OUTSIDE, directive("include", f"{UP}/secret.md", ":code: text")),
    Kind("include-part", OUTSIDE, directive("include", f"{UP}/secret.md", ":start-line: 0", ":end-line: 1")),
    Kind("include-in-list", OUTSIDE, "- one\n\n  " + directive("include", f"{UP}/secret.md").replace("\n", "\n  ")),
    Kind("include-in-box", OUTSIDE, f":::{{note}}\n{directive('include', f'{UP}/secret.md')}\n:::"),
    Kind("include-yaml", OUTSIDE, f"```{{literalinclude}} {UP}/secret.md\n---\nlanguage: text\n---\n```"),
    Kind("include-dots", OUTSIDE, directive("include", "./hostile/../.././../..//outside/./secret.md")),
    Kind(
        "include-second-hand",
        OUTSIDE,
        directive("include", "second-hand.txt"),
        {"second-hand.txt": directive("include", f"{UP}/secret.md").encode()},
        by_checks=False,
    ),
    Kind("include-itself", CIRCLE, directive("include", "include-itself.md")),
    Kind("include-pair", CIRCLE, directive("include", "include-pair-other.md")),
    Kind("include-pair-other", CIRCLE, directive("include", "include-pair.md")),
    Kind("include-ring-a", CIRCLE, directive("include", "include-ring-b.md")),
    Kind("include-ring-b", CIRCLE, directive("include", "include-ring-c.md")),
    Kind("include-ring-c", CIRCLE, directive("include", "include-ring-a.md")),
    Kind("include-address", ELSEWHERE, directive("include", f"{HOST}/x.md"), by_build=False),
    Kind("include-own", "", directive("include", "own.txt"), {"own.txt": b"Words of our own.\n"}),
    Kind("literalinclude-above", OUTSIDE, directive("literalinclude", f"{UP}/secret.md")),
    Kind("literalinclude-many-above", OUTSIDE, directive("literalinclude", "../" * 30 + "etc/hostname")),
    Kind("literalinclude-link", LINKED, directive("literalinclude", "code.txt"), {"code.txt": Link("/etc/hostname")}),
    Kind("literalinclude-private", PRIVATE, directive("literalinclude", "/.git/config")),
    Kind(
        "literalinclude-diff",
        OUTSIDE,
        directive("literalinclude", "same.txt", f":diff: {UP}/secret.md"),
        {"same.txt": b"x\n"},
    ),
    Kind("csv-file-above", OUTSIDE, directive("csv-table", "t", f":file: {UP}/secret.csv")),
    Kind("csv-file-absolute", OUTSIDE, directive("csv-table", "t", ":file: /etc/passwd", ":delim: :")),
    Kind("csv-file-link", LINKED, directive("csv-table", "t", ":file: far.csv"), {"far.csv": Link(f"{UP}/secret.csv")}),
    Kind("csv-file-yaml", OUTSIDE, f"```{{csv-table}} t\n---\nfile: {UP}/secret.csv\n---\n```"),
    Kind("csv-url-file", FETCHED, directive("csv-table", "t", ":url: file:///etc/passwd", ":delim: :")),
    Kind("csv-url", FETCHED, directive("csv-table", "t", ":url: http://127.0.0.1:PORT/x.csv")),
    Kind("csv-url-name", FETCHED, directive("csv-table", "t", f":url: {HOST}/x.csv")),
    Kind("raw-file", f"{OUTSIDE}|this lets raw HTML", directive("raw", "html", f":file: {UP}/secret.md")),
    Kind("raw-url", f"{FETCHED}|this lets raw HTML", directive("raw", "html", ":url: http://127.0.0.1:PORT/x.html")),
    Kind(
        "cell-load",
        OUTSIDE,
        directive("code-cell", "ipython3", f":load: {UP}/secret.md"),
        head=NOTEBOOK,
    ),
    Kind("rst-include", f"{OUTSIDE}|this lets raw HTML", directive("eval-rst", content=f".. include:: {UP}/secret.md")),
    Kind(
        "rst-literalinclude",
        f"{OUTSIDE}|this lets raw HTML",
        directive("eval-rst", content=f".. literalinclude:: {UP}/secret.md"),
    ),
    Kind(
        "rst-csv",
        f"{FETCHED}|this lets raw HTML",
        directive("eval-rst", content=".. csv-table:: t\n   :url: http://127.0.0.1:PORT/x.csv"),
    ),
    Kind("rst-image", f"{OUTSIDE}|this lets raw HTML", directive("eval-rst", content=f".. image:: {UP}/secret.svg")),
    Kind("page-link", LINKED, "", {"page-link.md": Link(f"{UP}/secret.md")}),
]

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'
SHOWN = [
    Kind("picture-above", OUTSIDE, f"![a picture]({UP}/secret.svg)"),
    Kind("picture-encoded", OUTSIDE, "![a picture](..%2f..%2f..%2foutside%2fsecret.svg)", by_build=False),
    Kind("picture-link", LINKED, "![a picture](far.svg)", {"far.svg": Link(f"{UP}/secret.svg")}),
    Kind("picture-private", PRIVATE, "![a picture](/.venv/secret.svg)"),
    Kind("picture-by-reference", OUTSIDE, f"![a picture][above]\n\n[above]: {UP}/secret.svg"),
    Kind("picture-directive", OUTSIDE, directive("image", f"{UP}/secret.svg", ":alt: a picture")),
    Kind("picture-figure", OUTSIDE, directive("figure", f"{UP}/secret.svg", ":alt: a picture", content="Words.")),
    Kind(
        "picture-figwidth",
        OUTSIDE,
        directive("figure", f"{UP}/secret.svg", ":figwidth: image", ":alt: a picture", content="Words."),
    ),
    Kind("picture-star", "the star stands for any kind", directive("image", f"{UP}/secret.*"), by_checks=False),
    Kind("picture-card", OUTSIDE, directive("card", "Title", f":img-top: {UP}/secret.svg", content="Words.")),
    Kind("picture-card-ground", OUTSIDE, directive("card", "T", f":img-background: {UP}/secret.svg", content="W.")),
    Kind(
        "picture-grid-card",
        OUTSIDE,
        f"::::{{grid}} 1\n:::{{grid-item-card}} T\n:img-bottom: {UP}/secret.svg\nWords.\n:::\n::::",
    ),
    Kind("picture-host", ELSEWHERE, f"![a picture]({HOST}/x.png)"),
    Kind("picture-host-capitals", ELSEWHERE, f"![a picture]({HOST.replace('https', 'HTTPS')}/x.png)"),
    Kind("picture-host-reference", ELSEWHERE, f"![a picture][r]\n\n[r]: {HOST}/x.png"),
    Kind("picture-host-shortcut", ELSEWHERE, f"![far away]\n\n[far away]: {HOST}/x.png"),
    Kind("picture-host-bare", ELSEWHERE, "![a picture](//canary.example/x.png)"),
    Kind("picture-host-angled", ELSEWHERE, "![a picture](<//canary.example/x.png>)"),
    Kind("picture-host-backslash", ELSEWHERE, "![a picture](<\\\\canary.example/x.png>)", by_build=False),
    Kind("picture-host-directive", ELSEWHERE, directive("image", f"{HOST}/x.png", ":alt: a picture")),
    Kind("picture-host-figure", ELSEWHERE, directive("figure", f"{HOST}/x.png", ":alt: a", content="Words.")),
    Kind("picture-host-card", ELSEWHERE, directive("card", "Title", f":img-top: {HOST}/x.png", content="Words.")),
    Kind("picture-ftp", ELSEWHERE, directive("image", "ftp://canary.example/x.png", ":alt: a picture")),
    Kind("picture-file", ELSEWHERE, directive("image", "file:///etc/passwd", ":alt: a picture")),
    Kind("picture-data", CARRIED, "![a picture](data:image/png;base64,iVBORw0KGgo=)"),
    Kind("picture-data-svg", CARRIED, directive("image", "data:image/svg+xml,<svg/onload=alert('canary')>")),
    Kind("picture-own", "", "![a picture](own.svg)", {"own.svg": DRAWING}),
    Kind("keep-above", OUTSIDE, f"{{download}}`words <{UP}/secret.csv>`"),
    Kind("keep-absolute", OUTSIDE, "{download}`/etc/passwd`", by_build=False),
    Kind("keep-link", LINKED, "{download}`far-away.csv`", {"far-away.csv": Link(f"{UP}/secret.csv")}),
    Kind("keep-private", PRIVATE, "{download}`/.git/config`"),
    Kind("keep-host", ELSEWHERE, f"{{download}}`{HOST}/x.csv`"),
    Kind("link-above", OUTSIDE, f"[words]({UP}/secret.csv)"),
    Kind("link-encoded", OUTSIDE, "[words](%2e%2e/%2e%2e/%2e%2e/outside/secret.csv)"),
    Kind("link-by-reference", OUTSIDE, f"[words][csv]\n\n[csv]: {UP}/secret.csv"),
    Kind("link-folder-link", LINKED, "[words](afar/secret.csv)", {"afar": Link(UP)}),
    Kind("keep-own", "", "{download}`own.csv`", {"own.csv": b"a,b\n1,2\n"}),
    Kind("glue-above", "", "{glue:}`../../../outside/secret::x`", by_build=False),
]
"""Pictures that a page shows, and files that it offers."""

HEADS = [
    Kind("head-html", SETTING, "<script>alert('canary')</script>", head="---\nmyst:\n  disable_syntax: []\n---\n\n"),
    Kind(
        "head-template",
        SETTING,
        "{{ ''.__class__ }}",
        head="---\nmyst:\n  enable_extensions: [substitution]\n  substitutions:\n    a: b\n---\n\n",
    ),
    Kind(
        "head-refresh",
        SETTING,
        "Words.",
        head=f'---\nmyst:\n  html_meta:\n    "http-equiv=refresh": "0;url={HOST}/"\n---\n\n',
    ),
    Kind(
        "head-refresh-old", SETTING, "Words.", head=f'---\nhtml_meta:\n  "http-equiv=refresh": "0;url={HOST}"\n---\n\n'
    ),
    Kind("head-schemes", SETTING, "[a](x:y)", head='---\n{"myst": {"url_schemes": ["javascript"]}}\n---\n\n'),
    Kind("head-bomb", REPEATED, "Words.", head=NOTEBOOK.replace("  name: python3\n", f"  name: python3\n{BOMB}\n")),
    Kind(
        "head-deep", "within one another", "Words.", head=NOTEBOOK.replace("python3\n---", f"{'[' * 60}{']' * 60}\n---")
    ),
    Kind(
        "head-deepest",
        "this page cannot be read",
        "Words.",
        head=NOTEBOOK.replace("python3\n---", f"{'[' * 50_000}\n---"),
        by_checks=False,
    ),
    Kind("cell-bomb", REPEATED, f"```{{code-cell}} ipython3\n---\ntags:\n{BOMB}\n---\n1\n```", head=NOTEBOOK),
    Kind("head-format", SETTING, "Words.", head="---\nfile_format: mystnb\n---\n\n"),
    Kind("head-mystnb", SETTING, "Words.", head="---\nmystnb:\n  execution_mode: inline\n---\n\n"),
]
"""Settings that a page gives itself."""

KINDS = [*TAKEN_IN, *SHOWN, *HEADS]
