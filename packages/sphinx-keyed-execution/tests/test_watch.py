"""What the hook sees and what it refuses. A hook cannot be taken off: each case has a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

WATCHED = """
import json, os, sys
from pathlib import Path
from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.watch import Watch
class Own(Hooks):
    def __init__(self, root):
        self.packages = {"own": root.parent / "own"}
root, scratch = map(Path, sys.argv[1:3])
code = sys.stdin.read()
sys.path.insert(0, str(root / "scripts"))
os.chdir(root / "chapters")
out = sys.stdout
sys.path.append(str(root.parent))
watch = Watch(root, scratch, Own(root))
watch.start()
error = ""
try:
    exec(compile(code, "cell", "exec"), {"scratch": str(scratch), "root": str(root), "__name__": "cell"})
except BaseException as raised:
    error = f"{type(raised).__name__}: {raised}"
inputs = sorted(watch.states)
print("told:" + json.dumps([error, inputs, watch.finish()]), file=out)
"""


@dataclass
class Seen:
    """What one process did: why it was stopped, what it read, and in the end the states of all inputs."""

    error: str
    inputs: list[str]
    states: dict[str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for folder in ("chapters", "data", "scripts/parts", "_build", "_site", ".cache", ".git"):
        (root / folder).mkdir(parents=True)
        (root / folder / "file.csv").write_text("id,value\na,1\nb,2\n")
    (root / "data" / "datapackage.json").write_text('{"resources": []}')
    (root / "scripts" / "helper.py").write_text("from parts import deep\nVALUE = deep.VALUE\n")
    (root / "scripts" / "parts" / "__init__.py").write_text("")
    (root / "scripts" / "parts" / "deep.py").write_text("VALUE = 1\n")
    (tmp_path / "outside.csv").write_text("a\n1\n")
    (tmp_path / "scratch").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "__init__.py").touch()
    (tmp_path / "own" / "module.py").write_text("VALUE = 1\n")
    return root


def watched(root: Path, code: str) -> Seen:
    command = [sys.executable, "-c", WATCHED, str(root), str(root.parent / "scratch")]
    done = subprocess.run(command, input=code, text=True, capture_output=True, timeout=60)
    told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    assert told, done.stderr
    return Seen(*json.loads(told[-1].removeprefix("told:")))


@pytest.mark.parametrize(
    ("code", "inputs"),
    [
        ("open('../data/file.csv').read()", ["data/file.csv"]),
        ("Path = __import__('pathlib').Path; Path('../data/file.csv').read_bytes()", ["data/file.csv"]),
        ("import os; os.close(os.open('../data/file.csv', os.O_RDONLY))", ["data/file.csv"]),
        ("import io; io.FileIO(b'../data/file.csv').close()", ["data/file.csv"]),
        ("open(root + '/data/../data/file.csv').close()", ["data/file.csv"]),
        ("import glob; glob.glob('../data/*.csv')", ["data/"]),
        ("import os; list(os.walk('../scripts'))", ["scripts/", "scripts/parts/"]),
        ("import os; os.listdir('..')", [""]),
        # what is not there yet is an input too: when it comes, the result may change
        ("try: open('../data/later.csv')\nexcept FileNotFoundError: pass", ["data/later.csv"]),
        ("import json", []),
        ("import tempfile; tempfile.tempdir = scratch; tempfile.TemporaryFile().close()", []),
        ("open('/dev/null', 'w').close()", []),
    ],
)
def test_what_is_read_is_an_input(root: Path, code: str, inputs: list[str]) -> None:
    seen = watched(root, code)
    assert (seen.error, seen.inputs) == ("", inputs)


def test_modules_of_the_project_are_inputs_with_what_they_import(root: Path) -> None:
    for _ in range(2):  # the second time from compiled files
        seen = watched(root, "import helper; assert helper.VALUE == 1")
        assert seen.error == ""
        sources = {"scripts/helper.py", "scripts/parts/__init__.py", "scripts/parts/deep.py"}
        assert sources <= seen.states.keys()
        assert set(seen.inputs) <= sources
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(root / "scripts")], check=True)


def test_modules_of_a_package_that_counts_are_inputs(root: Path) -> None:
    seen = watched(root, "import own.module")
    assert "@own/module.py" in seen.states


def test_this_package_is_no_input(root: Path) -> None:
    seen = watched(root, "import sphinx_keyed_execution.store")
    assert [name for name in seen.states if "store" in name] == []


def test_the_libraries_that_code_imports_are_inputs_and_no_others(root: Path) -> None:
    seen = watched(root, "import numpy")
    assert {name for name in seen.states if name.startswith("@library/")} == {"@library/ipython", "@library/numpy"}
    assert "@library/numpy" not in watched(root, "import json").states


def test_this_package_does_not_lend_its_c_code(root: Path) -> None:
    seen = watched(root, "from sphinx_keyed_execution import landlock; landlock._call(landlock._libc(), 39)")
    assert "may not call C code" in seen.error


def test_a_part_of_a_file_is_an_input_of_its_own(root: Path) -> None:
    seen = watched(
        root,
        "from pathlib import Path; from sphinx_keyed_execution import tracing\n"
        "path = Path('../data/file.csv')\n"
        "with tracing.by_part(path): path.read_text()\n"
        "tracing.uses_part(path, 'a')\n",
    )
    assert [name for name in seen.inputs if name.startswith("data")] == ["data/file.csv#a"]


def test_a_file_taken_by_parts_and_then_read_is_an_input_as_a_whole(root: Path) -> None:
    seen = watched(
        root,
        "from pathlib import Path; from sphinx_keyed_execution import tracing\n"
        "path = Path('../data/file.csv')\n"
        "with tracing.by_part(path): path.read_text()\n"
        "path.read_text()\n",
    )
    assert "data/file.csv" in seen.inputs


def test_what_native_code_reads_can_be_said(root: Path) -> None:
    seen = watched(
        root,
        "from pathlib import Path; from sphinx_keyed_execution import tracing\n"
        "tracing.reads(Path('../data/file.parquet'))",
    )
    assert "data/file.parquet" in seen.inputs


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("open('../../outside.csv')", "outside.csv, which is outside the project: put the data into it"),
        ("import os; os.symlink('../../outside.csv', scratch + '/l'); open(scratch + '/../outside.csv')", "outside"),
        ("open(scratch + 'x')", "outside the project"),
        *(
            (f"open('../{name}/file.csv')", f"may not read {name}/file.csv: it is a result of the build")
            for name in ("_build", "_site", ".cache", ".git")
        ),
        ("open('../data/file.csv', 'w')", "may not write data/file.csv: its results are what its cells show"),
        ("open('../data/file.csv', 'r+')", "may not write data/file.csv"),
        ("open('new.csv', 'x')", "may not write chapters/new.csv"),
        ("open('../../outside.csv', 'a')", "may not write /"),
        ("import os; os.open('../data/file.csv', os.O_RDWR)", "may not write data/file.csv"),
        ("import os; os.remove('../data/file.csv')", "may not write data/file.csv"),
        ("import os; os.rename('../data/file.csv', '../data/b.csv')", "may not write data/file.csv"),
        ("import os; os.replace('../data/file.csv', scratch + '/b.csv')", "may not write data/file.csv"),
        ("import os; os.mkdir('../data/new')", "may not write data/new"),
        ("import os; os.rmdir('../scripts/parts')", "may not write scripts/parts"),
        ("import os; os.truncate('../data/file.csv', 0)", "may not write data/file.csv"),
        ("import os; os.symlink('../data/file.csv', 'link.csv')", "may not write chapters/link.csv"),
        ("import os; os.link('../data/file.csv', scratch + '/l')", "may not write data/file.csv"),
        ("import os; os.link(scratch + '/l', 'link.csv')", "may not write chapters/link.csv"),
        ("import shutil; shutil.rmtree('../scripts')", "may not write scripts"),
        ("import shutil; shutil.copyfile('../data/file.csv', 'copy.csv')", "may not write chapters/copy.csv"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "network"),
        ("import socket; socket.gethostbyname('localhost')", "network"),
        ("import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))", "network"),
        ("import socket; socket.socket().bind(('127.0.0.1', 0))", "network"),
        ("import urllib.request as r; r.urlopen('http://127.0.0.1:9/')", "network"),
        ("import subprocess; subprocess.run(['true'])", "may not start other programs"),
        ("import os; os.system('true')", "may not start other programs"),
        ("import os; os.popen('true').read()", "may not start other programs"),
        ("import os; os.execv('/bin/true', ['true'])", "may not start other programs"),
        ("import os; os.spawnv(os.P_WAIT, '/bin/true', ['true'])", "may not start other programs"),
        ("import os; os.posix_spawn('/bin/true', ['true'], {})", "may not start other programs"),
        ("import os; os.fork()", "may not start other programs"),
        ("import pty; pty.spawn('true')", "may not start other programs"),
        (
            "import multiprocessing as m; m.get_context('fork').Process(target=print).start()",
            "may not start other programs",
        ),
    ],
)
def test_what_no_notebook_may_do_is_refused_with_what_would_be_right(root: Path, code: str, said: str) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.csv")}
    seen = watched(root, code)
    assert re.match(r"NotAllowed: |URLError: ", seen.error)
    assert said in seen.error
    assert {path: path.read_bytes() for path in root.rglob("*.csv")} == before


def test_its_own_scratch_folder_is_free(root: Path) -> None:
    seen = watched(
        root,
        "import os, shutil, tempfile; tempfile.tempdir = scratch\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    os.mkdir(folder + '/deep'); open(folder + '/deep/a', 'w').close()\n"
        "    os.rename(folder + '/deep/a', folder + '/b')\n"
        "    os.remove(folder + '/b'); open(folder + '/deep/c', 'w').close()\n"
        "assert os.listdir(scratch) == []\n",
    )
    assert seen.error == ""
