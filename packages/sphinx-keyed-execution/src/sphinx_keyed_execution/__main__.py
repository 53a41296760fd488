"""The command ``keyed-execution``: what can be asked of a project without building it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from sphinx_keyed_execution import hooks, lock_file
from sphinx_keyed_execution.notebooks import Notebook, is_ordinary, listed_pages, notebook_from, notebook_of

GOOD, DIFFERS, USAGE = 0, 1, 2


def check(root: Path, hooks_name: str) -> int:
    """Say whether executions.lock still fits the files of the project, which is seen without running anything."""
    path = root / lock_file.NAME
    if not path.is_file():
        print(f"There is no {path}. Set keyed_execution_lock = “{lock_file.NAME}” and build the project.")
        return USAGE
    sys.path.insert(0, str(root))
    text = path.read_text(encoding="utf-8", errors="replace")
    present = filter(None, map(notebook_at, pages(root, text)))
    found = list(lock_file.differences(root, text, present, hooks.load(hooks_name)))
    for name, wrong in found:
        print(f"{name}: {wrong}")
    print(f"Run the build and commit {lock_file.NAME}." if found else f"{lock_file.NAME} fits the project.")
    return DIFFERS if found else GOOD


def pages(root: Path, text: str) -> list[Path]:
    """The pages that may be notebooks: those that the file names, and those that ``_toc.yml`` lists."""
    named = [root / name for name in lock_file.named(text)]
    listed = [found for page in listed_pages(root) for found in (page, page.with_suffix(".ipynb"))]
    return sorted(page for page in {*named, *listed} if page.is_file() and page.resolve().is_relative_to(root))


def notebook_at(page: Path) -> Notebook | None:
    """The notebook *page*, read with the settings that MyST-NB has by itself; None where it is none."""
    text = page.read_text(encoding="utf-8", errors="replace")
    if page.suffix == ".md" and (not text.startswith("---") or is_ordinary(text, colons=False)):
        return notebook_of(page)
    from myst_nb.core.config import NbParserConfig
    from myst_nb.core.read import create_nb_reader
    from myst_parser.config.main import MdParserConfig

    reader = create_nb_reader(str(page), MdParserConfig(enable_extensions={"colon_fence"}), NbParserConfig(), text)
    return notebook_from(page, reader.read(text)) if reader else None


def explain(root: Path) -> int:
    """Say which notebooks a build would run, and why."""
    if (root / "conf.py").is_file():
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-b",
            "explain-executions",
            str(root),
            str(root / "_build" / "explain"),
        ]
    else:
        command = ["jupyter-book", "build", "--builder", "custom", "--custom-builder", "explain-executions", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = (
        done.stdout[done.stdout.find("would run") - 40 :] if "would run" in done.stdout else done.stdout + done.stderr
    )
    begins = [line for line in told.splitlines() if "would run" in line or line.startswith("    ")]
    print("\n".join(begins) if begins else told)
    return GOOD if begins else USAGE


def main(argv: list[str] | None = None) -> int:
    """Run one verb; its exit status: 0 where all is well, 1 where the project differs, 2 for a wrong use."""
    parser = argparse.ArgumentParser(prog="keyed-execution", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in (check, explain):
        added = verbs.add_parser(verb.__name__, help=verb.__doc__, description=verb.__doc__)
        added.add_argument(
            "folder", type=Path, nargs="?", default=Path.cwd(), help="the project (default: this folder)"
        )
    verbs.choices["check"].add_argument("--hooks", default="", help="the project's hooks, as “package.module:NAME”")
    chosen = parser.parse_args(argv)
    root = chosen.folder.resolve()
    return check(root, chosen.hooks) if chosen.verb == "check" else explain(root)


def run() -> None:
    """The program."""
    sys.exit(main())


if __name__ == "__main__":
    run()
