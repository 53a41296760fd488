"""Two builds of one folder at once, and a disk that is full: the site is one of them, whole, or stays as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from retorno.project.paths import Project

COMMAND = (sys.executable, "-u", "-m", "retorno")
SITE = ("site", "--unchecked", "--no-print")


def begun(project: Project) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    command = [*COMMAND, "--root", str(project.root), *SITE]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def site(project: Project) -> dict[str, bytes]:
    folder = project.root / "_site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(project: Project, old: str, new: str) -> None:
    table = project.data / "arrivals.csv"
    text = table.read_text()
    assert old in text
    table.write_text(text.replace(old, new))


def test_the_second_of_two_builds_waits_for_the_first(built_book: Project) -> None:
    change(built_book, ",1010,", ",1090,")
    first = begun(built_book)
    assert first.stdout is not None
    for line in first.stdout:
        if line.startswith("Building the edition"):
            break
    change(built_book, ",1090,", ",1190,")
    second = begun(built_book)
    told, _ = second.communicate()
    first.communicate()
    assert first.returncode == second.returncode == 0
    assert "Another build of this folder is at work" in told
    published = site(built_book)
    assert "−40.5%" in published["en/index.html"].decode()
    alone = begun(built_book)
    assert "Nothing has changed" in alone.communicate()[0]


def test_a_full_disk_leaves_the_site_as_it_was(built_book: Project) -> None:
    """No file may grow beyond a few bytes, which fails where a full disk does: at each write."""
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    before = site(built_book)
    change(built_book, ",1010,", ",1090,")
    limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);" + (
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (512, {resource.RLIM_INFINITY}));"
        "import sys; from retorno.commands.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", limited, "--root", str(built_book.root), *SITE]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "The machine is in the way" in done.stderr
    assert "Traceback" not in done.stderr
    assert site(built_book) == before
    again = begun(built_book)
    again.communicate()
    assert again.returncode == 0
    assert "−45.5%" in site(built_book)["en/index.html"].decode()


def test_a_cache_that_cannot_be_written_costs_time_only(small_book: Project) -> None:
    """A file stands where the folder should be: no user, not even root, can write below it."""
    (small_book.root / ".cache").write_text("not a folder")
    done = begun(small_book)
    told, _ = done.communicate()
    assert done.returncode == 0, told
    assert "−49.5%" in site(small_book)["en/index.html"].decode()
