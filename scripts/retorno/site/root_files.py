"""What stands at the root of the site beside its editions: the page that leads into the book, and the site map."""

from __future__ import annotations

from pathlib import Path

from retorno.changes import feed
from retorno.project.paths import Project
from retorno.project.progress import Tell

NOT_PAGES = {"genindex.html", "search.html", "404.html"}
"""Files that no site map lists."""

FRONT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="0; url={first}/index.html">
<title>Retorno</title>
<link rel="canonical" href="{first}/index.html">
</head>
<body><p><a href="{first}/index.html">Retorno: a policy knowledge base on return migration</a></p></body>
</html>
"""


def write_root_files(project: Project, staging: Path, first: str, tell: Tell) -> None:
    """Write the front page, which leads to the edition *first*, and the map of all pages in *staging*."""
    (staging / "index.html").write_text(FRONT.format(first=first), encoding="utf-8")
    write_site_map(project, staging, tell)


def write_site_map(project: Project, staging: Path, tell: Tell) -> None:
    """Write ``sitemap.xml``, which needs the site's address: relative entries are not valid."""
    from retorno.checks.reading.content import Content

    base = str((Content(project).config.get("html") or {}).get("baseurl") or "")
    (staging / "sitemap.xml").unlink(missing_ok=True)
    if not base:
        tell("No sitemap.xml: _config.yml gives no html.baseurl, and a site map needs absolute addresses.")
        return
    pages = (path.relative_to(staging).as_posix() for path in staging.rglob("*.html") if path.name not in NOT_PAGES)
    text = feed.sitemap((page for page in pages if page.split("/")[1:2] != ["_static"]), base.rstrip("/") + "/")
    (staging / "sitemap.xml").write_text(text, encoding="utf-8")
