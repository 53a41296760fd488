"""Offering the files to keep: on the pages that have a place for them, and only those that were made."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path

from retorno.evidence.message_catalogue import words
from retorno.evidence.wording import Words
from retorno.project.paths import Project
from retorno.site.printing import archive as archives
from retorno.site.printing.answer import ZIP, Lack, finish, reason, unfinished
from retorno.site.printing.edition_facts import edition_date

PLACE = re.compile(r'(<div class="downloads">).*?(</div>)', re.S)
"""What the directive ``downloads`` leaves in a page; filled here, since sizes are known last."""

OFFLINE = "offline.zip"
FILES = ("retorno-*.pdf", "retorno-*.epub", OFFLINE)

ALONE = "This copy holds the pages alone."
KINDS = {
    ".pdf": "PDF, to print",
    ".epub": "ePub, for e-readers",
    ".zip": "The whole site, to read offline",
}
"""What the files are, as messages that an edition translates."""


def offer_all(
    project: Project, staging: Path, editions: Sequence[str], unpublished: Sequence[str], archive: bool
) -> list[Lack]:
    """Offer, in each edition, its own files that lie in *staging*, and with *archive* an offline copy.

    The copy leaves out what the patterns of *unpublished* match, as the site does. Gives what could
    not be made, and so is not offered.
    """
    lacks = _archive(project, staging, unpublished) if archive else []
    for edition in editions:
        own = [f"retorno-{edition}.pdf", f"retorno-{edition}.epub", OFFLINE]
        offer(
            [staging / name for name in own if (staging / name).is_file()],
            staging,
            edition,
            words(project.root, edition, {}),
        )
    return lacks


def _archive(project: Project, staging: Path, unpublished: Sequence[str]) -> list[Lack]:
    """Make the offline copy; gives the lack if that fails."""
    target = staging / OFFLINE
    left_out = [*_made(staging), *unpublished, unfinished(target).name]
    try:
        archives.site(
            staging, unfinished(target), edition_date(project), left_out, partial(without_offer, project.root)
        )
        finish(target)
    except (OSError, MemoryError) as error:
        unfinished(target).unlink(missing_ok=True)
        return [Lack(ZIP, reason(error), "“make site” tries again")]
    return []


def _made(staging: Path) -> list[str]:
    return [path.name for pattern in FILES for path in staging.glob(pattern)]


def put(files: Sequence[Path], staging: Path) -> None:
    """Copy *files* to the root of the site in *staging*, and take away what an earlier build left there."""
    for name in _made(staging):
        (staging / name).unlink()
    for path in files:
        shutil.copyfile(path, staging / path.name)


def offer(files: Sequence[Path], staging: Path, edition: str, said: Words) -> None:
    """Fill the places of all pages of *edition* with links to *files*, which lie at the root of *staging*."""
    for page in sorted((staging / edition).rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if not PLACE.search(text):
            continue
        up = os.path.relpath(staging, page.parent).replace(os.sep, "/")
        # Written as a function, so that no backslash of the links is taken for a group.
        filled = PLACE.sub(partial(_filled, _links(files, up, said)), text)
        page.write_text(filled, encoding="utf-8")


def _filled(content: str, place: re.Match[str]) -> str:
    return f"{place[1]}{content}{place[2]}"


def without_offer(root: Path, name: str, content: bytes) -> bytes:
    """A page as it stands in the offline copy, which does not hold the files; *name* begins with the edition."""
    edition = name.partition("/")[0]
    if not name.endswith(".html") or b'class="downloads"' not in content:
        return content
    return PLACE.sub(partial(_filled, _links([], "", words(root, edition, {}))), content.decode("utf-8")).encode(
        "utf-8"
    )


def _links(files: Sequence[Path], up: str, said: Words) -> str:
    """A list of links with the sizes, or a line that says that there is nothing."""
    entries = []
    for path in files:
        size = said.number(path.stat().st_size / 1e6, 0.1)
        text = escape(said.say(KINDS[path.suffix]))
        entries.append(f'<li><a href="{up}/{escape(path.name)}" download>{text}</a> ({size} MB)</li>')
    return f"<ul>{''.join(entries)}</ul>" if entries else f"<p>{escape(said.say(ALONE))}</p>"
