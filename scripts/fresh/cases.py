"""The machines on which the README's commands must work."""

from __future__ import annotations

from dataclasses import dataclass

from fresh import readme


@dataclass(frozen=True)
class Release:
    """A release of Debian: its name, its number, the Python that it brings."""

    name: str
    number: int
    python: str


BOOKWORM, TRIXIE = Release("bookworm", 12, "3.11"), Release("trixie", 13, "3.13")


@dataclass(frozen=True)
class Step:
    """A command, and whether there is a network while it runs."""

    command: str
    network: bool = True


@dataclass(frozen=True)
class Case:
    """A machine, who sits at it, and what is typed there, in this order."""

    name: str
    release: Release
    steps: tuple[Step, ...]
    user: str = "root"
    packages: tuple[str, ...] = ()
    """What the machine happens to have besides what the README names."""
    folder: str = "retorno"
    pdf: bool = True
    """Whether there can be a PDF: not for a user who may install nothing, on a machine without Pango."""


PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0")
"""As most desktops have it: without HarfBuzz-Subset."""

ODD = "Ma bibliothèque/Ñandú, été 2026/retorno"
"""A path with blanks, accents and a comma."""

SITE, TEST = (next(command for command in readme.commands() if command.endswith(verb)) for verb in ("site", "test"))


def cases() -> list[Case]:
    """All of them: those that end soon come first."""
    site, test = Step(SITE), Step(TEST)
    found = []
    for release in (BOOKWORM, TRIXIE):
        here = f"debian{release.number}"
        found += [
            Case(f"{here}-root-site", release, (site,)),
            Case(f"{here}-guest-site", release, (site,), user="guest", pdf=False),
        ]
    here = f"debian{BOOKWORM.number}"
    offline = (Step("make setup-tests"), Step(SITE, network=False))
    found += [
        Case(f"{here}-root-pango-site", BOOKWORM, (site,), packages=PANGO),
        Case(f"{here}-guest-pango-site", BOOKWORM, (site,), user="guest", packages=PANGO),
        Case(f"{here}-guest-odd-path-site", BOOKWORM, (site,), user="guest", folder=ODD, pdf=False),
        Case(f"{here}-root-no-network-site", BOOKWORM, offline),
    ]
    for release in (BOOKWORM, TRIXIE):
        here = f"debian{release.number}"
        found += [
            Case(f"{here}-root-test", release, (test, site)),
            Case(f"{here}-guest-test", release, (test, site), user="guest", pdf=False),
        ]
    return found
