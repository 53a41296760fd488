"""Links to other sites: which still answer, and which copy could replace those that are dead.

Not Sphinx's own link checker: that one sees pages as they are built, so a reference is told by the
page of the bibliography and not by its line in ``references.bib``, and README, CONTRIBUTING and the
description of the data are not seen at all; an address that is gone (404, 410) and one that only
refuses machines or is out of order today (403, 500) are both *broken* to it, where only the first is
the book's to mend; and the notebooks have to run before the first address is asked for.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from retorno.project.paths import Project

ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+")
DOI = re.compile(r"^\s*doi\s*=\s*[{\"]([^}\"]+)", re.M | re.I)
FILES = ("references.bib", "data/datapackage.json", "README.md", "CONTRIBUTING.md", "index.md")
EXAMPLES = re.compile(r"(^|\.)(example\.(org|com|net)|localhost)$")
"""Hosts that nobody means to visit."""

ARCHIVE = "https://archive.org/wayback/available?url="
AGENT = "Mozilla/5.0 (compatible; Retorno link check; +https://github.com/retorno-book/retorno)"
SECONDS, PAUSE, WORKERS = 20, 0.5, 8
"""How long to wait for an answer, between two questions to one host, and how many hosts at once."""


@dataclass(frozen=True)
class Link:
    """An address, where it stands, and what became of it.

    ``state`` is ``good``, ``dead`` (the publisher says that it is gone, or its name does not
    exist), or ``unsure`` (refused, slow or broken today: look at it with a browser).
    """

    address: str
    places: tuple[str, ...]
    state: str = ""
    told: str = ""
    copy: str = ""


def addresses(project: Project) -> list[Link]:
    """Every address of another site, with the files and lines that name it, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    pages = sorted(project.chapters.rglob("*.md"))
    for path in [*(project.root / name for name in FILES), *pages]:
        if path.is_file():
            for line, address in _in_text(path.read_text(encoding="utf-8")):
                found[address].append(f"{project.relative(path)}:{line}")
    return [Link(address, tuple(dict.fromkeys(places))) for address, places in sorted(found.items())]


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    """Line and address of each link in *text*; a DOI is one."""
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?*")
        while address.endswith(")") and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(".,;:")
        if not EXAMPLES.search(urlsplit(address).hostname or "localhost"):
            yield text.count("\n", 0, match.start()) + 1, address.partition("#")[0]
    for match in DOI.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, f"https://doi.org/{quote(match[1].strip())}"


def look(links: Iterable[Link], archive: str = ARCHIVE, pause: float = PAUSE) -> list[Link]:
    """Ask for each address, one host never twice within *pause* seconds; dead ones get a copy."""
    hosts: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        hosts[urlsplit(link.address).netloc].append(link)
    archive_free = threading.Lock()

    def of_host(together: list[Link]) -> list[Link]:
        seen = []
        for position, link in enumerate(together):
            if position:
                time.sleep(pause)
            answered = _answered(link)
            if answered.state == "dead":
                with archive_free:
                    answered = replace(answered, copy=archived(link.address, archive))
            seen.append(answered)
        return seen

    with ThreadPoolExecutor(WORKERS) as pool:
        return sorted((link for host in pool.map(of_host, hosts.values()) for link in host), key=lambda x: x.address)


def _answered(link: Link) -> Link:
    """What the publisher's server says of an address."""
    for method in ("HEAD", "GET"):
        # Some servers know no HEAD, or answer it wrongly; only what GET says counts as a failure.
        try:
            request = Request(link.address, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
            with urlopen(request, timeout=SECONDS) as answer:
                return replace(link, state="good", told=str(answer.status))
        except HTTPError as error:
            state, told = ("dead" if error.code in (404, 410) else "unsure"), f"answers {error.code}"
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = str(getattr(error, "reason", "") or error) or type(error).__name__
            unknown = "Name or service not known" in reason or "nodename nor servname" in reason
            state, told = ("dead" if unknown else "unsure"), reason
    return replace(link, state=state, told=told)


def archived(address: str, archive: str = ARCHIVE) -> str:
    """The address of the copy nearest to today in the Internet Archive, or an empty string."""
    try:
        request = Request(archive + quote(address, safe=""), headers={"User-Agent": AGENT})
        with urlopen(request, timeout=SECONDS) as answer:
            closest = json.loads(answer.read(100_000)).get("archived_snapshots", {}).get("closest", {})
    except (OSError, HTTPException, ValueError, AttributeError):
        return ""
    copy = str(closest.get("url", "")) if closest.get("available") else ""
    return copy.replace("http://", "https://", 1) if ADDRESS.fullmatch(copy) else ""


def as_text(links: list[Link]) -> str:
    """What is dead and what could not be told, and where it stands; good links are only counted."""
    lines = []
    for link in sorted(links, key=lambda link: (link.state, link.address)):
        if link.state == "good":
            continue
        word = {"dead": "dead", "unsure": "look"}[link.state]
        lines += [f"{place}: {word}: {link.address} ({link.told})" for place in link.places]
        if link.state == "dead":
            lines.append(
                f"    What would be right: {link.copy}"
                if link.copy
                else "    What would be right: the new address, or the text without a link; no archived copy was found"
            )
    counted = {state: sum(link.state == state for link in links) for state in ("good", "unsure", "dead")}
    return "\n".join(
        [*lines, f"{counted['good']} good, {counted['unsure']} to look at with a browser, {counted['dead']} dead."]
    )
