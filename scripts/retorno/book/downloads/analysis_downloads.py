"""Each analysis is offered to take away, below its page: as ``downloads/NAME.ipynb``, ``.py`` and ``.zip``.

The files are written when the page is. What its notebook showed is kept for that beside the doctree, in
the words of the edition, since a page is often written without being read.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.read import read_myst_markdown_notebook
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.book.downloads import analysis_archive, analysis_notebook
from retorno.book.downloads.plain_markdown import PlainMarkdown
from retorno.book.figures.figure_files import replace
from retorno.book.state.book_build import Build
from retorno.book.state.page_intake import paused
from retorno.book.theme import edit_links
from retorno.evidence import book_citation
from retorno.project.paths import ANALYSES
from sphinx_content_freshness.freshness import Freshness
from sphinx_keyed_execution.extension import FINISHED
from sphinx_keyed_execution.kept_files import keep, kept
from sphinx_keyed_execution.keyed import Result

FOLDER = "downloads"
KINDS = {"ipynb": "Notebook", "py": "Python script", "zip": "Everything, with data"}


class AnalysisDownloads(nodes.General, nodes.Element):
    """The links to the files of the analysis whose page this is."""


def keep_outputs(app: Sphinx, docname: str, result: Result, outputs: list[list[dict[str, Any]]]) -> None:
    """``keyed-execution-finished``, last: keep what the notebook showed."""
    with paused():
        keep(_outputs(app, docname), json.dumps(outputs).encode())


def without_outputs(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """``env-get-outdated``: analyses whose outputs were lost are read again."""
    known = Build.of(env).contributions
    return [name for name in known if _is_offered(name, env) and kept(_outputs(app, name)) is None]


def offer(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: leave a place for the links, at the end of an analysis."""
    if _is_offered(app.env.docname, app.env) and (sections := list(doctree.findall(nodes.section))):
        sections[0] += AnalysisDownloads()


def finish(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the files of the analyses that were written, and of none that is gone."""
    if exception or app.builder.name not in ("html", "dirhtml"):
        return
    folder, fresh, names = Path(app.outdir) / FOLDER, Freshness.of(app.env), set()
    for docname in Build.of(app.env).contributions:
        if _is_offered(docname, app.env):
            names.add(Path(docname).name)
            if docname in fresh.stale or not (folder / f"{Path(docname).name}.zip").is_file():
                for kind, content in files(app, docname).items():
                    replace(folder / f"{Path(docname).name}.{kind}", content)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stem not in names:
            path.unlink()


def files(app: Sphinx, docname: str) -> dict[str, bytes]:
    """The files of one analysis, by kind."""
    book, name = Build.of(app.env), Path(docname).name
    outputs = json.loads(kept(_outputs(app, docname)) or b"[]")
    source = Path(app.env.doc2path(docname)).read_text(encoding="utf-8")
    # Where the site is published is known to a release; before that, links would lead nowhere.
    address = f"{book.work.address}/{app.config.language}" if book.work.address else ""
    plain = PlainMarkdown(book, docname, address).of
    made = analysis_notebook.notebook(read_myst_markdown_notebook(source).cells, outputs, plain, book)
    given = {"ipynb": analysis_notebook.as_json(made), "py": analysis_notebook.as_script(made)}
    title = app.env.titles[docname].astext()
    cited = book_citation.page(book.work, title, f"{app.config.language}/{docname}.html", book.words)
    told = analysis_archive.readme(title, name, cited, book)
    inputs = book.contributions[docname].inputs
    entries = [(f"{name}.{kind}", content) for kind, content in given.items()]
    return given | {"zip": analysis_archive.archive(name, entries, inputs, book.project.root, told)}


def _is_offered(docname: str, env: BuildEnvironment) -> bool:
    given = Build.of(env).contributions.get(docname)
    return docname.startswith(ANALYSES) and given is not None and bool(given.key)


def _outputs(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / "outputs" / f"{docname}.json"


def visit_html(self: Any, node: AnalysisDownloads) -> None:
    """The links, on the site only: a printed book has nothing to offer."""
    if self.builder.name in ("html", "dirhtml"):
        docname, say = self.builder.current_docname, Build.of(self.builder.env).words.say
        place = f"{'../' * docname.count('/')}{FOLDER}/{Path(docname).name}"
        title = escape(say("Take this analysis away:"))
        links = " ".join(f'<a href="{place}.{kind}" download>{escape(say(text))}</a>' for kind, text in KINDS.items())
        self.body.append(f'<p class="analysis-files"><span>{title}</span> {links}</p>\n')
        if elsewhere := edit_links.run_addresses(Build.of(self.builder.env).app, f"{docname}.md"):
            title = escape(say("Run it without installing anything, on another site, which learns your address:"))
            away = 'rel="noopener noreferrer"'
            links = " ".join(f'<a href="{escape(to)}" {away}>{escape(say(text))}</a>' for text, to in elsewhere.items())
            self.body.append(f'<p class="analysis-files"><span>{title}</span> {links}</p>\n')
    raise nodes.SkipNode


def visit_other(self: Any, node: AnalysisDownloads) -> None:
    """Nothing."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Keep what notebooks show, and write the files when all pages are written."""
    app.add_node(AnalysisDownloads, html=(visit_html, None), text=(visit_other, None), latex=(visit_other, None))
    app.connect(FINISHED, keep_outputs, priority=900)
    app.connect("env-get-outdated", without_outputs)
    app.connect("doctree-read", offer)
    app.connect("build-finished", finish)
