"""The results of the benchmark, as the command left them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import bullets, paragraph, table
from retorno.evidence.wording import Words
from retorno.project.documents import json_document
from retorno.project.problems import ContentError, Problem


class Benchmark(SphinxDirective):
    """``benchmark``: what ``make bench`` measured last, and on what machine."""

    def run(self) -> list[nodes.Node]:
        """The tables, or a line that says that nothing has been measured."""
        book = Build.of(self.env)
        project, words = book.project, book.words
        path = project.measurements
        self.env.note_dependency(str(path))
        if not path.is_file():
            return [paragraph(words.say("Nothing has been measured yet: run make bench."))]
        file = project.relative(path)
        found = json_document(path, file)
        try:
            return _shown(found, words)
        except (KeyError, TypeError, AttributeError) as error:
            wrong = "this is not what “make bench” writes: results of the benchmark, with their names"
            right = f"git checkout {file}, or measure again: make bench"
            raise ContentError(Problem(file, 0, "", wrong, right)) from error


def _shown(found: Any, words: Words) -> list[nodes.Node]:
    """What was measured, as tables."""
    say = words.say
    scores = [
        [
            say(score["tool"]),
            say(score["book"]),
            say(score["scene"]),
            f"{score['median_seconds']} s",
            say("{least} to {most} s", least=score["least_seconds"], most=score["most_seconds"]),
            str(score["runs"]),
            f"{score['most_megabytes']} MB" if score["most_megabytes"] else "–",
            say("yes") if score["page_shows_the_number"] else say("no"),
        ]
        for score in found["scores"]
    ]
    ratios = [
        [
            say(ratio["against"]) + ("" if ratio["right"] else f" ({say('whose page is wrong')})"),
            say(ratio["book"]),
            say(ratio["scene"]),
            str(ratio["times_as_fast"]),
        ]
        for ratio in found["ratios"]
    ]
    state: list[nodes.Node] = [nodes.Text(f"{say('state of this project')}: "), nodes.literal("", found["commit"])]
    heads = ["Tool", "Book", "Scene", "Median", "Spread", "Runs", "Memory", "Page shows the new number"]
    return [
        paragraph(say("Measured on {day}:", day=words.period(found["day"]))),
        bullets([state, *(f"{say(name)}: {say(str(value))}" for name, value in found["machine"].items())]),
        table([say(head) for head in heads], scores, classes=["data", "filterable"]),
        paragraph(say("How many times as fast this project was, run by run (the median of the ratios):")),
        table([say(head) for head in ("Against", "Book", "Scene", "Times as fast")], ratios),
    ]


DIRECTIVES = {"benchmark": Benchmark}
