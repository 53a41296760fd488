"""All sentences are our own: no run of eight words is shared with the source texts.

Facts carry over from a source, sentences do not. Say it again in your own words, or quote a few
words with the role `quoted` and name who wrote them; a quotation has at most forty words. Titles
in `references.bib` and the names in `policy/words/overlap.toml` are free to all. Case, accents and punctuation
do not count.

The repository holds no source text, only the hashes of its eight-word runs, in
`overlap-hashes.txt.gz` beside this module. Whoever has the source texts makes the file again with

    python -m retorno.checks.rules.overlap TEXT…

which writes the same lines for the same texts, whatever their order. How: :func:`fingerprints`.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import listed
from retorno.project.csv_tables import records
from retorno.project.documents import line_at
from retorno.project.page_source import PROSE_ROLES, ROLE, without
from retorno.project.problems import Problem

SEVERITY = "error"
RUN = 8
"""Words in a run."""
LONGEST = 40
"""Words in the longest quotation."""
SHORT = 20
"""Words in the longest quotation of the register."""
RIGHT = "say it in your own words, or quote a part with {quoted}`…` and name the writer"
HASHES = Path(__file__).with_name("overlap-hashes.txt.gz")

TITLE = re.compile(r"^\s*(?:book)?title\s*=\s*[{\"](.+?)[}\"],?\s*$", re.M | re.S | re.I)
NOT_TRANSLATION = re.compile(r"^#.*$|^msgid(?:_plural)? (?:\".*\"\n)+", re.M)
WORD = re.compile(r"[^\W_]+|\0")


def words(text: str) -> Iterator[tuple[int, str]]:
    """Position and plain form of each word: no case, accents, punctuation, footnote numerals."""
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        if word := _plain(match[0]):
            yield match.start(), word


@cache
def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if letter.isalnum() or letter == "\0")
    return re.sub(r"(?<=[^\W\d_])\d{1,2}$", "", plain)


def fingerprints(text: str) -> list[bytes]:
    """The hash of each run of eight words: BLAKE2b of the plain words joined by spaces, six bytes."""
    return _hashes([word for _, word in words(text)])


def _hashes(plain: list[str]) -> list[bytes]:
    runs = (" ".join(plain[start : start + RUN]) for start in range(len(plain) - RUN + 1))
    return [blake2b(run.encode(), digest_size=6).digest() for run in runs]


@cache
def known() -> frozenset[bytes]:
    """The hashes of the source texts."""
    return frozenset(bytes.fromhex(line) for line in gzip.decompress(HASHES.read_bytes()).decode().split())


def check(content: Content) -> Iterator[Problem]:
    """Compare every text of the book with the hashes."""
    free = _free(content)
    for file, text in _texts(content):
        yield from _shared(file, text, known() - free)
    yield from _long_quotes(content)
    for page in content.pages:
        for role in page.roles:
            if role.name == "quoted" and (count := len(role.said.split())) > LONGEST:
                right = f"quote at most {LONGEST} words, and say the rest in your own"
                yield Problem(page.file, role.line, "", f"the quotation has {count} words", right)


def _shared(file: str, text: str, taken: frozenset[bytes]) -> Iterator[Problem]:
    """One problem for each stretch of *text* whose runs are *taken*."""
    found = list(words(text))
    hits = [start for start, run in enumerate(_hashes([word for _, word in found])) if run in taken]
    for _, group in groupby(enumerate(hits), key=lambda pair: pair[1] - pair[0]):
        stretch = [start for _, start in group]
        position = found[stretch[0]][0]
        shown = " ".join(word for _, word in found[stretch[0] : stretch[0] + RUN])
        wrong = f"{RUN + len(stretch) - 1} words in a row stand in a source text, the first eight: {shown}"
        line = line_at(unicodedata.normalize("NFC", text), position)
        yield Problem(file, line, "", wrong, RIGHT)


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    """File and text of everything that readers see: pages, register, descriptions, translations."""
    for page in content.pages:
        yield page.file, ROLE.sub(_role, page.text)
    root, exact = content.project.root, _exact_words(content)
    data = [content.project.data / "claims.csv", content.project.data / "datapackage.json"]
    for path in [*filter(Path.is_file, data), *sorted(root.glob("locale/**/*.po"))]:
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".po":
            text = without(text, NOT_TRANSLATION)
        for said in exact if path.suffix == ".csv" else ():
            text = text.replace(said, " \0 ")
        yield content.project.relative(path), ROLE.sub(_role, text)


def _exact_words(content: Content) -> list[str]:
    """The quotations of the register, the longest first."""
    rows = records(content.project.data / "claims.csv")
    return sorted(filter(None, {row.get("quote", "") for _, row in rows}), key=len, reverse=True)


def _long_quotes(content: Content) -> Iterator[Problem]:
    """Quotations of the register that are longer than one needs to see what is claimed."""
    for line, row in records(content.project.data / "claims.csv"):
        if (count := len(row.get("quote", "").split())) > SHORT:
            right = f"quote at most {SHORT} words: those that hold the statistic"
            yield Problem("data/claims.csv", line, "column quote", f"the quotation has {count} words", right)


def _role(match: re.Match[str]) -> str:
    """A quotation ends a run; links show their text; what other roles show is not typed here."""
    ends = "\n" * match[0].count("\n")
    if match["name"] == "quoted":
        return f" \0 {ends}"
    shown = match["content"] if match["name"] in PROSE_ROLES and not match["content"].startswith("/") else ""
    return re.sub(r"\s*<[^<>]+>\s*\Z", "", shown) + ends


def _free(content: Content) -> frozenset[bytes]:
    """The hashes of titles and official names."""
    file = content.project.bibliography
    titles = TITLE.findall(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else []
    return frozenset(run for name in (*listed(content, "overlap"), *titles) for run in fingerprints(f"the {name}"))


def main(paths: list[str]) -> None:
    """Write the hashes of the texts in *paths*."""
    runs = {run.hex() for path in paths for run in fingerprints(Path(path).read_text(encoding="utf-8"))}
    HASHES.write_bytes(gzip.compress("\n".join(sorted(runs)).encode(), mtime=0))
    print(f"{HASHES}: {len(runs)} runs of {RUN} words")


if __name__ == "__main__":
    main(sys.argv[1:])
