"""The picture that others show when somebody shares the page of a claim: the verdict in words one can read."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from retorno.book.figures.figure_files import png
from retorno.book.figures.figure_frame import wrapped
from retorno.book.state.book_build import Build
from retorno.evidence.claims import Claim
from retorno.evidence.verdict_vocabulary import word_of

WIDTH, HEIGHT = 600, 315
"""Half of what it has as PNG, which is drawn at twice the size."""

COLOURS = {
    "correct": "#14613a",
    "nearly": "#0b5d66",
    "out-of-date": "#7d4300",
    "too-low": "#5c5300",
    "too-high": "#8a2f5a",
    "something-else": "#5b3a8c",
    "both-ways": "#1f4f9a",
    "wrong": "#97231d",
    "not-testable": "#535b64",
    "not-judged": "#535b64",
}
"""Those of the style sheet in the light; a test compares the two."""

SERIF, SANS = "Liberation Serif, Times New Roman, serif", "Liberation Sans, Arial, sans-serif"


@dataclass(frozen=True)
class Pictures:
    """Draws them, each once, kept between builds."""

    book: Build

    def of_claim(self, claim: Claim) -> bytes:
        """What is said, the verdict, and whose page it is."""
        words, registry = self.book.words, self.book.registry
        word = word_of(registry.verdicts.get(claim.id))
        sentence = registry.sentence(claim, words)
        told = words.say(word.word)
        return self._drawn(
            _picture(claim.statement, word.sign, told, sentence, self.book.work.title, COLOURS[word.name])
        )

    def of_book(self) -> bytes:
        """That of the book itself."""
        work, say = self.book.work, self.book.words.say
        lead = say("Every number computed from published data, in front of you.")
        return self._drawn(_picture(lead, "", work.title, "", work.full_title or work.title, COLOURS["both-ways"]))

    def _drawn(self, svg: str) -> bytes:
        return png(svg, self.book.project.root / ".cache" / "share-pictures")


def _picture(statement: str, sign: str, verdict: str, sentence: str, foot: str, colour: str) -> str:
    y = 48.0
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/><rect width="14" height="{HEIGHT}" fill="{colour}"/>'
    ]

    def lines(text: str, size: float, most: int, font: str, fill: str, weight: str = "400", x: int = 44) -> None:
        nonlocal y
        told = wrapped(text, WIDTH - 90, size, bold=weight == "700")
        if len(told) > most:
            told = [*told[: most - 1], f"{told[most - 1].rstrip(',.;: ')} …"]
        for line in told:
            parts.append(
                f'<text x="{x}" y="{y:.1f}" font-family="{font}" font-size="{size:g}" font-weight="{weight}" '
                f'fill="{fill}">{escape(line)}</text>'
            )
            y += size * 1.28
        y += 8

    lines(statement, 22, 3, SERIF, "#1b2026")
    y += 6
    if sign:  # a text of its own: a sign that the face lacks would take the words beside it into another face
        parts.append(
            f'<text x="44" y="{y:.1f}" font-family="{SANS}" font-size="26" fill="{colour}">{escape(sign)}</text>'
        )
    lines(verdict, 27, 1, SANS, colour, "700", 78 if sign else 44)
    lines(sentence, 18, 4, SERIF, "#1b2026")
    parts.append(
        f'<text x="44" y="{HEIGHT - 18}" font-family="{SANS}" font-size="13" fill="#535b64">{escape(foot)}</text>'
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
