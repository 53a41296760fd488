"""What an analysis shows and reads, and what it may not mix. Each case runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retorno.project.paths import Project

PAGE = "chapters/analyses/arrivals.md"
RUN = """
import json, sys
from pathlib import Path
from sphinx_keyed_execution.run import Cells, run
from retorno.execution.hooks import HOOKS
out = sys.stdout
cells, page, root, scratch = json.loads(sys.stdin.read())
begun = []
result = run(Cells(cells), Path(page), Path(root), Path(scratch), HOOKS, begun.append)
print("told:" + json.dumps({**result, "begun": begun}), file=out)
"""


@pytest.fixture
def run(small_book: Project, tmp_path: Path) -> Any:
    """Runs cells as the analysis of the small book."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def run(*cells: str) -> dict[str, Any]:
        job = json.dumps([cells, str(small_book.root / PAGE), str(small_book.root), str(scratch)])
        done = subprocess.run([sys.executable, "-c", RUN], input=job, text=True, capture_output=True, timeout=120)
        told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
        assert told, done.stderr
        result: dict[str, Any] = json.loads(told[-1].removeprefix("told:"))
        return result

    return run


def test_a_table_is_plain_html_without_styles_and_with_everything_escaped(run: Any) -> None:
    result = run(
        "import pandas as pd\nframe = pd.DataFrame({'<b>': ['<script>', None], 'n': [1.5, 2.0]})\nframe",
        "frame.set_index('n')",
    )
    ((first,), (second,)) = result["outputs"]
    html = first["data"]["text/html"]
    assert '<th scope="col">&lt;b&gt;</th>' in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "style" not in html
    assert "<td>–</td>" in html
    assert second["data"]["text/html"].count('<th scope="col">') == 2  # the index is a column like the others


def test_inputs_are_the_tables_the_parts_and_the_modules(run: Any, small_book: Project) -> None:
    (small_book.root / "scripts").mkdir()
    (small_book.root / "scripts" / "shares.py").write_text("def share(a, b):\n    return 100 * a / b\n")
    (small_book.data / "extra").mkdir()
    (small_book.data / "extra" / "one.csv").write_text("a\n1\n")
    result = run(
        "from retorno.analysis.notebook import judge, load, record\nfrom shares import share",
        "arrivals = load('arrivals')",
        "change = 100 * arrivals['value'].pct_change()[1]",
        "record('arrivals-change', change, unit='percent', precision=0.1, statement='s', period='2025-05',"
        " quantity='change', base='2024-05', place='PAN', population='registered arrivals')",
        "judge('arrivals-fell', 'arrivals-change')",
        "import pandas as pd\nfrom pathlib import Path\n"
        "pd.concat(pd.read_csv(path) for path in sorted(Path('../../data/extra').glob('*.csv')))",
    )
    assert result["error"] is None
    inputs = sorted(name for name in result["inputs"] if not name.startswith("@"))
    assert inputs == [
        "data/arrivals.csv",
        "data/claims.csv#arrivals-fell",
        "data/datapackage.json#arrivals",
        "data/extra/",
        "data/extra/one.csv",
        "scripts/shares.py",
    ]
    assert {"@retorno/analysis/notebook.py", "@retorno/evidence/verdicts.py", "@retorno/evidence/catalogue.py"} <= set(
        result["inputs"]
    )
    hooks = {"@retorno/execution/hooks.py", "@retorno/execution/media.py", "@retorno/execution/mentions.py"}
    assert hooks <= set(result["inputs"]), "what the book lets through is a part of the method"
    assert [name for name in result["inputs"] if "sphinx_keyed_execution" in name or "library" in name] == []
    judged = result["outputs"][4][0]["data"]["application/vnd.retorno.verdict+json"]
    assert (judged["kind"], judged["manner"]) == ("reproduced", "rounded")


APART = [
    {"what": "The months must not be divided.", "between": [{"period": {"to": "2024-12-31"}}, {"period": "2025-05-01"}]}
]
LOADED = """
from retorno.analysis.notebook import figure, judge, load, record
about = dict(unit="registrations", precision=1, statement="Arrivals.", period="2025-05")
before, after = load("arrivals")["value"]
"""


def test_a_value_of_another_time_stops_the_notebook(run: Any) -> None:
    error = run(LOADED, "record('after', before, **about)")["error"]
    assert error["name"] == "finding after"
    assert "the rows of 2025-05 do not change this value" in error["message"]


def test_what_ranks_first_is_of_its_own_time(run: Any) -> None:
    """It stays first when its rows grow; that they matter shows when they are made smaller."""
    place = "place = 1 + sum(value > before for value in (before, after))"
    ranked = "record('place', place, **{**about, 'unit': 'rank', 'period': '2024-05'})"
    assert run(LOADED, f"{place}\n{ranked}")["error"] is None


@pytest.fixture
def kept_apart(small_book: Project) -> None:
    """The two months of the small book may not be mixed."""
    path = small_book.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["retorno:not_comparable"] = APART
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    "mixture",
    [
        "def ratio():\n    return float(after) / float(before)\nrecord('mixed', ratio(), **about)",
        "import pandas as pd\nrecord('mixed', pd.Series([before, after]).pct_change().iloc[-1], **about)",
    ],
)
def test_a_finding_from_counts_that_stay_apart_stops_the_notebook(run: Any, kept_apart: None, mixture: str) -> None:
    error = run(LOADED, "record('after', after, **about)", mixture)["error"]
    assert (error["cell"], error["name"]) == (2, "finding mixed")
    line = next(number for number, line in enumerate(mixture.split("\n"), 1) if "'mixed'" in line)
    assert error["trail"] == [[2, line, ""]]
    assert "computed from arrivals (period to 2024-12-31) and arrivals (period 2025-05-01)" in error["message"]
    assert "The months must not be divided." in error["message"]


def test_side_by_side_is_no_mixture_and_assertions_are_no_obstacle(run: Any, kept_apart: None) -> None:
    beside = "assert before == 2000\nearlier = {**about, 'period': '2024-05'}\n"
    beside += "record('before', before, **earlier)\nrecord('after', after, **about)"
    assert run(LOADED, beside)["error"] is None


def test_a_figure_of_counts_that_stay_apart_says_why(run: Any, kept_apart: None) -> None:
    draw = """
import altair as alt
chart = alt.Chart(load("arrivals")).mark_bar().encode(x="period:T", y="value:Q")
figure(chart, id="arrivals", title="Two months", caption="Arrivals.", alt="Bars.", {across})
"""
    assert run(LOADED, draw.format(across=""))["error"]["name"] == "figure arrivals"
    allowed = run(LOADED, draw.format(across="across='The two months stand beside each other.'"))
    assert allowed["error"] is None
    shown = allowed["outputs"][1][0]["data"]["application/vnd.retorno.figure+json"]
    assert shown["caption"] == "Arrivals. The two months stand beside each other."


def test_a_reason_without_a_mixture_is_refused(run: Any, kept_apart: None) -> None:
    error = run(LOADED, "record('after', after, across='No reason at all.', **about)")["error"]
    assert "this joins none: leave it out" in error["message"]


def test_an_analysis_that_only_runs_with_its_own_numbers_is_told(run: Any, kept_apart: None) -> None:
    error = run(LOADED, "record('before', before + {2000: 1}[int(before)], **about)")["error"]
    assert "with other numbers in arrivals (period to 2024-12-31) this analysis stops (KeyError" in error["message"]


def test_a_finding_names_every_data_set_that_it_was_computed_from(run: Any, small_book: Project) -> None:
    path = small_book.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    again = {**package["resources"][0], "name": "again", "path": "again.csv"}
    path.write_text(json.dumps({**package, "resources": [*package["resources"], again]}), encoding="utf-8")
    (small_book.data / "again.csv").write_bytes((small_book.data / "arrivals.csv").read_bytes())
    both = LOADED + "more = load('again')['value'].sum()\n"
    error = run(both, "record('sum', after + more, datasets='arrivals', **about)")["error"]
    assert error["message"] == "this was computed from the data set again as well, which datasets=… does not name"
    assert run(both, "record('sum', after + more, datasets=['arrivals', 'again'], **about)")["error"] is None
