"""Run a command that reaches no network and no file but those of the project and of the system: `make offline`.

Usage: python scripts/offline.py COMMAND…

A change of a stranger is a program: its notebooks, its tests, its data may try anything. Here it
sees the checkout (read-only), the environment, the libraries and programs of the system, and a few
lines of ``/etc``; no home, no other process, no network but itself, no variable that it does not
need. It writes a copy of the build's folders, ``.cache/offline``, and a temporary folder. What it
leaves is not believed: of all that only the pages (``_site``) and the screenshots
(``_build/screenshots``) are put into the checkout, plain files alone, and the executed notebooks that
it kept stay where they are. What this does not keep away: faults of Linux itself; and changes of the
Makefile, of this file and of ``namespaces.py``, which run before anything is closed. Look at those first.

Namespaces of Linux do this (:mod:`namespaces`): as root, as an ordinary user where the system allows
it, or with sudo, as on GitHub's machines. Where none of these is there, nothing is run (status 3).
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from namespaces import Plan
from retorno.site import publication
from sphinx_keyed_execution.process_lock import alone

ROOT = Path(__file__).resolve().parents[1]
INSIDE = ROOT / ".cache" / "offline"
MACHINE = 3

MADE = ("_build", "_site", "_site.new", "_site.old", ".cache", ".hypothesis", ".pytest_cache")
"""What builds and tests make: it has its own copy inside."""

MADE_PAGES = "chapters/reference/data"
"""Where builds put the pages of data sets, which Sphinx reads from files."""

SEED = (".cache/executions", ".cache/pictures")
"""What a first run takes over, so that it need not execute every notebook."""

BROUGHT_BACK = ("_site", "_build/screenshots")
"""What is put into the checkout when a command has changed it."""

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
OF_ETC = (
    *("alternatives", "chromium", "chromium.d", "debian_version", "fonts", "ld.so.cache", "ld.so.conf"),
    *("ld.so.conf.d", "localtime", "magic", "mime.types", "os-release", "protocols", "services", "timezone"),
)
PROGRAMS = ("git", "make", "node", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

VARIABLES = frozenset(
    {"PATH", "LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "NO_COLOR", "CI", "GITHUB_ACTIONS", "MAKEFLAGS", "PYTHON"}
    | {
        "BASE",
        "PRINT",
        "PROFILE",
        "FORMAT",
        "PAGES",
        "CHECKED",
        "UV_PROJECT_ENVIRONMENT",
        "PYTHONHASHSEED",
        "SOURCE_DATE_EPOCH",
    }
)


def plan(command: list[str]) -> Plan:
    """What *command* sees."""
    user, group = os.getuid(), os.getgid()
    browsers = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    system = [Path(path) for path in SYSTEM]
    etc = [path for name in OF_ETC if (path := Path("/etc") / name).exists()]
    wanted = [
        *(path for path in system if path.is_dir() and not path.is_symlink()),
        *(path for path in etc if not path.is_symlink()),
        *(Path(prefix) for prefix in (sys.base_prefix, sys.prefix)),
        *(Path(found).resolve().parent for name in PROGRAMS if (found := shutil.which(name))),
        browsers,
        *_git(),
        *(path for path in _sources(ROOT) if not path.is_symlink()),
    ]
    links = [path for path in (*system, *etc, *_sources(ROOT)) if path.is_symlink()]
    home = "/tmp/home"
    return Plan(
        command=command,
        environment={
            **{name: value for name, value in os.environ.items() if name in VARIABLES or name.startswith("LC_")},
            "HOME": home,
            "TMPDIR": "/tmp",
            "USER": "offline",
            "PLAYWRIGHT_BROWSERS_PATH": str(browsers),
            "GIT_CONFIG_GLOBAL": "/etc/gitconfig",
        },
        top=str(INSIDE / "world"),
        folder=str(Path.cwd()) if Path.cwd().is_relative_to(ROOT) else str(ROOT),
        readable=[str(path) for path in _outermost(wanted)],
        writable=[(str(INSIDE / "tmp"), "/tmp"), (str(INSIDE / "tree"), str(ROOT))],  # which may lie in /tmp
        links=[(str(path), os.readlink(path)) for path in dict.fromkeys(links)],
        texts={
            "/etc/passwd": f"root:x:0:0::/:/bin/sh\noffline:x:{user}:{group}::{home}:/bin/sh\n",
            "/etc/group": f"root:x:0:\noffline:x:{group}:\n",
            "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
            "/etc/gitconfig": "[safe]\n\tdirectory = *\n",  # who owns the checkout does not matter here
        },
        user=user,
        group=group,
        users=False,
    )


def _sources(folder: Path) -> Iterator[Path]:
    """What lies in *folder* and is only read; a folder in which builds make something is taken part by part."""
    pages = ROOT / MADE_PAGES
    for path in folder.iterdir():
        if path in pages.parents and path.is_dir() and not path.is_symlink():
            yield from _sources(path)
        elif path != pages and not (folder == ROOT and path.name in MADE):
            yield path


def _git() -> Iterator[Path]:
    """Where git keeps the history, if that is not in the checkout: a work tree beside another."""
    for what in ("--absolute-git-dir", "--git-common-dir"):
        with suppress(OSError):
            done = subprocess.run(["git", "rev-parse", what], cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                yield (ROOT / done.stdout.strip()).resolve()


def _outermost(paths: list[Path]) -> list[Path]:
    """Those that are there, without those that lie in another; none that would open more than a folder of tools."""
    real = {path for path in paths if path.exists() and path not in (Path("/"), Path.home(), *ROOT.parents)}
    return sorted(path for path in real if not any(other in path.parents for other in real))


def prepared() -> None:
    """The folders that can be written inside."""
    tree, temporary = INSIDE / "tree", INSIDE / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "home").mkdir(parents=True)
    temporary.chmod(0o1777)
    (INSIDE / "world").mkdir(exist_ok=True)
    if not tree.exists():
        tree.mkdir(parents=True)
        for name in SEED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, tree / name, symlinks=True)
    for path in tree.iterdir():  # what somebody put beside them, and the places of what is only read
        if path.name not in MADE:
            shutil.rmtree(path) if _is_folder(path) else path.unlink()


def ways() -> Iterator[tuple[str, list[str], bool]]:
    """How a world can be made: a name, what comes before the program, and whether it has users of its own."""
    if os.geteuid() == 0:
        yield "root", [], False
    yield "users of its own", [], True
    if os.geteuid() != 0 and shutil.which("sudo"):
        yield "sudo", ["sudo", "-n"], False


def start(planned: Plan, before: list[str], users: bool, quiet: bool = False) -> tuple[int, str]:
    """Run a plan in one of the ways; its status and, if *quiet*, what it said."""
    program = [*before, sys.executable, str(ROOT / "scripts" / "namespaces.py")]
    given = json.dumps(asdict(replace(planned, users=users)))
    said = subprocess.PIPE if quiet else None
    visible = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    # The other end of its input closes when this process ends, however it ends: then it ends too.
    with subprocess.Popen([*program, given], stdin=subprocess.PIPE, stderr=said, env=visible, text=True) as started:
        why = started.stderr.read().strip() if started.stderr else ""
        return started.wait(), why


def bring_back(source: Path, target: Path) -> None:
    """Put a folder into the checkout in the place of the one that is there: files alone, no links, nothing else."""
    if not _is_folder(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    publication.recover(target)
    fresh = target.with_name(f"{target.name}.new")
    _copied(source, fresh)
    publication.replace(fresh, target)


def _state(folder: Path) -> set[tuple[str, int, int]]:
    """What lies in *folder*, by which it can be seen whether anything has changed."""
    found = set()
    for path, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(path, name))
            found.add((os.path.join(path, name), status.st_ino, status.st_mtime_ns))
    return found


def _copied(source: Path, target: Path) -> None:
    target.mkdir()
    for path in sorted(source.iterdir()):
        if _is_folder(path):
            _copied(path, target / path.name)
        elif stat.S_ISREG(path.lstat().st_mode):
            shutil.copy(path, target / path.name, follow_symlinks=False)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def main(command: list[str]) -> int:
    """Run *command*; its exit status, or 3 where it cannot be closed in."""
    reasons = []
    if sys.platform == "linux":
        with alone(INSIDE / "lock", _waiting):
            prepared()
            planned = plan(command)
            for name, before, users in ways():
                status, why = start(replace(planned, command=["true"]), before, users, quiet=True)
                if status == 0:
                    old = {name: _state(INSIDE / "tree" / name) for name in BROUGHT_BACK}
                    status, _ = start(planned, before, users)
                    for name in BROUGHT_BACK:
                        if _state(INSIDE / "tree" / name) != old[name]:
                            bring_back(INSIDE / "tree" / name, ROOT / name)
                    return status
                reasons.append(f"{name}: {why or f'status {status}'}")
    else:
        reasons.append(f"it needs Linux, and this is {sys.platform}")
    told = "; ".join(reasons)
    print(
        f"The machine is in the way: this system closes in no program ({told}), so that a stranger's change "
        "could read and write what is yours. Run it in a virtual machine or on GitHub; your own changes need no "
        "“offline”: make check, make site, make test.",
        file=sys.stderr,
    )
    return MACHINE


def _waiting(holder: str) -> None:
    print(f"Another “make offline” (process {holder}) is at work; waiting for its end …", file=sys.stderr)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
