"""What a stranger's notebook may try, cell by cell: what happened to the files, and what the contributor is told.

Every cell is a notebook of its own with victims of its own, and all run by one server. The layer
that the system adds is looked at by itself further down, with the audit hook out of the way.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sphinx_keyed_execution import landlock, seccomp
from sphinx_keyed_execution.confinement import SAYS
from sphinx_keyed_execution.keyed import Executor, Limits, Result
from sphinx_keyed_execution.notebooks import Notebook
from sphinx_keyed_execution.store import Store

SECRET = "not-to-be-published"
STRICT = "strict_hooks:HOOKS"
PROGRAM = "a notebook may not start other programs or processes: calculate in Python"
NETWORK = "a notebook may not use the network: put the data into a file of the project"
READ = "which is outside the project: put the data into it"
WRITE = "a notebook may not write data/victim-"
WRITE_OUTSIDE = "a notebook may not write /"
C_CODE = "a notebook may not call C code by itself"
OTHERS = "a notebook may not end or signal other processes"
PUBLISH = "which is not published here"
SYSTEM = SAYS if landlock.version() and sys.platform == "linux" else ""

UNHOOK = (
    "import gc\n(watch,) = [w for w in gc.get_objects() if type(w).__name__ == 'Watch']\nwatch._noting = True\n"
    "assert open(VICTIM).read()\n"
)
"""How a notebook gets rid of the audit hook: the system is what is left."""

C = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
TOLD = "raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))"

FORGE = (
    "import os\ndef write(answer):\n    for handle in range(3, 99):\n        try: os.write(handle, answer)\n"
    "        except OSError: pass\n    os._exit(0)\n"
)

CELLS: dict[str, tuple[str, str]] = {
    # writing
    "opens": ("open(VICTIM, 'w')", WRITE),
    "opens-outside": ("open(OUTSIDE, 'a')", WRITE_OUTSIDE),
    "appends": ("open(VICTIM, 'a').write('x')", WRITE),
    "pathlib": ("from pathlib import Path\nPath(VICTIM).write_text('x')", WRITE),
    "to-csv": ("import pandas as pd\npd.DataFrame({'a': [1]}).to_csv(VICTIM)", WRITE),
    "to-pickle": ("import pandas as pd\npd.DataFrame({'a': [1]}).to_pickle(OUTSIDE)", WRITE_OUTSIDE),
    "tofile": ("import numpy as np\nnp.arange(9).tofile(VICTIM)", WRITE),
    "writefile": ("%%writefile {VICTIM}\nx", WRITE),
    "new-file": ("open(VICTIM + '.new', 'x')", WRITE),
    "into-the-site": ("open(ROOT + '/_site/index.html', 'w')", "a notebook may not write _site/index.html"),
    "into-a-hook": ("open(ROOT + '/.git/hook', 'w')", "a notebook may not write .git/hook"),
    "into-packages": ("import numpy\nopen(numpy.__file__, 'a')", "a notebook may not write "),
    "truncates-when-opening": ("import os\nos.open(VICTIM, os.O_RDONLY | os.O_TRUNC)", WRITE),
    "makes-when-opening": ("import os\nos.open(VICTIM + '.new', os.O_RDONLY | os.O_CREAT)", WRITE),
    "truncates": ("import os\nos.truncate(VICTIM, 0)", WRITE),
    "through-a-link": ("import os\nos.symlink(VICTIM, TEMP + '/l')\nopen(TEMP + '/l', 'w')", WRITE),
    "hard-link": ("import os\nos.link(VICTIM, TEMP + '/l')\nopen(TEMP + '/l', 'w')", WRITE),
    "link-into-data": ("import os\nos.symlink('/etc/passwd', VICTIM + '.l')", WRITE),
    "in-a-thread": (
        "import threading\nerrors = []\n"
        "def work():\n    try: open(VICTIM, 'w')\n    except OSError as error: errors.append(error)\n"
        "t = threading.Thread(target=work); t.start(); t.join()\nraise errors[0]",
        WRITE,
    ),
    # removing and renaming
    "rmtree": ("import shutil\nshutil.rmtree(DATA)", "a notebook may not write data: "),
    "moves": ("import shutil\nshutil.move(VICTIM, TEMP)", WRITE),
    "unlinks": ("import os\nos.unlink(VICTIM)", WRITE),
    "unlinks-in-a-folder": ("import os\nos.unlink(NAME, dir_fd=os.open(DATA, os.O_RDONLY))", WRITE),
    "renames-in-a-folder": (
        "import os\nd = os.open(DATA, os.O_RDONLY)\nos.rename(NAME, 'gone', src_dir_fd=d, dst_dir_fd=d)",
        WRITE,
    ),
    "renames-into-temp": (
        "import os\nd = os.open(DATA, os.O_RDONLY)\nos.rename(NAME, TEMP + '/gone', src_dir_fd=d)",
        WRITE,
    ),
    "replaces": ("import os\nopen(TEMP + '/n', 'w').close()\nos.replace(TEMP + '/n', VICTIM)", WRITE),
    "mkdir-in-a-folder": ("import os\nos.mkdir('new', dir_fd=os.open(DATA, os.O_RDONLY))", "may not write data/new"),
    # permissions, dates, owners
    "chmod": ("import os\nos.chmod(VICTIM, 0)", WRITE),
    "chmod-outside": ("import os\nos.chmod(OUTSIDE, 0o777)", WRITE_OUTSIDE),
    "chmod-of-what-is-open": ("import os\nos.chmod(os.open(VICTIM, os.O_RDONLY), 0)", WRITE),
    "chmod-in-a-folder": ("import os\nos.chmod(NAME, 0, dir_fd=os.open(DATA, os.O_RDONLY))", WRITE),
    "utime": ("import os\nos.utime(VICTIM, (1, 1))", WRITE),
    "utime-outside": ("import os\nos.utime(OUTSIDE, (1, 1))", WRITE_OUTSIDE),
    "chown": ("import os\nos.chown(VICTIM, 1234, 1234)", WRITE),
    # databases and files that are none
    "sqlite": ("import sqlite3\nsqlite3.connect(DATA + '/new.db').execute('create table t (a)')", "the database data/"),
    "sqlite-outside": ("import sqlite3\nsqlite3.connect(OUTSIDE)", "a notebook may not open the database /"),
    "sqlite-by-address": ("import sqlite3\nsqlite3.connect(f'file:{VICTIM}', uri=True)", "may not open the database"),
    # reading
    "passwd": ("print(open('/etc/passwd').read())", READ),
    "secret": ("print(open(OUTSIDE).read())", READ),
    "secret-through-a-link": ("print(open(ROOT + '/chapters/link').read())", READ),
    "secret-by-pandas": ("import pandas as pd\npd.read_csv(OUTSIDE)", READ),
    "secret-by-address": ("import urllib.request as r\nr.urlopen('file://' + OUTSIDE).read()", READ),
    "secret-by-run": ("%run {OUTSIDE}", "a notebook may not %run another file: import it"),
    "secret-by-runpy": ("import runpy\nrunpy.run_path(OUTSIDE)", READ),
    "secret-by-load": ("%load {OUTSIDE}", READ),
    "secret-by-import": (
        "import importlib.util as u\ns = u.spec_from_file_location('x', OUTSIDE + '.py')\n"
        "u.module_from_spec(s)\ns.loader.exec_module(u.module_from_spec(s))",
        READ,
    ),
    "after-chdir": ("import os\nos.chdir('/')\nopen('etc/passwd')", READ),
    "own-environment": ("print(open('/proc/self/environ').read())", READ),
    "their-environment": ("import os\nprint(open(f'/proc/{os.getppid()}/environ').read())", READ),
    "memory": ("open('/proc/self/mem', 'rb')", READ),
    "lists-home": ("import os\nprint(os.listdir(os.path.dirname(OUTSIDE)))", READ),
    "lists-etc": ("import os\nprint(list(os.scandir('/etc/ssh')))", READ),
    "walks-processes": ("import os\nprint(os.listdir('/proc'))", READ),
    "hidden": ("print(open(ROOT + '/.env').read())", "what is hidden is no input"),
    "cached": ("print(open(ROOT + '/.cache/x').read())", "it is a result of the build"),
    # the network
    "tcp": ("import socket\nsocket.create_connection(('127.0.0.1', PORT))", NETWORK),
    "udp": ("import socket\nsocket.socket(type=socket.SOCK_DGRAM)", NETWORK),
    "unix": ("import socket\nsocket.socket(socket.AF_UNIX).connect('/run/x')", SYSTEM),
    "listens": ("import socket\nsocket.socket().bind(('127.0.0.1', 0))", NETWORK),
    "netlink": ("import socket\nsocket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", NETWORK),
    "urlopen": ("import urllib.request as r\nr.urlopen('http://127.0.0.1:%d/' % PORT)", NETWORK),
    "by-pandas": ("import pandas as pd\npd.read_csv('http://127.0.0.1:%d/x.csv' % PORT)", NETWORK),
    "looks-up": ("import socket\nsocket.getaddrinfo('example.org', 80)", NETWORK),
    # programs and processes
    "subprocess": ("import subprocess\nsubprocess.run(['true'])", PROGRAM),
    "system": ("import os\nos.system('true')", PROGRAM),
    "exclamation": ("!touch {VICTIM}.new", PROGRAM),
    "bash": ("%%bash\ntouch x", PROGRAM),
    "sx": ("%sx touch x", PROGRAM),
    "fork": ("import os\nos.fork()", PROGRAM),
    "multiprocessing": ("import multiprocessing as m\nm.get_context('fork').Process(target=print).start()", PROGRAM),
    "pool": ("from concurrent.futures import *\nlist(ProcessPoolExecutor(1).map(abs, [1]))", SYSTEM),
    "execs": ("import os\nos.execv('/bin/true', ['true'])", PROGRAM),
    "spawns": ("import os\nos.posix_spawn('/bin/true', ['true'], {})", PROGRAM),
    "pty": ("import pty\npty.spawn('true')", PROGRAM),
    "kills-its-parent": ("import os\nos.kill(os.getppid(), 9)", OTHERS),
    "kills-the-group": ("import os\nos.killpg(os.getpgid(os.getppid()), 9)", OTHERS),
    "kills-all": ("import os\nos.kill(-1, 9)", OTHERS),
    "lifts-its-limits": (
        "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))",
        "a notebook may not change its limits",
    ),
    "ctypes-system": (f"{C}libc.system(b'touch x')", C_CODE),
    "ctypes-fork": (f"{C}libc.fork()", C_CODE),
    "ctypes-open": (f"{C}libc.open(VICTIM.encode(), 1025)", C_CODE),
    "ctypes-python": ("import ctypes\nctypes.pythonapi.PyRun_SimpleString(b'1')", C_CODE),
    # outputs
    "javascript": (
        "from IPython.display import Javascript\nJavascript('alert(1)')",
        f"“application/javascript”, {PUBLISH}",
    ),
    "iframe": (
        "from IPython.display import IFrame\nIFrame('https://example.org', 1, 1)",
        "HTML with the element <iframe>",
    ),
    "html-script": ("from IPython.display import HTML\nHTML('<script>1</script>')", "HTML with the element <script>"),
    "html-handler": (
        "from IPython.display import HTML\nHTML('<td onclick=x>y</td>')",
        "the attribute onclick=“x” of <td>",
    ),
    "html-link": ("from IPython.display import HTML\nHTML('<a href=javascript:x>y</a>')", "the element <a>"),
    "html-style": ("from IPython.display import HTML\nHTML('<p style=color:red>y</p>')", "the attribute style="),
    "html-comment": ("from IPython.display import HTML\nHTML('<!--><img src=x onerror=y>-->')", "HTML with a comment"),
    "html-ends": ("from IPython.display import HTML\nHTML('</div></main><p>y</p>')", "</div> without its beginning"),
    "html-open": ("from IPython.display import HTML\nHTML('<table><tr>')", "<tr> has no end"),
    "styler": ("import pandas as pd\npd.DataFrame({'a': [1]}).style", "HTML with the element <style>"),
    "svg": (
        "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
        f"“image/svg+xml”, {PUBLISH}",
    ),
    "markdown": ("from IPython.display import Markdown\nMarkdown('<script>1</script>')", f"“text/markdown”, {PUBLISH}"),
    "latex": ("from IPython.display import Latex\nLatex(r'$\\href{javascript:1}{x}$')", f"“text/latex”, {PUBLISH}"),
    "widget": (
        "from IPython.display import display\n"
        "display({'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}}, raw=True)",
        f"“application/vnd.jupyter.widget-view+json”, {PUBLISH}",
    ),
    "picture-that-is-none": (
        "from IPython.display import display\ndisplay({'image/png': 'PHN2Zz4='}, raw=True)",
        "a picture that is none",
    ),
    "video": ("from IPython.display import Video\nVideo('https://example.org/a.mp4')", "HTML with the element <video>"),
    "much-at-once": ("'x' * 60_000_000", "the cell shows more than 2,000,000 bytes"),
    "much-html": (
        "from IPython.display import HTML\nHTML('<p>x</p>' * 9_000_000)",
        "the cell shows more than 2,000,000 bytes",
    ),
    "much-by-parts": (
        "from IPython.display import display\nfor _ in range(99): display('x' * 100_000)",
        "the cell shows more than 2,000,000 bytes",
    ),
    # its own process, and what it hands back
    "leaves": ("import os\nos._exit(0)", "its process ended with status 0"),
    "breaks-the-shell": ("get_ipython().run_cell = None\n1 / 0", "ZeroDivisionError"),
    "breaks-json": ("import json\njson.dump = json.dumps = None", "TypeError: 'NoneType' object is not callable"),
    "breaks-what-follows": ("import ast, builtins\nast.parse = builtins.compile = None\n1 / 0", "TypeError"),
    "forges-an-answer": (
        f'{FORGE}write(b\'{{"outputs": [], "inputs": {{}}, "error": null}}\')',
        "what its process handed back cannot be read",
    ),
    "forges-inputs": (
        f'{FORGE}write(b\'{{"outputs": [[]], "inputs": {{"../../etc/passwd": ""}}, "error": null}}\')',
        "what its process handed back cannot be read",
    ),
    "forges-an-error": (
        f"{FORGE}write(b'"
        '{"outputs": [[]], "inputs": {}, "error": {"cell": 7, "name": 1, "message": [], "trail": [1]}}'
        "')",
        "what its process handed back cannot be read",
    ),
    "nests-an-answer": (
        f"{FORGE}write(b'[' * 99_999)",
        "what its process handed back cannot be read",
    ),
    "writes-gigabytes": (
        "import os\nf = os.open(TEMP + '/f', os.O_CREAT | os.O_WRONLY)\nwhile True: os.write(f, bytes(1_000_000))",
        "a notebook may write at most 64 MB to a file",
    ),
    "writes-many": (
        "import time\nfor n in range(20): open(f'{TEMP}/{n}', 'wb').write(bytes(60_000_000))\ntime.sleep(60)",
        "it wrote more than 256 MB into its temporary folder",
    ),
    "digs-deep": (
        f"{UNHOOK}import os\nos.chdir(TEMP)\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')\n1 / 0",
        "ZeroDivisionError",
    ),
    # with the hook out of the way
    "unhooked-open": (f"{UNHOOK}open(VICTIM, 'w')", SYSTEM),
    "unhooked-read": (f"{UNHOOK}open(OUTSIDE)", SYSTEM),
    "unhooked-unlink": (f"{UNHOOK}import os\nos.unlink(VICTIM)", SYSTEM),
    "unhooked-rename": (f"{UNHOOK}import os\nos.rename(VICTIM, TEMP + '/gone')", SYSTEM),
    "unhooked-link": (f"{UNHOOK}import os\nos.link(VICTIM, TEMP + '/l')\nopen(TEMP + '/l', 'w')", SYSTEM),
    "unhooked-truncate": (f"{UNHOOK}import os\nos.open(VICTIM, os.O_RDONLY | os.O_TRUNC)", SYSTEM),
    "unhooked-chmod": (f"{UNHOOK}import os\nos.chmod(VICTIM, 0)", SYSTEM),
    "unhooked-utime": (f"{UNHOOK}import os\nos.utime(VICTIM, (1, 1))", SYSTEM),
    "unhooked-sqlite": (
        f"{UNHOOK}import sqlite3\nsqlite3.connect(DATA + '/new.db').execute('create table t (a)')",
        "OperationalError: unable to open database file",
    ),
    "unhooked-folder": (
        f"{UNHOOK}import os\nd = os.open(DATA, os.O_RDONLY)\nos.chdir(TEMP)\nos.open(NAME, os.O_WRONLY, dir_fd=d)",
        SYSTEM,
    ),
    "unhooked-fork": (f"{UNHOOK}import os\nos.fork()", SYSTEM),
    "unhooked-program": (f"{UNHOOK}import subprocess\nsubprocess.run(['touch', VICTIM + '.new'])", SYSTEM),
    "unhooked-socket": (f"{UNHOOK}import socket\nsocket.create_connection(('127.0.0.1', PORT))", SYSTEM),
    "unhooked-kill": (f"{UNHOOK}import os\nos.kill(os.getppid(), 9)", SYSTEM),
    "unhooked-limit": (f"{UNHOOK}import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))", ""),
    "unhooked-c-open": (f"{UNHOOK}{C}libc.open(VICTIM.encode(), 1025) >= 0 or exec({TOLD!r})", SYSTEM),
    "unhooked-c-fork": (f"{UNHOOK}{C}libc.fork() >= 0 or exec({TOLD!r})", SYSTEM),
    "unhooked-c-chmod": (f"{UNHOOK}{C}libc.chmod(VICTIM.encode(), 0) == 0 or exec({TOLD!r})", SYSTEM),
    "unhooked-c-ptrace": (f"{UNHOOK}{C}libc.ptrace(16, os.getppid(), 0, 0) == 0 or exec({TOLD!r})", SYSTEM),
    "unhooked-c-truncate": (f"{UNHOOK}{C}libc.truncate(VICTIM.encode(), 0) == 0 or exec({TOLD!r})", SYSTEM),
    "unhooked-c-mount": (f"{UNHOOK}{C}libc.unshare(0x10000000) == 0 or exec({TOLD!r})", SYSTEM),
    # what the hook does not see at all
    "mkfifo": ("import os\nos.mkfifo(VICTIM + '.fifo')", SYSTEM),
    "mknod": ("import os\nos.mknod(VICTIM + '.node')", SYSTEM),
    "mknod-outside": ("import os\nos.mknod(OUTSIDE + '.node')", SYSTEM),
    "fork-exec": (
        "import _posixsubprocess as p, os\nr, w = os.pipe()\n"
        "p.fork_exec([b'touch', VICTIM.encode() + b'.new'], [b'/usr/bin/touch'], True, (w,), None, None,"
        " -1, -1, -1, -1, -1, -1, r, w, True, False, -1, None, None, None, -1, None, False)",
        SYSTEM,
    ),
    "attach": (
        "import sqlite3\nsqlite3.connect(':memory:').execute(f\"attach '{DATA}/new.db' as n\").execute("
        "'create table n.t (a)')",
        "OperationalError: unable to open database",
    ),
}

HARMLESS: dict[str, tuple[str, str]] = {
    "environment": ("import os\nprint(sorted(os.environ), 'HOME' in os.environ)", "True"),
    "getenv": ("import ctypes, os\nprint(os.getenv('PROJECT_TOKEN'))", "None"),
    "temporary": (
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as f:\n    open(f + '/a', 'w').write('x')\n"
        "    os.rename(f + '/a', f + '/b'); os.mkdir(f + '/c'); print(sorted(os.listdir(f)))",
        "['b', 'c']",
    ),
    "database-in-memory": (
        "import sqlite3\nprint(sqlite3.connect(':memory:').execute('select 2').fetchall())",
        "[(2,)]",
    ),
    "reads-data": ("print(open(VICTIM).read())", "1"),
    "threads": ("import threading\nt = threading.Thread(target=print, args=(7,)); t.start(); t.join()", "7"),
    "time-zones": ("import zoneinfo\nprint(zoneinfo.ZoneInfo('America/Panama'))", "America/Panama"),
    "pandas-zones": ("import pandas as pd\nprint(pd.Timestamp('2025-01-01', tz='America/Bogota'))", "-05:00"),
    "late-imports": (
        "import numpy.testing, numpy.fft, uuid, mimetypes, decimal\nprint('fine')",
        "fine",
    ),
    "awaits": ("import asyncio\nawait asyncio.sleep(0)\nprint('awaited')", "awaited"),
    "half-characters": ("print('\\ud800\\x00')", "\N{REPLACEMENT CHARACTER}" * 2),
    "nothing-private-printed": ("print(TEMP)", ""),
    "random": ("import secrets\nprint(len(secrets.token_bytes(9)))", "9"),
    "own-modules": ("import helper\nprint(helper.VALUE)", "41"),
    "ends-itself-not": ("import signal, os\nprint(os.getpid() > 0)", "True"),
}


@dataclass
class Trial:
    """All cells, run: their results, and the state of the victims before."""

    root: Path
    results: dict[str, Result]
    before: dict[str, tuple[object, ...]]
    after: dict[str, tuple[object, ...]]


def state(root: Path) -> dict[str, tuple[object, ...]]:
    """Name, kind, permissions, owner, date and content of everything inside and outside, but for the cache."""
    found = {}
    for folder in (root, root.parent / "outside"):
        for path in [folder, *folder.rglob("*")]:
            status = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
            date = 0 if stat.S_ISDIR(status.st_mode) else status.st_mtime_ns
            found[str(path.relative_to(root.parent))] = (status.st_mode, status.st_uid, date, content)
    return {
        name: told for name, told in found.items() if "/.cache/executions" not in name and "__pycache__" not in name
    }


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    root = tmp_path_factory.mktemp("hostile") / "project"
    outside = root.parent / "outside"
    for folder in (outside, *(root / name for name in ("chapters", "data", "_site", ".git", ".cache"))):
        folder.mkdir(parents=True)
    (root / "chapters" / "helper.py").write_text("VALUE = 41\n")
    (root / ".env").write_text(SECRET)
    (root / ".cache" / "x").write_text(SECRET)
    (root / "_site" / "index.html").write_text("published")
    (outside / "secret").write_text(SECRET)
    (root / "chapters" / "link").symlink_to(outside / "secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        notebooks = []
        for name, (code, _) in {**CELLS, **HARMLESS}.items():
            (root / "data" / f"victim-{name}").write_text("1\n")
            (outside / name).write_text(SECRET)
            (outside / f"{name}.py").write_text(f"# {SECRET}\n")
            given = (
                f"import os\nROOT, DATA, PORT = {str(root)!r}, {str(root / 'data')!r}, {port}\n"
                f"NAME = 'victim-{name}'\nVICTIM, OUTSIDE = DATA + '/' + NAME, {str(outside / name)!r}\n"
                "TEMP = os.environ['TMPDIR']\n"
            )
            notebooks.append(Notebook(root / "chapters" / f"{name}.md", (given, code), (5, 105)))
        before = state(root)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PROJECT_TOKEN", SECRET)
            store = Store(root / ".cache" / "executions")
            executor = Executor(root, store, STRICT, workers=2, limits=Limits(60, 4096), path=[Path(__file__).parent])
            executor.warm_up()
        try:
            results = {path.stem: result for path, result in executor.results(notebooks).items()}
        finally:
            executor.close()
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()  # nobody has knocked
    yield Trial(root, results, before, state(root))
    shutil.rmtree(root.parent, ignore_errors=True)


def printed(result: Result) -> str:
    return "".join(str(output.get("text", "")) for cell in result.outputs for output in cell)


@pytest.mark.parametrize("name", CELLS)
def test_a_hostile_cell_harms_nothing_and_is_told(trial: Trial, name: str) -> None:
    result = trial.results[name]
    files = [file for file in {*trial.before, *trial.after} if f"victim-{name}" in file or f"outside/{name}" in file]
    assert len(files) >= 3
    assert [file for file in files if trial.after.get(file) != trial.before.get(file)] == []
    assert result.failure is not None, printed(result)
    assert CELLS[name][1] in result.failure.words, result.failure.words
    assert SECRET not in result.failure.words + printed(result)
    assert 105 <= result.failure.line < 130 or "handed back" in result.failure.words
    assert "Traceback" not in result.failure.words


@pytest.mark.parametrize("name", HARMLESS)
def test_what_analyses_need_goes_on(trial: Trial, name: str) -> None:
    result = trial.results[name]
    assert result.failure is None, result.error
    assert HARMLESS[name][1] in printed(result)
    assert SECRET not in printed(result)


def test_nothing_at_all_has_changed(trial: Trial) -> None:
    assert trial.after == trial.before


def test_a_notebook_sees_no_variable_that_it_does_not_need(trial: Trial) -> None:
    names = re.findall(r"'(\w+)'", printed(trial.results["environment"]))
    assert "PROJECT_TOKEN" not in names
    assert {"HOME", "TMPDIR"} <= set(names)


def test_the_system_has_the_layers_that_this_trial_speaks_of() -> None:
    if sys.platform == "linux" and os.uname().machine in seccomp.MACHINES and landlock.version() == 0:
        pytest.skip("this kernel has no Landlock: the cells without hook were told by other words")
    assert SYSTEM
