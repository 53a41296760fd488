"""Make the environment of the project, from the lock file, with nothing but Python.

Usage: python scripts/setup_environment.py FOLDER [--newest | --jupyter-book]

Run by ``make``. Every package is checked against the hash that the lock file holds. Modules are
compiled at once: without that, each start of Python takes three times as long. With ``--newest``
the environment gets the newest releases that work with each other, whatever the lock file and the
bounds in pyproject.toml say: those are what is to be tested. With ``--jupyter-book`` it gets the
project beside Jupyter Book 1, from a lock file of its own, for the tests that build with it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
JUPYTER_BOOK = ROOT / "tests" / "jupyter_book"


def main(folder: Path, newest: bool = False, project: Path = ROOT) -> None:
    """Create the environment in *folder*, or bring it up to date: *project* has the lock file."""
    if sys.version_info < OLDEST:
        here = sys.version.split()[0]
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; this is {here}. Try: make PYTHON=python3.12 …")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    if not python.exists():
        print(f"Making the environment in {folder} …", flush=True)
        try:
            venv.create(folder, with_pip=True, symlinks=os.name != "nt")
        except subprocess.CalledProcessError:
            sys.exit("Python cannot make environments here. On Debian and Ubuntu: apt-get install python3-venv")
    print(f"Installing {'the newest releases' if newest else 'the packages that uv.lock names'} …", flush=True)
    _run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        str(ROOT / "scripts" / "bootstrap.txt"),
    )
    uv = scripts / "uv"
    if newest:
        into = ["--python", str(python), "--upgrade", "--compile-bytecode", "--quiet"]
        others, own = needed()
        _run(uv, "pip", "install", *into, *others)
        _run(uv, "pip", "install", *into, "--no-deps", *(word for place in own for word in ("--editable", place)))
        _run(uv, "pip", "list", "--outdated", "--python", str(python))
        return
    # The project itself comes second and is built with the locked build tool, not with a fresh download.
    # --inexact keeps uv itself, which is not one of the project's dependencies.
    common = ["sync", "--project", str(project), "--locked", "--inexact", "--compile-bytecode", "--quiet"]
    _run(uv, *common, "--no-install-local", folder=folder)
    _run(uv, *common, "--no-build-isolation", folder=folder)


def needed() -> tuple[list[str], list[str]]:
    """The packages of others that are needed, without the releases that are asked for; the folders of our own."""
    own = [ROOT, *sorted(path.parent for path in ROOT.glob("packages/*/pyproject.toml"))]
    stated = [tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")) for folder in own]
    asked = [one for project in stated for one in project["project"].get("dependencies", [])]
    asked += stated[0]["dependency-groups"]["dev"]
    names = {re.split(r"[\s<>=!~;]", requirement, maxsplit=1)[0] for requirement in asked}
    return sorted(names - {project["project"]["name"] for project in stated}), [str(folder) for folder in own]


def _run(program: Path, *arguments: str, folder: Path | None = None) -> None:
    """Run a program; end with its message if it fails."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder.resolve())} if folder else None
    done = subprocess.run([str(program), *arguments], cwd=ROOT, env=environment)
    if done.returncode:
        sys.exit(f"{program.name} could not install the packages; its message is above.")


if __name__ == "__main__":
    with_jupyter_book = "--jupyter-book" in sys.argv[2:]
    main(Path(sys.argv[1]), "--newest" in sys.argv[2:], JUPYTER_BOOK if with_jupyter_book else ROOT)
