"""How hard each page is to read: a table of all pages, the hardest first."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import page_link, table
from retorno.checks.reading.content import Content
from retorno.checks.reading.reading_level import level
from retorno.project.paths import Project


class ReadingLevels(SphinxDirective):
    """``reading-levels``: page, words, words a sentence, grade and ease; the page depends on all of them."""

    def run(self) -> list[nodes.Node]:
        """Measure every page of the table of contents."""
        project, words = Project.containing(self.env.srcdir), Build.of(self.env).words
        content = Content(project)
        listed = set(content.listed)
        rows = []
        for page in content.pages:
            self.env.note_dependency(str(project.root / page.file))
            if page.name in listed and (measured := level(page)):
                rows.append((measured, page.name))
        rows.sort(key=lambda row: (-row[0].grade, row[1]))
        heads = ("Page", "Words", "Words a sentence", "Grade", "Ease")
        return [
            table(
                [words.say(head) for head in heads],
                [
                    (
                        page_link(name),
                        words.number(measured.words, 1),
                        words.number(measured.sentence, 0.1),
                        words.number(measured.grade, 0.1),
                        words.number(measured.ease, 0.1),
                    )
                    for measured, name in rows
                ],
                classes=["data", "filterable"],
            )
        ]


DIRECTIVES = {"reading-levels": ReadingLevels}
