"""A notebook that does not run is told as its author would look for it, whatever it does and wherever it fails."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from retorno.commands import cli
from retorno.commands.serving.builder import answer
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site.book_state import state_of
from retorno.site.build import store
from sphinx_keyed_execution.keyed import Executor

ANALYSIS = "chapters/analyses/arrivals.md"
RUNS = "What would be right: code that runs to its end"
SHOWS = "What would be right: a table, text, or a chart by figure()"


@dataclass(frozen=True)
class Broken:
    """A cell that stands behind a figure: the line of it that is told, what is said, and what would be right."""

    code: str
    said: str
    line: int = 1
    right: str = RUNS


SHOW = """from IPython.display import display
FIGURE = dict(id='x', title='t', caption='c', alt='a', source='s', vintage='', below=[], datasets=[], csv='a\\n1\\n',
    specification=None, drawings=dict(wide=chart.to_dict(), narrow=chart.to_dict()))
FINDING = dict(id='by-hand', value=1, unit='persons', precision=1, statement='s', period='2025-05', place='PAN',
    datasets=[], reported_by='', quantity='count', population='p', base='')
def show(kind, content):
    display({f'application/vnd.retorno.{kind}+json': content, 'text/plain': 'x'}, raw=True)"""
"""How a notebook puts together what ``record``, ``judge`` and ``figure`` show."""

BROKEN = {
    "divides": Broken("one = 1\none / 0", "ZeroDivisionError: division by zero", 2),
    "calls": Broken("def share(of):\n    return 1 / of\n\nshare(0)", "ZeroDivisionError: division by zero", 2),
    "asserts": Broken("assert False, 'the table has\\nno May'", "AssertionError: the table has\n    no May"),
    "is-no-python": Broken("one = 1\ntwo = = 2", "SyntaxError: invalid syntax\n", 2),
    "exits": Broken("exit()", "SystemExit: it calls exit() or sys.exit()"),
    "quits": Broken("import sys\nsys.exit('over')", "SystemExit: it calls exit() or sys.exit()", 2),
    "interrupts": Broken("raise KeyboardInterrupt", "KeyboardInterrupt: it was interrupted"),
    "refused": Broken("open('../../data/claims.csv', 'w')", "NotAllowed: a notebook may not write data/claims.csv"),
    "prints": Broken("print('x' * 2_000_000)", "PrintsTooMuch: the notebook printed more than 1,000,000 characters"),
    "shows": Broken("'x' * 3_000_000", "ShowsTooMuch: the cell shows more than 2,000,000 bytes"),
    "recurs": Broken("def deep():\n    deep()\ndeep()", "RecursionError: maximum recursion depth exceeded", 2),
    "leaves": Broken("import os\nos._exit(0)", "its process ended with status 0"),
    "crashes": Broken("import os\nos.abort()", "its process ended by the signal SIGABRT"),
    "spoofs": Broken(
        "raise ValueError('a\\nchapters/x.md:3: WARNING: b')", "ValueError: a\n    chapters/x.md:3: WARNING"
    ),
    "commands": Broken("raise ValueError('\\x1b[31m\\x07\\u202e\\ud800')", "ValueError: \N{REPLACEMENT CHARACTER}[31m"),
    "magics": Broken("%nothing", "UsageError: Line magic function `%nothing` not found."),
    "draws": Broken(
        "figure(alt.Chart(arrivals).mark_bar().transform_filter('nonsense('), id='nonsense',\n"
        "    title='t', caption='c', alt='a')",
        "the chart of figure nonsense cannot be drawn: ",
        right="What would be right: a chart that Vega-Lite can draw",
    ),
    "names-no-claim": Broken(
        f"{SHOW}\nshow('verdict', dict(claim='nobody-said', kind='reproduced', evidence=[]))",
        "it shows a verdict on “nobody-said”, which is no claim of data/claims.csv",
        right=SHOWS,
    ),
    "names-no-finding": Broken(
        f"{SHOW}\nshow('verdict', dict(claim='arrivals-fell', kind='mixed', finding='no', evidence=[]))",
        "it shows a verdict that rests on “no”, which is neither recorded in it nor cited",
        right=SHOWS,
    ),
    "names-no-data": Broken(
        f"{SHOW}\nshow('figure', dict(FIGURE, id='by-hand', datasets=['no-such']))",
        "it shows “no-such”, which is no data set of data/datapackage.json",
        right=SHOWS,
    ),
    "records-by-hand": Broken(
        f"{SHOW}\nshow('finding', dict(FINDING, datasets=['no-such']))",
        "it shows “no-such”, which is no data set of data/datapackage.json",
        right=SHOWS,
    ),
    "loads": Broken(
        f"{SHOW}\nshow('figure', dict(FIGURE, specification={{'data': {{'url': 'file:///etc/passwd'}}}}))",
        "it shows a figure that loads something, shows a picture or leads elsewhere",
        right=SHOWS,
    ),
    "leads": Broken(
        f"{SHOW}\nshow('figure', dict(FIGURE, specification={{'encoding': {{'href': {{'value': 'javascript:1'}}}}}}))",
        "it shows a figure that loads something, shows a picture or leads elsewhere",
        right=SHOWS,
    ),
    "runs-script": Broken(
        "from IPython.display import Javascript\nJavascript('alert(1)')",
        "it shows “application/javascript”, which is not published here",
        right=SHOWS,
    ),
}


@pytest.fixture(scope="module")
def failing(built_once: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built book with a notebook for each of :data:`BROKEN`: its figure first, then the cell that fails."""
    folder = tmp_path_factory.mktemp("failing") / "book"
    shutil.copytree(built_once.root, folder)
    text = (folder / ANALYSIS).read_text(encoding="utf-8")
    # judged and recorded once in a book; every page has its own figure
    text = re.sub(r"```\{code-cell\} ipython3\nrecord\(.*?```\n", "", text, flags=re.S)
    toc = (folder / "_toc.yml").read_text(encoding="utf-8")
    for name, broken in BROKEN.items():
        own = text.replace("(arrivals)=", f"({name})=").replace('id="arrivals"', f'id="{name}"')
        cell = f"\n```{{code-cell}} ipython3\n{broken.code}\n```\n"
        (folder / "chapters" / "analyses" / f"{name}.md").write_text(own + cell, encoding="utf-8")
        toc = re.sub(
            r"^( *)- file: chapters/analyses/arrivals\n", rf"\g<0>\1- file: chapters/analyses/{name}\n", toc, flags=re.M
        )
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return Project(folder)


@pytest.fixture(scope="module")
def executor(failing: Project) -> Iterator[Executor]:
    executor = executor_of(failing.root, store(failing), workers=2)
    yield executor
    executor.close()


def assert_told(messages: list[str], failing: Project) -> None:
    """Each failure is told once: file, line, cell, error, the lines of its author, and nothing of ours."""
    assert len(messages) == len(BROKEN), "\n".join(messages)
    for name, broken in BROKEN.items():
        file = f"chapters/analyses/{name}.md"
        (message,) = [message for message in messages if message.startswith(f"{file}:")]
        place = re.match(rf"{file}:(\d+) \(cell 3\): this notebook (does not run|cannot be shown): ", message)
        assert place, message
        assert message[place.end() :].startswith(broken.said), message
        assert broken.right in message
        line = (failing.root / file).read_text(encoding="utf-8").split("\n")[int(place[1]) - 1]
        assert line == broken.code.split("\n")[broken.line - 1], message
        for word in ("Traceback", "site-packages", "IPython/", "ipython-input", "run_code", "\x1b", "\u202e"):
            assert word not in message, message


def test_make_site_tells_every_failure_behind_a_figure_and_leaves_the_site(
    failing: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    site = failing.root / "_site" / "en" / ANALYSIS.replace(".md", ".html")
    before = site.read_bytes()
    assert cli.main(["--root", str(failing.root), "site", "--no-print", "--unchecked"]) == cli.CONTENT
    told = capsys.readouterr()
    assert site.read_bytes() == before
    assert "The site was not changed." in told.err
    assert "Traceback" not in told.out + told.err
    messages = re.split(r"^error: ", told.err, flags=re.M)[1:]
    assert_told([message.partition("\n    Read more")[0] for message in messages], failing)
    assert "notebook chapters/analyses/divides.md failed: ZeroDivisionError: division by zero" in told.out


def test_make_serve_tells_the_same(failing: Project, executor: Executor) -> None:
    built, *_ = answer(failing, executor)  # the checks follow, although the build complains
    assert built["stage"] == "built"
    told = (message.removeprefix("error: ").partition("\n    Read more")[0] for message in built["problems"])
    assert_told(list(told), failing)


def test_make_diff_tells_the_same(failing: Project) -> None:
    with pytest.raises(ContentError) as raised:
        state_of(failing, store(failing), lambda line: None)
    assert_told([str(problem) for problem in raised.value.problems], failing)
