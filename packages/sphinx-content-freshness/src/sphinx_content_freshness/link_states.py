"""What a reference to another page shows: a title, a label, a number, an address."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast

from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

Link = tuple[str, str, str]
"""A reference to something on another page: its domain, type and target."""


def citations(env: BuildEnvironment) -> list[Any]:
    """The citations of the project as sphinxcontrib-bibtex has them; none where it is not used."""
    with suppress(ExtensionError):
        found: list[Any] = getattr(env.get_domain("cite"), "citations", [])
        return found
    return []


class LinkStates:
    """What references show, as text, when all pages have been read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._standard = cast(StandardDomain, env.get_domain("std"))
        self._citations = {citation.key: citation for citation in citations(env)}

    def of(self, link: Link) -> str:
        """The text and the address that *link* leads to now."""
        domain, kind, target = link
        if domain == "cite":
            return self.of_citations(target.split(","))
        if kind == "doc":
            title = self._env.titles.get(target.lstrip("/"))
            return title.astext() if title else ""
        data = self._standard.data
        named, nameless = data["labels"].get(target.lower()), data["anonlabels"].get(target.lower())
        term = data["objects"].get(("term", target)), data.get("terms", {}).get(target.lower())
        docname, *_ = named or nameless or ("",)
        return repr((named, nameless, term, self._env.toc_fignumbers.get(docname)))

    def of_citations(self, keys: Iterable[str] | None = None) -> str:
        """What citations of *keys*, by default of all, show and where they lead."""
        found = [self._citations.get(key.strip()) for key in (sorted(self._citations) if keys is None else keys)]
        return repr(
            [
                (
                    one.citation_id,
                    one.bibliography_key.docname,
                    one.formatted_entry.label,
                    sorted(one.entry.fields.items()),
                )
                for one in found
                if one
            ]
        )
