"""What teaching products are made from, as people write it: YAML files below ``chapters/teach/material``.

The shapes stand in ``docs/teaching.md``. A file that does not keep to them is a problem of the content,
told with its name and the entry concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from retorno.project import documents
from retorno.project.csv_tables import records
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem, nearest
from retorno.teaching.plan_parts import Block, Case, Kit, Session, Sheet, Step

FOLDER = "chapters/teach/material"
RULE = "teaching-material"
OUTCOME_PAGE = "chapters/teach/outcomes.md"
OUTCOME_ROW = re.compile(r"^\| (\w+) \| (\*\*.+?) \|", re.M)
T = TypeVar("T")


class Material:
    """All sources of teaching products of a *project*, each file read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.root / FOLDER

    @cached_property
    def kits(self) -> dict[str, Kit]:
        """The kits by id, in the order in which they are offered."""
        return self._by_id(self._entries("kits.yml"), self._kit)

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """The sessions by id."""
        return self._by_id(self._folder("sessions"), _session)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The sheets by id."""
        return self._by_id(self._folder("sheets"), _sheet)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The cases by id."""
        return self._by_id(self._entries("cases.yml"), _case)

    @cached_property
    def stories(self) -> list[dict[str, Any]]:
        """The story cards, in their order."""
        return [entry for _, entry in self._entries("stories.yml")]

    @cached_property
    def statements(self) -> list[dict[str, Any]]:
        """The statements of the opening, with their answers."""
        return [entry for _, entry in self._entries("statements.yml")]

    @cached_property
    def audiences(self) -> list[dict[str, Any]]:
        """For whom a course may be made to measure, with the sessions that serve them, the first first."""
        return [entry for _, entry in self._entries("audiences.yml")]

    @cached_property
    def roles(self) -> list[dict[str, Any]]:
        """The parts of the meeting in the hall."""
        return [entry for _, entry in self._entries("roles.yml")]

    @cached_property
    def procedure(self) -> dict[str, Any]:
        """The fictional procedure with its faults."""
        return dict(self._document("procedure.yml"))

    @cached_property
    def items(self) -> list[tuple[str, dict[str, Any]]]:
        """The items of the quiz as they are written, each with its file."""
        return list(self._folder("quiz"))

    def question(self, id: str) -> dict[str, Any]:
        """The item of the quiz called *id*, as it is written; raises ``KeyError`` with what is wrong."""
        found = {str(source.get("id", "")): source for _, source in self.items}
        if id not in found:
            raise KeyError(f"there is no question “{id}”.{nearest(id, found)}")
        return found[id]

    @cached_property
    def factors(self) -> list[dict[str, str]]:
        """The factors of reintegration, one a card: the table of the book."""
        path = self.project.data / "factors.csv"
        return [row for _, row in records(path)] if path.is_file() else []

    @cached_property
    def exercises(self) -> dict[str, dict[str, Any]]:
        """What a trainer wants to know of the exercises of the book, by their labels without ``exercise-``."""
        return {str(entry.get("id", "")): entry for _, entry in self._entries("exercises.yml")}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of the pages by their names."""
        found = {}
        for path in sorted(self.project.chapters.rglob("*.md")):
            name = self.project.relative(path).removesuffix(".md")
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.startswith("# "):
                    found[name] = line[2:].replace("*", "").strip()
                    break
        return found

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """The eight outcomes by their number in words, as the table of their page tells them."""
        path = self.project.root / OUTCOME_PAGE
        rows = OUTCOME_ROW.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
        return dict(rows)

    def _folder(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for path in sorted((self.folder / name).glob("*.yml")):
            yield from self._entries(f"{name}/{path.name}")

    def _document(self, name: str) -> Any:
        path = self.folder / name
        return documents.yaml_document(path, f"{FOLDER}/{name}", RULE) if path.is_file() else []

    def _entries(self, name: str) -> list[tuple[str, dict[str, Any]]]:
        found, file = self._document(name), f"{FOLDER}/{name}"
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise ContentError(Problem(file, 0, "", "the file is no list of entries", "lines “- id: …”", RULE))
        return [(file, entry) for entry in found]

    def _by_id(self, entries: Any, make: Callable[[str, dict[str, Any]], T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for file, entry in entries:
            id = str(entry.get("id", ""))
            if not id or id in found:
                wrong = f"the id “{id}” stands here twice" if id else "an entry has no id"
                raise ContentError(Problem(file, 0, id, wrong, "one id for each entry", RULE))
            try:
                found[id] = make(file, entry)
            except KeyError as error:
                wrong = f"{id}: {error.args[0]}" if " " in str(error.args[0]) else f"{id} has no “{error.args[0]}”"
                raise ContentError(Problem(file, 0, id, wrong, "see docs/teaching.md", RULE)) from error
            except (TypeError, ValueError) as error:
                wrong, right = f"{id} is not of the right shape: {error}", "see docs/teaching.md"
                raise ContentError(Problem(file, 0, id, wrong, right, RULE)) from error
        return found

    def _kit(self, file: str, entry: dict[str, Any]) -> Kit:
        blocks = tuple(self._block(block) for block in entry["blocks"])
        used = [block.session for block in blocks if block.session]

        def all(name: str) -> tuple[str, ...]:
            own = [part for session in used for part in getattr(session, name)]
            return tuple(dict.fromkeys([*own, *entry.get(name, [])]))

        sheets, cards, copies = all("sheets"), all("cards"), entry.get("copies", {})
        for printed in copies:
            if printed not in (*sheets, *cards):
                raise KeyError(f"copies of “{printed}”, which it does not hold.{nearest(printed, (*sheets, *cards))}")
        return Kit(
            **{key: str(entry[key]) for key in ("id", "letters", "title", "page", "starts", "audience")},
            minutes=int(entry["minutes"]),
            prepares=int(entry["prepares"]),
            objectives=tuple(entry["objectives"]),
            blocks=blocks,
            cases=all("cases"),
            sheets=sheets,
            cards=cards,
            forms=bool(entry.get("forms", True)),
            course=str(entry.get("course", "")),
            copies={str(printed): str(number) for printed, number in copies.items()},
        )

    def _block(self, block: Any) -> Block:
        if isinstance(block, dict):
            ((name, minutes),) = block.items()
            return Block(int(minutes), None, str(name))
        if block not in self.sessions:
            raise KeyError(f"there is no session “{block}”.{nearest(str(block), self.sessions)}")
        session = self.sessions[block]
        return Block(session.minutes, session)


def _session(file: str, entry: dict[str, Any]) -> Session:
    lists = ("outcomes", "assesses", "pages", "materials", "goes_wrong", "debrief", "sheets", "cases", "cards")
    return Session(
        id=entry["id"],
        title=entry["title"],
        minutes=int(entry["minutes"]),
        steps=tuple(Step(int(minutes), str(text)) for minutes, text in entry["steps"]),
        content_note=str(entry.get("content_note", "")),
        slides=tuple(entry.get("slides", ())),
        file=file,
        **{name: tuple(map(str, entry.get(name, ()))) for name in lists},
    )


def _sheet(file: str, entry: dict[str, Any]) -> Sheet:
    if entry["kind"] not in KINDS:
        raise ValueError(f"“{entry['kind']}” is no kind of sheet: {', '.join(KINDS)}")
    return Sheet(
        entry["id"],
        entry["title"],
        entry["kind"],
        entry["text"],
        str(entry.get("key", "")),
        file,
        str(entry.get("copies", "")),
        bool(entry.get("tall", False)),
    )


KINDS = ("sheet", "poster", "form")
"""A sheet for learners, a poster for the wall, a form for the trainer's paperwork."""


def _case(file: str, entry: dict[str, Any]) -> Case:
    def listed(name: str) -> tuple[str, ...]:
        return tuple(map(str, entry[name]))

    return Case(
        id=str(entry["id"]),
        title=str(entry["title"]),
        about=str(entry["about"]),
        content_note=str(entry["content_note"]),
        trainer=str(entry["trainer"]),
        facts=listed("facts"),
        known=listed("known"),
        unknown=listed("unknown"),
        timeline=tuple((str(when), str(what)) for when, what in entry["timeline"]),
        decisions=tuple((str(one["question"]), str(one["notes"])) for one in entry["decisions"]),
    )
