"""What `make offline` keeps away from a stranger's change, and what it lets through."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sphinx_keyed_execution

ROOT = Path(__file__).parents[1]
SECRET = "tell-nobody"
NOBODY = 65534

TRIES = """
say() { name=$1; shift; if out=$("$@" 2>&1); then echo "$name: done: $out"; else echo "$name: refused"; fi; }
say reads-outside cat "$OUTSIDE"
say reads-shadow cat /etc/shadow
say reads-home ls -A "$HOME_OUTSIDE"
say reads-first-environment cat /proc/1/environ
say reads-data cat data/table.csv
say writes-data touch data/table.csv
say removes-data rm data/table.csv
say renames-data mv data gone
say writes-chapters touch chapters/page.md chapters/reference/page.md
mkdir -p chapters/reference/data
say writes-pages touch chapters/reference/data/table.md
say reads-chapters cat chapters/reference/page.md
say writes-outside touch "$OUTSIDE"
say writes-usr touch /usr/new
say writes-etc touch /etc/new
say writes-devices chmod 600 /dev/null
say writes-kernel touch /proc/sys/kernel/hostname
say builds mkdir -p _build/screenshots _site/deep
say mounts mount -t tmpfs none /mnt
say knocks bash -c "exec 3<>/dev/tcp/127.0.0.1/$PORT"
say input cat
echo page > _site/index.html
echo deep > _site/deep/page.html
echo picture > _build/screenshots/a.png
ln -s "$OUTSIDE" _site/link.html
ln -s / _site/all
mkfifo _site/pipe
echo "all: ; touch $OUTSIDE.made" > GNUmakefile
ln -sf /etc _build/etc
echo "token: ${SECRET_TOKEN:-none}"
echo "rights: $(grep -E 'CapEff|CapPrm|NoNewPrivs' /proc/self/status | tr -d '\\n\\t ')"
echo "processes: $(ls /proc | grep -c '^[0-9]')"
echo "user: $(id -u)"
"$PYTHON" -c "
import socket
server = socket.create_server(('127.0.0.1', 0))
socket.create_connection(server.getsockname())
print('loopback: talked')"
sleep 600 &
exit 7
"""


@dataclass
class World:
    """A small checkout, and who runs commands in it."""

    root: Path
    outside: Path
    python: str
    user: int

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        # What the command may not see comes with its text.
        text = "".join(f"{name}={value!r}\n" for name, value in variables.items()) + script
        return subprocess.run(
            self.command(text), cwd=self.root, capture_output=True, text=True, check=False, timeout=120, **self.who()
        )

    def command(self, text: str) -> list[str]:
        return [self.python, str(self.root / "scripts" / "offline.py"), "bash", "-c", text]

    def who(self) -> dict[str, object]:
        ordinary = {"user": self.user, "group": self.user, "extra_groups": []} if self.user != os.geteuid() else {}
        environment = {**os.environ, "SECRET_TOKEN": SECRET, "HOME": str(self.outside.parent)}
        return {"env": environment, **ordinary}


NEEDED = (
    "__init__.py",
    "project/__init__.py",
    "project/swap.py",
    "site/__init__.py",
    "site/publication.py",
)
"""What closing in imports of the package."""


@pytest.fixture(scope="module", params=["this user", "an ordinary user"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    user, python = os.geteuid(), sys.executable
    if request.param == "an ordinary user":
        if user != 0:
            pytest.skip("this user is an ordinary one")
        user, python = NOBODY, shutil.which("python3", path="/usr/bin:/usr/local/bin") or ""
        if not python:
            pytest.skip("the system has no Python that an ordinary user can run")
    top = Path(tempfile.mkdtemp(prefix="offline-"))
    root = top / "checkout"
    for name in NEEDED:
        (root / "scripts" / "retorno" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "scripts" / "retorno" / name, root / "scripts" / "retorno" / name)
    engine = root / "scripts" / "sphinx_keyed_execution"
    engine.mkdir()
    for name in ("__init__.py", "process_lock.py"):
        shutil.copy(Path(sphinx_keyed_execution.__file__).parent / name, engine / name)
    for name in ("offline", "namespaces"):
        shutil.copy(ROOT / "scripts" / f"{name}.py", root / "scripts")
    for name, text in (
        ("data/table.csv", "a\n1\n"),
        ("chapters/page.md", "words"),
        ("chapters/reference/page.md", "more words"),
        ("_site/old.html", "old"),
        ("home/secret", SECRET),
    ):
        (top / name if name.startswith("home") else root / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name if name.startswith("home") else root / name).write_text(text)
    for path in [top, *top.rglob("*")]:
        os.chown(path, user, user if user == NOBODY else os.getegid())
    made = World(root, top / "home" / "secret", python, user)
    if (tried := made.run("exit 0")).returncode == 3:
        shutil.rmtree(top)
        assert "EPERM" in tried.stderr or "unshare" in tried.stderr, tried.stderr
        pytest.skip(f"{request.param} is given no world of their own here: {tried.stderr.strip()}")
    yield made
    shutil.rmtree(top)


@pytest.fixture(scope="module")
def tried(world: World) -> dict[str, str]:
    """What came of each of :data:`TRIES`, by its name."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        home = str(world.outside.parent)
        done = world.run(TRIES, OUTSIDE=str(world.outside), HOME_OUTSIDE=home, PORT=port, PYTHON=world.python)
    assert done.returncode == 7, done.stderr  # the status of the command comes through, and nothing is waited for
    return dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)


@pytest.mark.parametrize(
    "name",
    [
        *("reads-outside", "reads-shadow", "reads-home", "reads-first-environment"),
        *("writes-data", "removes-data", "renames-data", "writes-outside", "writes-usr", "writes-etc"),
        "writes-chapters",
        *("writes-devices", "writes-kernel", "mounts", "knocks"),
    ],
)
def test_what_is_not_given_is_out_of_reach(tried: dict[str, str], name: str) -> None:
    assert tried[name] == "refused"


def test_what_is_given_works(tried: dict[str, str]) -> None:
    assert tried["reads-data"].startswith("done: a")
    assert tried["reads-chapters"] == "done: more words"
    assert tried["writes-pages"] == "done: ", "the build makes the pages of data sets"
    assert tried["builds"] == "done: "
    assert tried["loopback"] == "talked"
    assert tried["input"] == "done: ", "there is nothing to read"


def test_it_knows_no_secret_has_no_right_and_sees_no_other_process(world: World, tried: dict[str, str]) -> None:
    assert tried["token"] == "none"
    assert tried["rights"] == f"CapPrm:{'0' * 16}CapEff:{'0' * 16}NoNewPrivs:1"
    assert int(tried["processes"]) < 10
    assert tried["user"] == str(world.user)


def test_only_plain_files_of_the_pages_come_out(world: World, tried: dict[str, str]) -> None:
    site = {str(path.relative_to(world.root)) for path in (world.root / "_site").rglob("*")}
    assert site == {"_site/index.html", "_site/deep", "_site/deep/page.html"}
    assert (world.root / "_build" / "screenshots" / "a.png").read_text() == "picture\n"
    left = {path.name for path in world.root.iterdir()}
    assert left == {"scripts", "chapters", "data", "_site", "_build", ".cache"}, "nothing else has come out"
    assert not (world.root / "chapters/reference/data").exists(), "the pages of data sets stay inside"
    assert (world.root / "data" / "table.csv").read_text() == "a\n1\n"
    assert world.outside.read_text() == SECRET
    assert stat.S_IMODE(os.stat("/dev/null").st_mode) == 0o666


def test_the_next_command_finds_the_build_and_no_other_file(world: World, tried: dict[str, str]) -> None:
    (world.root / "_site" / "index.html").write_text("mine")
    done = world.run("ls -A; cat _site/index.html; ls /tmp")
    assert done.returncode == 0
    assert (world.root / "_site" / "index.html").read_text() == "mine", "nothing was built, nothing is brought back"
    assert set(done.stdout.split()) >= {"scripts", "data", "_site", "_build", "page"}
    assert "GNUmakefile" not in done.stdout


def test_everything_ends_with_whoever_asked_for_it(world: World) -> None:
    text = "echo begun; exec sleep 4321.5"
    with subprocess.Popen(world.command(text), cwd=world.root, stdout=subprocess.PIPE, **world.who()) as started:  # type: ignore[call-overload]
        assert started.stdout.readline() == b"begun\n"
        started.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not any(b"4321.5" in path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()):
            return
        time.sleep(0.1)
    pytest.fail("the command lives on")


def test_where_nothing_can_be_closed_in_nothing_runs(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import offline\n"
        "offline.INSIDE = Path(sys.argv[2]); offline.ways = lambda: iter([('root', ['false'], False)])\n"
        "sys.exit(offline.main(['touch', sys.argv[2] + '/ran']))"
    )
    command = [sys.executable, "-c", program, str(ROOT / "scripts"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("The machine is in the way: this system closes in no program (root: ")
    assert "make check, make site, make test" in done.stderr
    assert not (tmp_path / "ran").exists()
