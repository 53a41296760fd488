"""What Binder is given makes an environment, and an analysis opens and runs in it as a notebook.

mybinder.org itself cannot be reached from a test. This does what it does with the files in ``.binder``: the
server's environment gets ``requirements.txt``, ``postBuild`` runs in a copy of the repository, and a server
is asked for an analysis.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from environments import environment

ROOT = Path(__file__).parents[1]
BINDER = ROOT / ".binder"
ANALYSIS = "chapters/analyses/darien.md"

RUN = """
import json, sys, nbclient, nbformat
given = nbformat.from_dict(json.load(sys.stdin))
nbclient.NotebookClient(given, kernel_name="python3", resources={"metadata": {"path": sys.argv[1]}}).execute()
print(json.dumps([output for cell in given.cells for output in cell.get("outputs", [])]))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as it is in git and changed since, without what was made of it."""
    folder = tmp_path_factory.mktemp("binder") / "repository"
    folder.mkdir()
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
    there = b"\0".join(name for name in names.split(b"\0") if name and (ROOT / os.fsdecode(name)).exists())
    packed = subprocess.run(
        ["tar", "--create", "--null", "--files-from=-"], cwd=ROOT, input=there, capture_output=True, check=True
    )
    subprocess.run(["tar", "--extract"], cwd=folder, input=packed.stdout, check=True)
    return folder


@pytest.fixture(scope="module")
def server(copy: Path) -> Path:
    """The Python of an environment as Binder's server has, with our kernel beside it."""
    wanted = (BINDER / "requirements.txt").read_text(encoding="utf-8").split()
    python = environment(copy.parent / "server", [*wanted, "jupyter-server", "nbclient"])
    prefix = python.parents[1]
    around = {**os.environ, "NB_PYTHON_PREFIX": str(prefix), "PATH": f"{python.parent}:{os.environ['PATH']}"}
    done = subprocess.run([copy / ".binder/postBuild"], cwd=copy, env=around, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return python


@contextmanager
def serving(python: Path, folder: Path) -> Iterator[str]:
    """A notebook server in *folder*, by its address."""
    command = [python, "-m", "jupyter_server", "--no-browser", "--allow-root", "--port=0", "--IdentityProvider.token="]
    log = folder.parent / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            told = [word for word in log.read_text().split() if word.startswith("http://127.0.0.1:")]
            if told:
                yield told[0].partition("?")[0].removesuffix("/tree").rstrip("/")
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            raise AssertionError(log.read_text())
    finally:
        process.terminate()
        process.wait()


def test_an_analysis_opens_as_a_notebook_and_gives_its_numbers(copy: Path, server: Path) -> None:
    with serving(server, copy) as address:
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"{address}/api/contents/{ANALYSIS}?type=notebook") as answer:
                    opened = json.load(answer)
                break
            except URLError:
                time.sleep(0.1)
    cells = opened["content"]["cells"]
    assert {cell["cell_type"] for cell in cells} == {"markdown", "code"}
    command = [server, "-c", RUN, str((copy / ANALYSIS).parent)]
    done = subprocess.run(command, input=json.dumps(opened["content"]), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "−99.75" in json.dumps(json.loads(done.stdout), ensure_ascii=False)
