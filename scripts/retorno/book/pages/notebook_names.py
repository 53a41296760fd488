"""The directive ``notebook-names``: what an analysis can call, from the docstrings of the code.

The code is read and not imported: what draws and computes takes a second to import, and the build of
pages does without it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno import analysis
from retorno.book.pages.rule_list import told
from retorno.book.state.book_build import Build
from retorno.evidence.wording import Words

FILES = {"notebook.py": "Session", "sayings.py": "Sayings"}
"""The modules of an analysis, and the class in each whose methods are given to it."""

EXPORTING = "notebook.py"
"""The module that an analysis imports from."""


class NotebookNames(SphinxDirective):
    """``notebook-names``: a section for each, with a place of its own; read anew when the code changes."""

    def run(self) -> list[nodes.Node]:
        """The names in the order in which the module gives them."""
        folder = Path(analysis.__file__).parent
        for file in FILES:
            self.env.note_dependency(str(folder / file))
        words = Build.of(self.env).words
        return [self._section(method, words) for method in documented(folder)]

    def _section(self, method: ast.FunctionDef, words: Words) -> nodes.section:
        id = f"notebook-{method.name}"
        section = nodes.section(ids=[id], names=[id])
        section += nodes.title("", "", nodes.literal("", method.name))
        section += nodes.literal_block("", signature(method), language="python")
        section += list(told(ast.get_docstring(method) or "", words))
        self.state.document.note_explicit_target(section)
        return section


def documented(folder: Path) -> Iterator[ast.FunctionDef]:
    """The methods behind the names that an analysis imports."""
    trees = {file: ast.parse((folder / file).read_text(encoding="utf-8")) for file in FILES}
    methods = {
        method.name: method
        for file, name in FILES.items()
        for found in trees[file].body
        if isinstance(found, ast.ClassDef) and found.name == name
        for method in found.body
        if isinstance(method, ast.FunctionDef)
    }
    for name in exported(trees[EXPORTING]):
        if name in methods:
            yield methods[name]


def exported(module: ast.Module) -> Iterator[str]:
    """The public names that the module binds to methods of a session."""
    for statement in module.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
            yield from (one.id for one in statement.targets[0].elts if isinstance(one, ast.Name))


def signature(method: ast.FunctionDef) -> str:
    """How it is called: a line for each argument where there are several, without ``self``."""
    arguments = method.args
    plain = arguments.args[1:]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    told = [_argument(one, default) for one, default in zip(plain, defaults, strict=True)]
    told += [f"*{arguments.vararg.arg}: {_type(arguments.vararg)}"] if arguments.vararg else []
    told += ["*"] if arguments.kwonlyargs and not arguments.vararg else []
    told += [_argument(one, default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    told += [f"**{arguments.kwarg.arg}: {_type(arguments.kwarg)}"] if arguments.kwarg else []
    gives = f" -> {ast.unparse(method.returns)}" if method.returns and ast.unparse(method.returns) != "None" else ""
    inside = ", ".join(told) if len(told) < 3 else "\n    " + ",\n    ".join(told) + ",\n"
    return f"{method.name}({inside}){gives}"


def _argument(one: ast.arg, default: ast.expr | None) -> str:
    return f"{one.arg}: {_type(one)}" + (f" = {ast.unparse(default)}" if default is not None else "")


def _type(one: ast.arg) -> str:
    return ast.unparse(one.annotation) if one.annotation else "Any"


DIRECTIVES = {"notebook-names": NotebookNames}
