"""Ask for every address of another site, and suggest archived copies for the dead ones."""

from __future__ import annotations

import argparse

from retorno.project import progress
from retorno.project.paths import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """``retorno links`` takes none."""


def run(project: Project, chosen: argparse.Namespace) -> int:
    """Print what is dead and what could not be told; exit status 1 if an address is dead, 3 without a connection."""
    from retorno.commands import dead_links

    addresses = dead_links.addresses(project)
    progress.to_output(f"Asking for {len(addresses)} addresses; this takes some minutes …")
    seen = dead_links.look(addresses)
    if addresses and not any(link.state == "good" for link in seen):
        raise OSError("no address at all answers, so this machine seems to have no connection")
    progress.to_output(dead_links.as_text(seen))
    return 1 if any(link.state == "dead" for link in seen) else 0
