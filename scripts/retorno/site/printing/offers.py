"""Offering the files to keep: on the pages that have a place for them, and only those that were made."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

from retorno.evidence.message_catalogue import words
from retorno.evidence.wording import Words
from retorno.project.paths import Project
from retorno.site.printing import Offer
from retorno.site.printing import archive as archives
from retorno.site.printing.answer import EPUB, ZIP, Lack, finish, reason, unfinished
from retorno.site.printing.edition_facts import edition_date
from retorno.site.printing.volumes import CHAPTER, PART, WHOLE

PLACE = re.compile(r'(<div class="downloads">).*?(</div>)', re.S)
"""What the directive ``downloads`` leaves in a page. It is filled here, when the pages have been written: what there is
to offer, and how large it is, is known last, and pages that waited for it would cost as long as printing does."""

PLACED = b'class="downloads"'

OFFLINE = "offline.zip"

ALONE = "This copy holds the pages alone."
KINDS = {
    WHOLE: "PDF, to print",
    EPUB: "ePub, for e-readers",
    ZIP: "All pages, to read offline (without PDFs and course kits)",
}
"""What the files are that are offered each with a box of its own, as messages that an edition translates."""

SINGLE = "PDF by part and by chapter"
"""What the list of the other PDFs is called."""


def pack(project: Project, staging: Path, unpublished: Sequence[str]) -> list[Lack]:
    """Make the offline copy of the site in *staging*, which lies there; gives the lack if that fails.

    It leaves out what the patterns of *unpublished* match, as the site does.
    """
    target = staging / OFFLINE
    left_out = [*unpublished, unfinished(target).name]
    try:
        archives.site(
            staging,
            unfinished(target),
            edition_date(project),
            project.root / archives.PACKED,
            left_out,
            partial(without_offer, project.root),
        )
        finish(target)
    except (OSError, MemoryError) as error:
        unfinished(target).unlink(missing_ok=True)
        return [Lack(ZIP, reason(error), "“make site” tries again")]
    return []


def put(offered: Sequence[Offer], staging: Path) -> None:
    """Copy the files that are *offered* to their places below the root of the site in *staging*."""
    for offer in offered:
        target = staging / offer.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(offer.path, target)


def offer_all(project: Project, staging: Path, editions: Mapping[str, Sequence[Offer]]) -> None:
    """Offer, in each of the *editions*, its own files that lie in *staging*, and the offline copy if there is one."""
    archive = [Offer(ZIP, OFFLINE, "", staging)] if (staging / OFFLINE).is_file() else []
    for edition, offered in editions.items():
        fill_places([*offered, *archive], staging, edition, words(project.root, edition, {}))


def fill_places(offered: Sequence[Offer], staging: Path, edition: str, said: Words) -> None:
    """Fill the places of all pages of *edition* with links to the files *offered*."""
    for page in sorted((staging / edition).rglob("*.html")):
        content = page.read_bytes()
        if PLACED not in content:
            continue
        up = os.path.relpath(staging, page.parent).replace(os.sep, "/")
        # Written as a function, so that no backslash of the links is taken for a group.
        filled = PLACE.sub(partial(_filled, _links(offered, up, said)), content.decode("utf-8"))
        page.write_text(filled, encoding="utf-8")


def _filled(content: str, place: re.Match[str]) -> str:
    return f"{place[1]}{content}{place[2]}"


def without_offer(root: Path, name: str, content: bytes) -> bytes:
    """A page as it stands in the offline copy, which does not hold the files; *name* begins with the edition."""
    edition = name.partition("/")[0]
    if not name.endswith(".html") or PLACED not in content:
        return content
    return PLACE.sub(partial(_filled, _links([], "", words(root, edition, {}))), content.decode("utf-8")).encode(
        "utf-8"
    )


def _links(offered: Sequence[Offer], up: str, said: Words) -> str:
    """A list of links with the sizes, or a line that says that there is nothing."""
    boxes = "".join(_link(offer, up, said) + "</li>" for offer in offered if offer.kind not in (PART, CHAPTER))
    if not boxes:
        return f"<p>{escape(said.say(ALONE))}</p>"
    single = _by_part([offer for offer in offered if offer.kind in (PART, CHAPTER)], up, said)
    return f"<ul>{boxes}</ul>{single}"


def _by_part(offered: Sequence[Offer], up: str, said: Words) -> str:
    """The PDFs of parts, each with those of its chapters, folded away; nothing where there are none."""
    entries, depth = "", 0
    for offer in offered:
        if offer.kind == PART:
            entries += "</ul></li>" if depth else ""
            entries += f"{_link(offer, up, said)}<ul>"
            depth = 1
        else:
            entries += f"{_link(offer, up, said)}</li>"
    entries += "</ul></li>" if depth else ""
    return f"<details><summary>{escape(said.say(SINGLE))}</summary><ul>{entries}</ul></details>" if entries else ""


def _link(offer: Offer, up: str, said: Words) -> str:
    """The beginning of an entry for one file: a link, and its size."""
    text = escape(offer.title or said.say(KINDS[offer.kind]))
    size = said.number(offer.path.stat().st_size / 1e6, 0.1)
    return f'<li><a href="{up}/{escape(offer.file)}" download>{text}</a> ({size} MB)'
