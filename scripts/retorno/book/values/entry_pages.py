"""A page for each claim and each finding: small, with a short address, for those who quote or check one value."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno.book.figures.figure_files import replace
from retorno.book.roles.claim import data_age, source_label
from retorno.book.state import entry_addresses
from retorno.book.state.book_build import Build
from retorno.book.theme import content_security
from retorno.book.values import share_pictures
from retorno.book.values.entry_facts import Facts
from retorno.evidence import book_citation, json_ld
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.verdict_vocabulary import VerdictWord, word_of
from retorno.project.paths import ENTRIES, REGISTER
from retorno.project.problems import Problem

logger = logging.getLogger(__name__)

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {book}</title>
<meta property="og:type" content="article">
<meta property="og:site_name" content="{book}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{told}">
<meta property="og:url" content="{address}">
<meta property="og:image" content="{picture}">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="{address}">
<link rel="icon" href="{edition}_static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{edition}_static/entry.css">
<script defer src="{edition}_static/copy.js"></script>
{structured}</head>
<body data-copy="{copy}" data-copied="{copied}">
<header><a href="{edition}{home}">{book}</a> <a href="{edition}{register}#{anchor}">{register_name}</a></header>
<main>
{body}
</main>
<footer><p>{foot}</p></footer>
</body>
</html>
"""


def setup(app: Sphinx) -> None:
    """Write the pages when all others are written."""
    app.connect("env-check-consistency", _check)
    app.connect("build-finished", _finish)


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: a claim and a finding under one id would want the same page."""
    book = Build.of(env)
    for id in sorted(set(book.claims) & set(book.registry.findings)):
        wrong = f"the id “{id}” is that of a claim and of a finding, which would have one page"
        page = book.registry.entry(f"finding:{id}").page
        problem = Problem(f"{page}.md", 0, f"record({id!r}, …)", wrong, "another id for the finding", "claims")
        logger.warning("%s", problem, type="retorno", subtype="registry")


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: each page as it should be, and none of what is gone; one that is the same is left alone."""
    if exception or not entry_addresses.have_pages(app):
        return
    book = Build.of(app.env)
    root = Path(app.outdir, app.config.retorno_up if book.words.original else "").resolve()
    folder = root / ENTRIES
    folder.mkdir(exist_ok=True)
    wanted = dict(_files(book))
    for name, content in wanted.items():
        replace(folder / name, content)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()


def _files(book: Build) -> Iterator[tuple[str, bytes]]:
    """The names and contents of all files of the folder."""
    pictures = share_pictures.Pictures(book)
    yield "book.png", pictures.of_book()
    for claim in book.claims.values():
        yield f"{claim.id}.html", claim_page(book, claim).encode()
        yield f"{claim.id}.png", pictures.of_claim(claim)
    for found in book.registry.findings.values():
        yield f"{found.id}.html", finding_page(book, found).encode()


def claim_page(book: Build, claim: Claim) -> str:
    """The page of a claim: what is said, the verdict as a sentence, words to use, and what all that rests on."""
    say, registry = book.words.say, book.registry
    verdict = registry.verdicts.get(claim.id)
    word, sentence = word_of(verdict), registry.sentence(claim, book.words)
    source, facts = source_label(book, claim.source), Facts(book)
    age = data_age(book, verdict)
    path = entry_addresses.path(book, claim.id)
    body = [
        f'<p class="kind">{escape(say("Claim, in our words"))} · {facts.source(claim.source)}</p>',
        f"<h1>{escape(claim.statement)}</h1>",
        f'<p class="told verdict-{word.name}">{_word(word, book)} {escape(sentence)}</p>',
        _usable(book, book.usable(claim, source)),
        f'<p class="age">{escape(say("Data:"))} {escape(age)}</p>' if age else "",
        _facts(facts.of_claim(claim)),
        *_below(book, facts, f"claim:{claim.id}", claim.statement, path),
    ]
    review = ""
    if verdict:
        text = book.texts.get(claim.source)
        made = json_ld.claim_review(book.work, claim, verdict, path, text, sentence, book.words)
        review = json_ld.script({"@context": "https://schema.org", **made})
    told = f"{say(word.word).capitalize()}. {sentence}"
    return _page(book, claim.id, f"claim-{claim.id}", claim.statement, told, body, review, f"{claim.id}.png")


def finding_page(book: Build, found: Finding) -> str:
    """The page of a finding: its value, a sentence to quote, what is counted and how it was computed."""
    say, words, registry = book.words.say, book.words, book.registry
    value, facts = words.measured(found), Facts(book)
    statement = found.statement.rstrip(".")
    known = [book.catalogue[name] for name in found.datasets if name in book.catalogue]
    credits = "; ".join(dict.fromkeys(str(one.about("credit") or one.title) for one in known))
    source = source_label(book, found.reported_by) if found.reported_by else credits
    quoted = f"{statement}: {value}" + (f" ({source})" if source else "") + "."
    path = entry_addresses.path(book, found.id)
    tested = next((id for id, verdict in registry.verdicts.items() if verdict.finding == found.id), "")
    body = [
        f'<p class="kind">{escape(say("Finding"))} · {escape(words.period(found.period))}</p>',
        f'<h1><span class="value">{escape(value)}</span> {escape(statement)}</h1>',
        _usable(book, quoted),
        _facts(facts.of_finding(found)),
        *_below(book, facts, f"finding:{found.id}", f"{statement}: {value}", path),
    ]
    picture = f"{tested}.png" if tested in book.claims else "book.png"
    return _page(book, found.id, f"finding-{found.id}", f"{value}: {statement}", quoted, body, "", picture)


def _word(word: VerdictWord, book: Build) -> str:
    told = escape(book.words.say(word.word).capitalize())
    return f'<strong class="word"><span aria-hidden="true">{word.sign}</span> {told}.</strong>'


def _usable(book: Build, told: str) -> str:
    title = escape(book.words.say("Words you can use"))
    return f'<div class="usable"><p class="usable-title">{title}</p><p class="usable-words">{escape(told)}</p></div>'


def _facts(facts: Iterator[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{told}</dd>\n" for name, told in facts if told)
    return f"<dl>\n{rows}</dl>"


def _below(book: Build, facts: Facts, name: str, title: str, path: str) -> Iterator[str]:
    """The cell of code, the inputs with their hashes, and how to cite the entry."""
    say = book.words.say
    if code := facts.code(name):
        heading = escape(say("The cell that computes it"))
        yield f'<h2>{heading}</h2>\n<pre tabindex="0"><code>{escape(code)}</code></pre>'
    if inputs := book.registry.entry(name).inputs:
        files = sorted(inputs.items())
        rows = "".join(f"<li><code>{escape(file)}</code> <code>{hash[:16]}</code></li>" for file, hash in files)
        heading = escape(say("What its analysis read, with the beginning of each SHA-256"))
        yield f"<details><summary>{heading}</summary><ul>{rows}</ul></details>"
    cited = book_citation.page(book.work, title, path, book.words)
    yield (
        f"<details><summary>{escape(say('Cite this page'))}</summary><p>{escape(cited.text)}</p>"
        f'<pre tabindex="0"><code>{escape(cited.bibtex)}</code></pre></details>'
    )


def _page(
    book: Build, id: str, anchor: str, title: str, told: str, body: list[str], structured: str, picture: str
) -> str:
    """The whole page; *told* is what is shown of it elsewhere, *picture* a file beside it."""
    say, uri = book.words.say, book.app.builder.get_target_uri
    path = entry_addresses.path(book, id)
    texts = {
        "language": book.words.language,
        "policy": content_security.content(),
        "title": title.rstrip("."),
        "book": book.work.title,
        "told": told,
        "address": book.work.where(path),
        "picture": book.work.where(f"{path.rpartition('/')[0]}/{picture}"),
        "edition": entry_addresses.to_edition(book),
        "copy": say("Copy"),
        "copied": say("Copied"),
        "home": uri(book.env.config.root_doc),
        "register": uri(REGISTER),
        "anchor": anchor,
        "register_name": say("All claims and findings"),
        "foot": say("This address is permanent. The value and the verdict are computed and change when the data do."),
    }
    safe = {name: escape(text) for name, text in texts.items()}
    return PAGE.format(**safe, body="\n".join(filter(None, body)), structured=structured)
