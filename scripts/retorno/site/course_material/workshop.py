"""The process that makes the teaching products of one edition.

Usage: python -m retorno.site.course_material.workshop ROOT STAGING EDITION PARENT

Started by :mod:`retorno.site.course_material`. When a line on standard input says that it may begin, it reads
the registry that the build left in STAGING, and leaves the products in its folder ``teaching/EDITION`` and an
answer (:mod:`retorno.site.printing.answer`).
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from babel.dates import format_date

from retorno.changes import release_history
from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.message_catalogue import words
from retorno.evidence.wording import Words
from retorno.project.files import Entry, pack
from retorno.project.paths import PACKAGE, Project
from retorno.project.problems import ContentError, Problem
from retorno.site import typesetting
from retorno.site.course_material import AGAIN, ANSWER, FOLDER, PRODUCT
from retorno.site.course_material.sheet_setting import Setting
from retorno.site.course_material.side_by_side import side_by_side
from retorno.site.printing import answer
from retorno.site.printing.answer import Answer, Lack
from retorno.site.printing.binding import Bound
from retorno.site.printing.edition_facts import edition_date
from retorno.site.printing.setters import RARELY
from retorno.teaching import handout_check, planner, player
from retorno.teaching.calendar_file import calendar
from retorno.teaching.course_pages import course_pages
from retorno.teaching.exports import common_cartridge, gift, moodle_xml, qti12, qti21, scorm12
from retorno.teaching.handout_check import Listed
from retorno.teaching.handouts.handout import PAPERS
from retorno.teaching.kit_documents import kit_documents
from retorno.teaching.labels import labels
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Numbers, UnknownNumber
from retorno.teaching.plan_parts import Kit
from retorno.teaching.quiz.bank import bank
from retorno.teaching.slides import slide_pages
from retorno.teaching.slides.deck import deck
from retorno.teaching.slides.powerpoint import powerpoint
from retorno.teaching.sources import FOLDER as SOURCES
from retorno.teaching.sources import RULE, Material
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.inputs import digest


@dataclass(frozen=True)
class Workshop:
    """What all products of one edition are made from, and where they go."""

    project: Project
    material: Material
    numbers: Numbers
    folder: Path
    day: date
    setting: Setting

    def text(self) -> Text:
        """A fresh text, which notes its numbers for one document."""
        return Text(self.numbers, labels(self.project.bibliography), self.material.titles)

    @cached_property
    def drawn_by(self) -> str:
        """What makes of a deck its slides: our code and the library, in a hash."""
        code = (path.read_bytes() for path in sorted((PACKAGE / "teaching" / "slides").glob("*.py")))
        return digest(" ".join([version("python-pptx"), *(digest(one) for one in code)]))

    @property
    def edition(self) -> str:
        """The edition in words, as every foot line tells it."""
        said = self.numbers.words
        return said.say("Edition of {day}", day=format_date(self.day, "long", locale=said.locale))

    @cached_property
    def authors(self) -> str:
        """Who made the book."""
        return ", ".join(Work.of(self.project.root, "", "", "").authors)

    def facts(self, title: str) -> Bound:
        """What a PDF called *title* says of itself."""
        language = self.numbers.words.language
        return Bound(title, self.authors, f"{title} · {self.edition}", language, self.day.isoformat())

    def put(self, name: str, content: bytes) -> None:
        """Write a product into its place."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def workshop(project: Project, staging: Path, edition: str, said: Words | None = None) -> Workshop:
    """The workshop of one edition, with the registry that lies in *staging*; *said* takes the place of its words."""
    said = said or words(project.root, edition, {})
    credits = {data_set.name: str(data_set.about("credit")) for data_set in Catalogue(project)}
    numbers = Numbers.read(staging / "findings.json", said, credits, labels(project.bibliography), project.data)
    folder = staging / FOLDER / edition
    setting = Setting(project.root / ".cache" / "teaching")
    return Workshop(project, Material(project), numbers, folder, edition_date(project), setting)


def kit_products(shop: Workshop, kit: Kit) -> list[Listed]:
    """Make the PDF and the archives of one kit; gives what its documents show."""
    made = list(kit_documents(kit, shop.material, shop.text, shop.edition))
    listed = [one.listed for one in made]
    dates = calendar(kit, shop.numbers.words, f"{shop.day:%Y%m%d}").encode()
    shop.put(f"{kit.id}/{kit.id}.ics", dates)
    shown = slides(shop, kit, listed)
    for name, content in shown.items():
        shop.put(f"{kit.id}/{name}", content)
    if typesetting.why_not():
        return listed
    title = shop.numbers.words.say(kit.title)
    for paper in PAPERS:
        printed = [(one, shop.setting.pdf([one.handout.page(paper)], shop.facts(one.handout.title))) for one in made]
        joined = shop.setting.pdf([one.handout.page(paper) for one in made], shop.facts(title))
        shop.put(f"{kit.id}/{kit.id}-{paper}.pdf", joined)
        entries: list[Entry] = [(f"{one.name}-{paper}.pdf", content) for one, content in printed]
        entries += [(f"{kit.id}.ics", dates), *((f"slides/{name}", content) for name, content in shown.items())]
        target = shop.folder / kit.id / f"teaching-{kit.id}-{paper}.zip"
        pack([(f"{kit.id}/{name}", content) for name, content in entries], target, shop.day)
    return listed


def slides(shop: Workshop, kit: Kit, listed: list[Listed]) -> dict[str, bytes]:
    """The slides of one kit in all forms, by file name; the deck joins what is *listed*."""
    try:
        made = deck(kit, shop.material, shop.text, shop.edition)
    except UnknownNumber as error:
        right = "an id of the registry, a key of references.bib, a series of a table"
        raise ContentError(Problem(SOURCES, 0, f"{kit.id}, slides", str(error), right, RULE)) from error
    listed.append(made.listed)
    files = {
        f"{kit.id}-slides.pptx": shop.setting.kept([repr(made), shop.drawn_by], lambda: powerpoint(made)),
        f"{kit.id}-slides.html": slide_pages.page(made, shop.numbers.words.say(KEYS)).encode(),
        "slides.css": slide_pages.STYLE.read_bytes(),
        "slides.js": slide_pages.SCRIPT.read_bytes(),
    }
    if not typesetting.why_not():
        files[f"{kit.id}-slides.pdf"] = shop.setting.slides(slide_pages.printed(made))
    return files


KEYS = "Arrows and space move, N shows the notes."
QUIZ = "Questions on return and reintegration"


def planner_page(shop: Workshop, listed: list[Listed]) -> None:
    """Make the page that offers a course to measure; its sessions join what is *listed*."""
    words, sessions = shop.numbers.words, planner.session_parts(shop.material, shop.text)
    listed += [parts.listed for parts in sessions.values()]
    shop.put("plan/plan.html", planner.page(shop.material, words, shop.edition).encode())
    shop.put("plan/plans.js", planner.script(shop.material, sessions, words, shop.edition).encode())
    shop.put("plan/plan.js", planner.SCRIPT.read_bytes())
    shop.put("plan/quiz.css", player.static()["quiz.css"])


def check_page(shop: Workshop, listed: Iterable[Listed]) -> None:
    """Make the page that says whether a handout is still right."""
    history = release_history.read(shop.project)["entries"]
    shop.put("check/handout.html", handout_check.page(shop.numbers.words, shop.edition).encode())
    shop.put("check/documents.js", handout_check.script(listed, history, shop.numbers.words).encode())
    shop.put("check/handout.js", handout_check.SCRIPT.read_bytes())
    shop.put("check/quiz.css", player.static()["quiz.css"])


def quiz_products(shop: Workshop) -> None:
    """Make the quiz: in the browser, and in the forms of learning platforms."""
    said, title = shop.numbers.words, shop.numbers.words.say(QUIZ)
    held = bank(shop.material, shop.text)
    sheets = list(course_pages(shop.material, shop.text))
    items = held.public
    browser = {
        "quiz.html": player.page(said, title, shop.edition, retired=held.retired).encode(),
        "items.js": player.items_script(items, said, shop.edition).encode(),
        **player.static(),
    }
    for name, content in browser.items():
        shop.put(f"questions/{name}", content)
    files = {
        "moodle-questions.xml": moodle_xml.moodle_xml(items, shop.edition),
        "gift-questions.txt": gift.gift(items, shop.edition).encode(),
        "teaching-qti12.zip": qti12.archive(items, title),
        "teaching-qti21.zip": qti21.archive(items, title),
        "teaching-course-scorm12.zip": scorm12.archive(items, sheets, said, title, shop.edition),
        "teaching-course.imscc": common_cartridge.archive(items, sheets, title, said.language),
    }
    for name, content in files.items():
        shop.put(f"quiz/{name}", content)


@dataclass(frozen=True)
class Attempt:
    """What came of one product: what its documents show, or why it was not made."""

    listed: tuple[Listed, ...] = ()
    lacks: tuple[Lack, ...] = ()
    problems: tuple[Problem, ...] = ()


def attempt(product: str, make: Callable[[], Iterable[Listed] | None]) -> Attempt:
    """Make one product; if it fails, the others are made all the same."""
    try:
        return Attempt(tuple(make() or ()))
    except ContentError as error:
        return Attempt(problems=tuple(error.problems))
    except Exception as error:
        traceback.print_exc()  # into the log
        return Attempt(lacks=(Lack(product, answer.reason(error), AGAIN),))


def make(project: Project, staging: Path, edition: str) -> Answer:
    """Make all products; what is wrong in the sources is told of the first that names it."""
    try:
        shop = workshop(project, staging, edition)
        kits = list(shop.material.kits.values())
    except ContentError as error:
        return Answer(problems=tuple(error.problems))
    except Exception as error:
        traceback.print_exc()
        return Answer((Lack(PRODUCT, answer.reason(error), AGAIN),))
    done = side_by_side(lambda kit: attempt(f"{PRODUCT} “{kit.id}”", partial(kit_products, shop, kit)), kits)
    listed = [one for part in done for one in part.listed]
    for name, product in (
        ("quiz", partial(quiz_products, shop)),
        ("plan", partial(planner_page, shop, listed)),
        ("check", partial(check_page, shop, listed)),
    ):
        done.append(attempt(f"{PRODUCT} “{name}”", product))
    shop.setting.tidy()
    if wrong := next((part.problems for part in done if part.problems), ()):
        return Answer(problems=wrong)
    return Answer(tuple(lack for part in done for lack in part.lacks))


def main(root: str, staging: str, edition: str, parent: str) -> None:
    """Make the products and leave the answer."""
    lifeline.end_with(int(parent))
    gc.freeze()
    gc.set_threshold(*RARELY)
    if not sys.stdin.readline():
        return  # nobody waits for it any more
    folder = Path(staging) / FOLDER / edition
    folder.mkdir(parents=True, exist_ok=True)
    make(Project(Path(root)), Path(staging), edition).write(folder / ANSWER)


if __name__ == "__main__":
    main(*sys.argv[1:])
