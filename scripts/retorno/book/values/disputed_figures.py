"""A disputed figure, on one form: what each body says, of what, when, by which method, and how often it said otherwise.

The numbers are findings; the data set `disputed-figures` says for each subject which ones belong
together and what is known of them. So a number stands in one place, and every page that treats
the dispute shows the same rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.finding import FindingReference
from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import Cell, paragraph, table
from retorno.book.values.shown_tables import shown_table
from retorno.evidence.wording import Words

DATA_SET = "disputed-figures"
HEADS = ("Who says it", "What is counted", "Figure", "Said in", "Method")


class DisputedFigures(SphinxDirective):
    """``disputed-figures``: what is said of the subject that the argument names.

    The page depends on the table.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the table and show the rows of the subject, in its order."""
        subject = self.arguments[0]
        rows = [row for row in shown_table(self, DATA_SET)[1] if row["subject"] == subject]
        if not rows:
            raise self.error(f"the data set “{DATA_SET}” has no subject “{subject}”: name one that it has")
        words = Build.of(self.env).words
        return [stated(rows, words), *revised(rows, words)]


def stated(rows: Iterable[dict[str, str]], words: Words) -> nodes.table:
    """A row for each statement: who, what, how many, when, how."""
    cells: list[Sequence[Cell]] = [
        [
            f"{words.say(row['by'])} ({words.say(row['kind'])})",
            words.say(row["counted"]),
            FindingReference(row["finding"]),
            words.period(row["said"]),
            words.say(row["method"]),
        ]
        for row in rows
    ]
    return table([words.say(head) for head in HEADS], cells)


def revised(rows: Sequence[dict[str, str]], words: Words) -> Iterable[nodes.Node]:
    """Who gave more than one figure for the same thing; nothing where nobody did."""
    said = Counter((row["by"], row["counted"]) for row in rows)
    again = [
        words.say("{who} has given {count} figures for the same thing.", who=words.say(by), count=count)
        for (by, _), count in said.items()
        if count > 1
    ]
    if again:
        yield paragraph(" ".join(again))


DIRECTIVES = {"disputed-figures": DisputedFigures}
