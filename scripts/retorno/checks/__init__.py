"""The checks: small named rules, one file each.

A rule is a module of :mod:`retorno.checks.rules` with

* a docstring: its first line is what the rule asks, the rest is help for whoever breaks it;
* ``SEVERITY``: ``error`` (the build stops) or ``warning``;
* ``check(content)``, which yields a :class:`~retorno.project.problems.Problem` for each thing that is
  wrong, leaving ``rule`` and ``severity`` empty: the runner fills them in;
* optionally ``fix(content)``, which mends what can be mended safely and returns the files changed.

The rule's id is the module's name with hyphens. A new rule is a new file; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from retorno.checks import rules as rule_modules
from retorno.checks.reading.content import Content
from retorno.project.problems import ContentError, Problem


@dataclass(frozen=True)
class Rule:
    """One rule, as its module defines it."""

    id: str
    asks: str
    help: str
    severity: str
    check: Callable[[Content], Iterable[Problem]]
    fix: Callable[[Content], list[Path]] | None

    @classmethod
    def from_module(cls, module: ModuleType) -> Rule:
        """The rule that *module* defines."""
        asks, _, help = (module.__doc__ or "").partition("\n\n")
        id = module.__name__.rpartition(".")[2].replace("_", "-")
        return cls(id, asks.strip(), help.strip(), module.SEVERITY, module.check, getattr(module, "fix", None))


def known_rules() -> list[Rule]:
    """All rules, sorted by id."""
    names = sorted(found.name for found in pkgutil.iter_modules(rule_modules.__path__))
    return [Rule.from_module(importlib.import_module(f"{rule_modules.__name__}.{name}")) for name in names]


def run(content: Content, chosen: Iterable[Rule] | None = None) -> list[Problem]:
    """Everything that the rules find, sorted by file and line.

    A file so broken that a rule cannot read it is itself a finding, and told once.
    """
    found: set[Problem] = set()
    for rule in known_rules() if chosen is None else chosen:
        found |= set(_found(rule, content))
    return sorted(found)


def _found(rule: Rule, content: Content) -> Iterator[Problem]:
    try:
        for problem in rule.check(content):
            yield replace(problem, rule=rule.id, severity=rule.severity)
    except ContentError as error:
        yield from error.problems
