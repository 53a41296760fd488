"""The process that makes the PDF and the ePub of one edition.

Usage: python -m retorno.site.printing.make ROOT EDITION FOLDER PARENT

Started by :class:`retorno.site.printing.Print`. It loads what it needs, and waits for a line on standard
input, which says that all notebooks have been executed. It puts into FOLDER what it could make, each file under
its name only when it is whole, and its answer (:mod:`retorno.site.printing.answer`) last. It ends with
the process PARENT.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError
from retorno.site import typesetting
from retorno.site.printing import answer, archive, pdf, printed_pages
from retorno.site.printing.answer import EPUB, PDF, Answer, Lack
from retorno.site.printing.archive import PACKED
from retorno.site.printing.edition_facts import edition_date
from retorno.site.printing.pieces import KEPT, SetPieces
from retorno.site.startup import preload
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.store import Store


def make(project: Project, edition: str, folder: Path) -> Answer:
    """Make in *folder* what can be made, once all notebooks have been executed."""
    executor = executor_of(project.root, Store(project.root / ".cache" / "executions"))
    lacks: list[Lack] = []
    pages = printed_pages.folder(project, edition)
    again = answer.again(answer.LOG.format(edition=edition))
    pieces = None if typesetting.why_not() else SetPieces(project.root / KEPT, pages, again)

    def attempt(product: str, made: Callable[[], None]) -> None:
        try:
            made()
        except ContentError:
            raise
        except MachineError as error:  # which says itself how to mend it
            why, _, how = str(error).rstrip(".").rpartition(". ")
            lacks.append(Lack(product, why, how))
        except Exception as error:
            traceback.print_exc()  # into the log
            lacks.append(Lack(product, answer.reason(error), again))

    try:
        preload(project)
        if not sys.stdin.readline():  # whoever started this process has given up
            return Answer()
        written = printed_pages.write(project, edition, executor)
        day = edition_date(project)
        epub = folder / f"retorno-{edition}.epub"

        def pack() -> None:
            archive.epub(written.folder, answer.unfinished(epub), day, project.root / PACKED)
            answer.finish(epub)

        attempt(EPUB, pack)
        if pieces:
            attempt(PDF, lambda: pdf.make(written, pieces, folder, project.root))
    except ContentError as error:
        return Answer(problems=tuple(error.problems))
    except Exception as error:  # without pages neither can be made
        traceback.print_exc()
        return Answer(tuple(Lack(product, answer.reason(error), again) for product in (EPUB, PDF)))
    finally:
        executor.close()
        if pieces:
            pieces.close()
    return Answer(tuple(lacks))


def main(root: str, edition: str, folder: str, parent: str) -> None:
    """Make the files and leave the answer."""
    lifeline.end_with(int(parent))
    made = make(Project(Path(root)), edition, Path(folder))
    made.write(Path(folder) / answer.NAME)


if __name__ == "__main__":
    main(*sys.argv[1:])
