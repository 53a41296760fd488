"""The settings of the book: what ``_config.yml`` may say, and the settings of Sphinx that it becomes.

The file is Jupyter Book's (version 1), and so is what each key means; Jupyter Book itself is not
needed to read it, and would hold the project to the Sphinx that it was made for. A test compares
both readings in an environment with Jupyter Book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from retorno.project.documents import yaml_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

FILE, TOC = "_config.yml", "_toc.yml"


@dataclass(frozen=True)
class Kind:
    """What a value may be, in words and as a test."""

    words: str
    holds: Callable[[Any], bool]


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


ERRORS = ("show", "remove", "remove-warn", "warn", "error", "severe")
MODES = ("auto", "cache", "force", "inline", "off")

TEXT = Kind("a text, in quotes where it looks like something else", lambda value: isinstance(value, str))
CHOICE = Kind("true or false", lambda value: isinstance(value, bool))
NUMBER = Kind("a number", _number)
TEXTS = Kind("a list of texts in [ ]", _texts)
TEXTS_OR_NONE = Kind("a list of texts in [ ], or nothing", lambda value: value is None or _texts(value))
KEYS = Kind("keys with their values below it", lambda value: isinstance(value, dict))
KEYS_OR_NONE = Kind("keys with their values below it, or nothing", lambda value: isinstance(value, dict | None))
SERVICE = Kind("true or false, or keys with their values below it", lambda value: isinstance(value, bool | dict))
MODE = Kind(f"one of {', '.join(MODES)}", lambda value: value is False or value in MODES)  # YAML reads “off” as false
STDERR = Kind(f"one of {', '.join(ERRORS)}", lambda value: value in ERRORS)

OPTION = "html_theme_options."
"""How a target begins that is an option of the theme."""

SETTINGS: dict[str, tuple[Kind, str]] = {
    "title": (TEXT, "html_title"),
    "author": (TEXT, "author"),
    "copyright": (TEXT, "copyright"),
    "logo": (TEXT, "html_logo"),
    "project": (TEXT, "project"),
    "exclude_patterns": (TEXTS, "exclude_patterns"),
    "only_build_toc_files": (CHOICE, "external_toc_exclude_missing"),
    "bibtex_bibfiles": (TEXTS, "bibtex_bibfiles"),
    "bibtex_reference_style": (TEXT, ""),
    "parse.myst_enable_extensions": (TEXTS_OR_NONE, "myst_enable_extensions"),
    "parse.myst_url_schemes": (TEXTS_OR_NONE, "myst_url_schemes"),
    "parse.myst_substitutions": (KEYS_OR_NONE, "myst_substitutions"),
    "parse.myst_dmath_double_inline": (CHOICE, ""),
    "execute.execute_notebooks": (MODE, "nb_execution_mode"),
    "execute.cache": (TEXT, "nb_execution_cache_path"),
    "execute.exclude_patterns": (TEXTS, "nb_execution_excludepatterns"),
    "execute.timeout": (NUMBER, "nb_execution_timeout"),
    "execute.run_in_temp": (CHOICE, "nb_execution_in_temp"),
    "execute.allow_errors": (CHOICE, "nb_execution_allow_errors"),
    "execute.raise_on_error": (CHOICE, "nb_execution_raise_on_error"),
    "execute.show_tb": (CHOICE, "nb_execution_show_tb"),
    "execute.stderr_output": (STDERR, "nb_output_stderr"),
    "execute.eval_regex": (TEXT, "nb_eval_name_regex"),
    "html.favicon": (TEXT, "html_favicon"),
    "html.baseurl": (TEXT, "html_baseurl"),
    "html.use_multitoc_numbering": (CHOICE, "use_multitoc_numbering"),
    "html.use_edit_page_button": (CHOICE, f"{OPTION}use_edit_page_button"),
    "html.use_repository_button": (CHOICE, f"{OPTION}use_repository_button"),
    "html.use_issues_button": (CHOICE, f"{OPTION}use_issues_button"),
    "html.home_page_in_navbar": (CHOICE, f"{OPTION}home_page_in_toc"),
    "html.navbar_footer_text": (TEXT, f"{OPTION}navbar_footer_text"),
    "html.extra_footer": (TEXT, f"{OPTION}extra_footer"),
    "html.announcement": (TEXT, f"{OPTION}announcement"),
    "html.analytics.google_analytics_id": (TEXT, f"{OPTION}analytics.google_analytics_id"),
    "html.analytics.plausible_analytics_domain": (TEXT, f"{OPTION}analytics.plausible_analytics_domain"),
    "html.analytics.plausible_analytics_url": (TEXT, f"{OPTION}analytics.plausible_analytics_url"),
    "html.comments.hypothesis": (SERVICE, ""),
    "html.comments.utterances": (SERVICE, ""),
    "latex.latex_engine": (TEXT, "latex_engine"),
    "latex.latex_documents": (KEYS, ""),
    "latex.use_jupyterbook_latex": (CHOICE, ""),
    "launch_buttons.notebook_interface": (TEXT, ""),
    "launch_buttons.binderhub_url": (TEXT, ""),
    "launch_buttons.jupyterhub_url": (TEXT, ""),
    "launch_buttons.thebe": (CHOICE, ""),
    "launch_buttons.colab_url": (TEXT, ""),
    "launch_buttons.deepnote_url": (TEXT, ""),
    "repository.url": (TEXT, f"{OPTION}repository_url"),
    "repository.path_to_book": (TEXT, f"{OPTION}path_to_docs"),
    "repository.branch": (TEXT, f"{OPTION}repository_branch"),
    "sphinx.extra_extensions": (TEXTS_OR_NONE, ""),
    "sphinx.local_extensions": (KEYS_OR_NONE, ""),
    "sphinx.recursive_update": (CHOICE, ""),
    "sphinx.config": (KEYS_OR_NONE, ""),
}
"""Each key by its path: what it may be, and which setting of Sphinx it becomes.

What has no target stands for extensions of Jupyter Book's that this book does not load, or is
read below. Of the options, the theme takes those that it knows.
"""

READ = re.compile(r"sphinx\.")
"""Which keys without a target are read all the same."""

DEFAULTS: dict[str, Any] = {
    "html_title": "My Jupyter Book",
    "author": "The Jupyter Book community",
    "copyright": "2023",
    "exclude_patterns": ["**.ipynb_checkpoints", ".DS_Store", "Thumbs.db", "_build"],
    "external_toc_exclude_missing": False,
    "html_baseurl": "",
    "html_favicon": "",
    "html_logo": "",
    "html_sourcelink_suffix": "",
    "html_theme_options": {
        "use_edit_page_button": False,
        "repository_branch": "master",
        "path_to_docs": "",
    },
    "latex_engine": "pdflatex",
    "myst_enable_extensions": ["colon_fence", "dollarmath", "linkify", "substitution", "tasklist"],
    "myst_url_schemes": ["mailto", "http", "https"],
    "nb_execution_mode": "auto",
    "nb_execution_cache_path": "",
    "nb_execution_excludepatterns": [],
    "nb_execution_timeout": 30,
    "nb_execution_in_temp": False,
    "nb_execution_allow_errors": False,
    "nb_output_stderr": "show",
    "numfig": True,
    "pygments_style": "sphinx",
    "suppress_warnings": ["myst.domains"],
    "use_multitoc_numbering": True,
}
"""What Jupyter Book sets where a book says nothing, of what concerns this book."""

BUTTONS = ("use_edit_page_button", "use_repository_button", "use_issues_button")
"""What leads to the repository."""

STATIC = "_static"
"""A folder whose files are published, where there is one; its styles and scripts go onto each page."""


def tree() -> dict[str, Any]:
    """All known keys, each with those below it; an empty one allows everything below."""
    known: dict[str, Any] = {}
    for path in SETTINGS:
        below = known
        for key in path.split("."):
            below = below.setdefault(key, {})
    return known


def problems(config: dict[str, Any]) -> Iterator[tuple[str, Problem]]:
    """Known keys of *config* whose values are of another kind: each with its name."""
    yield from _no_groups(config, tree(), ())
    for path, (kind, _) in SETTINGS.items():
        found, value = _at(config, path)
        if found and not kind.holds(value):
            *above, key = path.split(".")
            yield key, Problem(FILE, 0, _place(above), f"“{key}” is {_shown(value)}", kind.words)
    asked = [name for name in BUTTONS if _at(config, f"html.{name}")[1] is True]
    if asked and not _at(config, "repository.url")[1]:
        wrong = f"“{asked[0]}” needs to know where the sources are"
        yield asked[0], Problem(FILE, 0, "html:", wrong, "repository: with url: and the address of the repository")


def idle(config: dict[str, Any]) -> list[str]:
    """The paths of the keys of *config* that are known and change nothing: nothing here reads them."""
    return [
        path for path, (_, target) in SETTINGS.items() if not target and not READ.match(path) and _at(config, path)[0]
    ]


def _no_groups(config: dict[str, Any], known: dict[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, Problem]]:
    """Keys that should have others below them, and have a value."""
    for key, value in config.items():
        if not (below := known.get(key)):
            continue
        if isinstance(value, dict):
            yield from _no_groups(value, below, (*above, key))
        elif value is not None:
            wrong, right = f"“{key}” holds no settings of its own", f"below it one of {', '.join(sorted(below))}"
            yield key, Problem(FILE, 0, _place(above), wrong, right)


def _place(above: Iterable[str]) -> str:
    """The keys above another, as messages name them."""
    return " ".join(f"{key}:" for key in above)


def of_sphinx(project: Project) -> dict[str, Any]:
    """The settings for Sphinx that ``_config.yml`` and the folder ``_static`` of *project* give.

    Raises :class:`ContentError` where a file cannot be read or a value is of the wrong kind.
    """
    config = yaml_document(project.root / FILE, FILE) or {}
    yaml_document(project.root / TOC, TOC)  # what is read without bounds after this is plain
    if not isinstance(config, dict):
        raise ContentError(Problem(FILE, 0, "", "this holds no keys", "a line “title: …” and others of that form"))
    if found := [problem for _, problem in problems(config)]:
        raise ContentError(found)
    return _with_static_files(project, translated(config))


def translated(config: dict[str, Any]) -> dict[str, Any]:
    """The settings of Sphinx that a plain *config* says; later ones go before earlier ones."""
    made = _joined({}, DEFAULTS)
    for path, (_, target) in SETTINGS.items():
        found, value = _at(config, path)
        if not (found and target):
            continue
        if path == "exclude_patterns":
            value = sorted({*DEFAULTS[path], *value})
        if path == "execute.execute_notebooks":
            value = value or "off"  # YAML reads a plain “off” as false
        if value or path != "parse.myst_enable_extensions":
            made = _joined(made, _nested(target, value))
    sphinx = config.get("sphinx") or {}
    own = sphinx.get("config") or {}
    return _joined(made, own) if sphinx.get("recursive_update") else made | own


def _with_static_files(project: Project, made: dict[str, Any]) -> dict[str, Any]:
    """*made* with the book's own static files, and with a list of them in any case.

    Extensions add to that list in place; without one here it would be Sphinx's default, which
    all builds of one process share: each would then differ from the one before.
    """
    paths = list(made.get("html_static_path", []))
    if (project.root / STATIC).is_dir():
        paths.append(STATIC)
        for name, suffix in (("html_css_files", ".css"), ("html_js_files", ".js")):
            folders = [project.root / path for path in paths]
            files = [
                file.relative_to(folder).as_posix() for folder in folders for file in sorted(folder.rglob(f"*{suffix}"))
            ]
            made = made | {name: [*made.get(name, []), *files]}
    return made | {"html_static_path": paths}


def _at(config: dict[str, Any], path: str) -> tuple[bool, Any]:
    """Whether *config* has the key at *path*, and its value."""
    value: Any = config
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return False, None
        value = value[key]
    return True, value


def _nested(path: str, value: Any) -> dict[str, Any]:
    """*value* below the keys of *path*."""
    for key in reversed(path.split(".")):
        value = {key: value}
    return dict(value)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """*one* with what *other* says: keys within keys are joined, everything else is replaced."""
    made = dict(one)
    for key, value in other.items():
        both = isinstance(made.get(key), dict) and isinstance(value, dict)
        made[key] = _joined(made[key], value) if both else _joined({}, value) if isinstance(value, dict) else value
    return made


def _shown(value: Any) -> str:
    """A value in words."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a group of keys"
    return f"“{str(value)[:60]}”"
