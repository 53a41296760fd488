"""An address on the web has no slip in the name of its site.

One letter too much or two turned round lead a reader to nobody, or to somebody else: www.imo.int for www.iom.int.
Names of sites are compared with those that the bibliography and the pages use most. `make links` asks
the sites themselves; that needs a network and takes minutes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"
ADDRESS = re.compile(r"https?://[^\s)>\]},\"“”]+")
OFTEN = 2
"""So often a name is used that another one beside it is a slip."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the name of each site with those that are used more than once."""
    files = {page.file: page.text for page in content.pages}
    for name in ("references.bib", "data/datapackage.json", "data/help-organisations.csv"):
        path = content.project.root / name
        if path.is_file():
            files[name] = path.read_text(encoding="utf-8", errors="replace")
    found = [
        (file, text.count("\n", 0, match.start()) + 1, _site(match[0]))
        for file, text in files.items()
        for match in ADDRESS.finditer(text)
    ]
    times = Counter(site for _, _, site in found)
    often = {site for site, count in times.items() if count >= OFTEN}
    turned = {_turned(site): site for site in sorted(often)}
    for file, line, site in found:
        meant = turned.get(_turned(site), "") if site and times[site] < OFTEN else ""
        if meant and meant != site and abs(len(meant) - len(site)) < 2:
            wrong = f"the address names the site {site}, and others {meant}"
            yield Problem(file, line, site, wrong, f"{meant}, if that is meant")


def _site(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _turned(site: str) -> str:
    """The letters of each part of a name in the order of the alphabet, doubled ones once: alike for most slips."""
    return ".".join("".join(sorted(set(part))) for part in site.split("."))
