"""Jupyter Book's own command makes the same English edition, as the README says.

It runs in an environment of its own, with the Sphinx of 2024 that it asks for; `make setup-tests`
makes that. The markup may differ where releases of Sphinx order it differently: what a reader
sees, where links lead and what can be downloaded may not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from retorno.project import book_settings
from retorno.project.paths import ENTRIES, Project
from retorno.site import build
from retorno.site.course_material import places
from retorno.site.printing import offers

ROOT = Path(__file__).parents[2]
SMALL_BOOK = ROOT / "tests" / "small_book"
OPTIONS = {"repository_url", "repository_branch", "path_to_docs", "use_edit_page_button"}
"""What the theme of the book takes of the options that Jupyter Book hands over."""

ELSEWHERE = {"comments_config", "extensions", "html_theme", "html_theme_options", "use_jupyterbook_latex"}
"""Settings that are compared by themselves, or that only extensions read which this book does not load."""

READ = """
import json, sys
from jupyter_book.config import get_final_config
for config in json.load(sys.stdin):
    made, _ = get_final_config(user_yaml=config, cli_config={"latex_individualpages": False}, raise_on_invalid=True)
    print(json.dumps(made))
"""

CHOOSE = """
import json, sys
from jupyter_book.config import get_validator
for config in json.load(sys.stdin):
    print(json.dumps(get_validator().is_valid(config)))
"""

VALUES = ("text", "off", "show", True, False, 5, ["a"], [5], {}, None)

UNKNOWN = {
    *("project", "only_build_toc_files", "bibtex_reference_style", "html.use_multitoc_numbering"),
    *("html.navbar_footer_text", "parse.myst_substitutions"),
}
"""What Jupyter Book reads and its schema leaves out."""

CONFIGS: list[dict[str, Any]] = [
    {},
    yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8")),
    yaml.safe_load((SMALL_BOOK / "_config.yml").read_text(encoding="utf-8")),
    {
        "title": "A book",
        "author": "Somebody",
        "copyright": "2026",
        "logo": "logo.svg",
        "project": "Project",
        "exclude_patterns": ["drafts", "_build"],
        "only_build_toc_files": True,
        "bibtex_bibfiles": ["a.bib", "b.bib"],
        "parse": {
            "myst_enable_extensions": ["deflist"],
            "myst_url_schemes": None,
            "myst_substitutions": {"word": "text"},
            "myst_dmath_double_inline": False,
        },
        "execute": {
            "execute_notebooks": False,
            "cache": "somewhere",
            "exclude_patterns": ["x*"],
            "timeout": -1,
            "run_in_temp": True,
            "allow_errors": True,
            "raise_on_error": True,
            "show_tb": True,
            "stderr_output": "remove",
            "eval_regex": "^a$",
        },
        "html": {
            "favicon": "icon.png",
            "baseurl": "https://example.org",
            "use_multitoc_numbering": False,
            "use_edit_page_button": True,
            "comments": {"hypothesis": True, "utterances": {"repo": "a/b"}},
        },
        "latex": {"latex_engine": "xelatex", "use_jupyterbook_latex": False},
        "repository": {"url": "https://example.org/a", "path_to_book": "docs", "branch": "dev"},
    },
    {"execute": {"execute_notebooks": "off"}, "parse": {"myst_enable_extensions": []}, "sphinx": {"config": None}},
    {
        "exclude_patterns": ["a"],
        "repository": {"url": "https://example.org/b"},
        "sphinx": {"config": {"html_theme_options": {"repository_branch": "dev"}, "exclude_patterns": ["b"]}},
    },
    {
        "repository": {"url": "https://example.org/b"},
        "sphinx": {
            "recursive_update": True,
            "config": {"html_theme_options": {"repository_branch": "dev"}, "exclude_patterns": ["b"], "numfig": False},
        },
    },
]


@dataclass
class Seen(HTMLParser):
    """A page as a reader has it: its words, where its links lead, and its anchors."""

    page: str
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    unseen: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.anchors.add(str(given["id"]))
        for name in ("alt", "title", "aria-label", "content"):
            self.words += str(given.get(name) or "").split()
        address = given.get("href") or given.get("src")
        if address:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                self.links.append((address, ""))
            else:
                folder = f"{self.page.rpartition('/')[0]}/".lstrip("/")
                target = normpath(folder + unquote(parts.path)) if parts.path else self.page
                self.links.append((target, parts.fragment))
        if tag in ("script", "style"):
            self.unseen += 1

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words += data.split()


def pages(folder: Path, edition: str) -> dict[str, Seen]:
    """All pages below *folder*, by their names; what lies beside the *edition* is named as if it lay in it."""
    found = {}
    beside = (folder / ENTRIES).glob("*.html") if edition else ()
    for path in sorted([*(folder / edition).rglob("*.html"), *beside]):
        inside = path.is_relative_to(folder / edition)
        name = path.relative_to(folder / edition if inside else folder).as_posix()
        page = found[name] = Seen(path.relative_to(folder).as_posix())
        # Only a build of the whole site knows what it has printed.
        page.feed(places.PLACE.sub("", offers.PLACE.sub("", path.read_text(encoding="utf-8"))))
        if path.parent.name == ENTRIES:  # what was read stands in the order of names, and a module has another there
            page.words = sorted(word.replace("@retorno/", "scripts/retorno/") for word in page.words)
        prefix = f"{edition}/" if edition else ""
        page.links = [(target.removeprefix(prefix), fragment) for target, fragment in page.links]
    return found


def same(theirs: Path, ours: Path) -> None:
    """Compare what Jupyter Book wrote at *theirs* with the site at *ours*."""
    one, other = pages(theirs, ""), pages(ours, "en")
    assert one.keys() == other.keys()
    assert len(one) > 5
    for name, page in one.items():
        assert page.words == other[name].words, name
        assert [target for target, _ in page.links] == [target for target, _ in other[name].links], name
        assert page.anchors == other[name].anchors, name
        for target, fragment in page.links:
            assert not fragment or target not in one or fragment in one[target].anchors, (name, target, fragment)
    for folder in ("figures", "_images", "_static"):
        assert files(theirs / folder) == files(ours / "en" / folder)
    pictures = {name: data for name, data in files(theirs / ENTRIES).items() if name.endswith(".png")}
    assert pictures == {name: data for name, data in files(ours / ENTRIES).items() if name.endswith(".png")}
    for place in ("data", "findings.schema.json"):
        assert files(theirs / place) == files(ours / place)
    assert findings(theirs) == findings(ours)
    assert searched(theirs) == searched(ours / "en")


def files(place: Path) -> dict[str, bytes]:
    """The files at or below *place*."""
    found = [place] if place.is_file() else [path for path in sorted(place.rglob("*")) if path.is_file()]
    return {path.relative_to(place.parent).as_posix(): path.read_bytes() for path in found}


def findings(folder: Path) -> Any:
    """The findings; a module of the package is named by where it lies, in the book or elsewhere."""
    text = (folder / "findings.json").read_text(encoding="utf-8")
    return json.loads(text.replace('"@retorno/', '"scripts/retorno/'))


def searched(folder: Path) -> dict[str, str]:
    """What can be found, and all that answers are made of: titles, questions, stop words, texts."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("search-*.js")}
    assert len(found) > 2
    return found


def built(command: Path, folder: Path) -> Path:
    """The pages that Jupyter Book makes of the book at *folder*, as an author would run it."""
    done = subprocess.run([command, "build", "."], cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "build succeeded." in done.stdout, done.stdout + done.stderr
    return folder / "_build" / "html"


def asked(jupyter_book: Path, program: str, configs: list[dict[str, Any]]) -> list[Any]:
    """What *program* answers to each of *configs* where Jupyter Book is."""
    command = [jupyter_book.with_name("python"), "-c", program]
    done = subprocess.run(command, input=json.dumps(configs), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def nested(path: str, value: Any) -> dict[str, Any]:
    """A configuration with one value."""
    for key in reversed(path.split(".")):
        value = {key: value}
    return dict(value)


def test_the_settings(jupyter_book: Path) -> None:
    for config, theirs in zip(CONFIGS, asked(jupyter_book, READ, CONFIGS), strict=True):
        assert not list(book_settings.problems(config))
        ours = book_settings.translated(config)
        for made in (theirs, ours):
            options = made.pop("html_theme_options")
            made["options"] = {name: value for name, value in options.items() if name in OPTIONS}
            for name in ELSEWHERE:
                made.pop(name, None)
        if not config.get("repository"):  # where the sources of Jupyter Book itself lie
            del theirs["options"]["repository_url"]
        assert ours == theirs


def test_the_kinds_of_values(jupyter_book: Path) -> None:
    """A value of another kind is wrong here where it is wrong for Jupyter Book."""
    known = {path: kind for path, (kind, _) in book_settings.SETTINGS.items() if path not in UNKNOWN}
    given = [(path, value) for path in known for value in VALUES]
    told = asked(jupyter_book, CHOOSE, [nested(path, value) for path, value in given])
    for (path, value), right in zip(given, told, strict=True):
        assert known[path].holds(value) is right, (path, value)
    assert {True, False} == set(told)


def test_the_small_book(jupyter_book: Path, built_book: Project, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(built_book.root, plain, ignore=shutil.ignore_patterns("_build", "_site", ".cache"))
    same(built(jupyter_book, plain), built_book.root / "_site")


def test_the_book(jupyter_book: Path, built_site: Path, tmp_path: Path) -> None:
    """What its notebooks gave is taken over where the same libraries ran them; those of the small book run here."""
    for name in build.BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / ".cache" / "executions", tmp_path / ".cache" / "executions")
    same(built(jupyter_book, tmp_path), built_site)
