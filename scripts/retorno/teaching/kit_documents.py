"""All documents of all kits, with their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retorno.project.problems import ContentError, Problem
from retorno.teaching.editions import code
from retorno.teaching.handout_check import Listed
from retorno.teaching.handouts import DOCUMENTS
from retorno.teaching.handouts.handout import Handout
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import UnknownNumber
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import FOLDER, RULE, Material


@dataclass(frozen=True)
class KitDocument:
    """One document of a kit by its name there (``guide``), with what stands in it."""

    kit: Kit
    name: str
    handout: Handout
    listed: Listed


def kit_documents(kit: Kit, material: Material, text: Callable[[], Text], edition: str) -> Iterator[KitDocument]:
    """The documents of *kit* that are not empty; *text* gives a fresh :class:`Text` for each.

    Raises :class:`ContentError` where a source names what does not exist.
    """
    for name, (letter, title, make) in DOCUMENTS.items():
        told = text()
        said = told.numbers.words.say
        try:
            body = make(kit, material, told)
        except UnknownNumber as error:
            right = "an id of the registry, a key of references.bib, a page of the book"
            raise ContentError(Problem(FOLDER, 0, f"{kit.id}, {name}", str(error), right, RULE)) from error
        except KeyError as error:
            wrong = f"{kit.id} names {error}, which does not exist"
            raise ContentError(Problem(FOLDER, 0, f"{kit.id}, {name}", wrong, "an id of the material", RULE)) from error
        if body:
            letters, heading = f"{kit.letters}{letter}", f"{said(kit.title)} · {said(title)}"
            signed = code(letters, {number.name: number.text for number in told.used.values()})
            handout = Handout(heading, signed, body, told.numbers.words.language, edition)
            yield KitDocument(kit, name, handout, Listed(letters, heading, signed, dict(told.used)))
