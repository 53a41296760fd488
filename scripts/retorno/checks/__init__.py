"""The checks: small named rules, one file each.

A rule is a module of :mod:`retorno.checks.rules` with

* a docstring: its first line is what the rule asks, the rest is help for whoever breaks it;
* ``SEVERITY``: ``error`` (the build stops) or ``warning``;
* ``check(content)``, which yields a :class:`~retorno.project.problems.Problem` for each thing that is
  wrong, leaving ``rule`` and ``severity`` empty: the runner fills them in;
* optionally ``MAY_BE_ALLOWED``: a page may say, with a reason, where the rule is wrong
  (:mod:`retorno.checks.reading.allowances`);
* optionally ``READS_ENGLISH``: the rule judges English prose, and leaves a page alone that says in a comment
  that it is in another language (``% language: es, why``);
* optionally ``GIVES_WAY``: the rule asks what another may know, and is silent on a line where another tells something;
* optionally ``fix(content)``, which mends what can be mended safely and returns the files changed;
* optionally ``check_release(content)``, which yields what keeps the book from being released.

The rule's id is the module's name with hyphens. A new rule is a new file; nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType

from retorno.checks import rules as rule_modules
from retorno.checks.reading.allowances import Allowance, allowances
from retorno.checks.reading.content import Content
from retorno.project.problems import ContentError, Problem, nearest


@dataclass(frozen=True)
class Rule:
    """One rule, as its module defines it."""

    id: str
    asks: str
    help: str
    severity: str
    check: Callable[[Content], Iterable[Problem]]
    fix: Callable[[Content], list[Path]] | None
    may_be_allowed: bool = False
    check_release: Callable[[Content], Iterable[Problem]] | None = None
    reads_english: bool = False
    gives_way: bool = False

    @classmethod
    def from_module(cls, module: ModuleType) -> Rule:
        """The rule that *module* defines."""
        asks, _, help = (module.__doc__ or "").partition("\n\n")
        id = module.__name__.rpartition(".")[2].replace("_", "-")
        fix, allowed = getattr(module, "fix", None), getattr(module, "MAY_BE_ALLOWED", False)
        release, english = getattr(module, "check_release", None), getattr(module, "READS_ENGLISH", False)
        way, asks, help = getattr(module, "GIVES_WAY", False), asks.strip(), help.strip()
        return cls(id, asks, help, module.SEVERITY, module.check, fix, allowed, release, english, way)


def known_rules() -> list[Rule]:
    """All rules, sorted by id."""
    return [Rule.from_module(importlib.import_module(f"{rule_modules.__name__}.{name}")) for name in sorted(_names())]


def before_release(content: Content) -> list[Problem]:
    """What keeps the book from being released, besides what :func:`run` finds."""
    asked = [(rule, rule.check_release) for rule in known_rules() if rule.check_release]
    return sorted(replace(one, rule=rule.id, severity="error") for rule, ask in asked for one in ask(content))


def run(content: Content, chosen: Iterable[Rule] | None = None) -> list[Problem]:
    """Everything that the rules find, sorted by file and line.

    A file so broken that a rule cannot read it is itself a finding, and told once.
    """
    rules = {rule.id: rule for rule in (known_rules() if chosen is None else chosen)}
    found: set[Problem] = set()
    for rule in rules.values():
        found |= set(_found(rule, content))
    with suppress(ContentError):  # a page that cannot be read is told above
        for allowance in allowances(content):
            if allowance.rule in rules and rules[allowance.rule].may_be_allowed:
                silenced = {one for one in found if allowance.covers(one.file, one.line, one.rule)}
                found = found - silenced if silenced else found | {_idle(allowance, rules)}
            elif allowance.rule in rules or chosen is None:
                found.add(_idle(allowance, rules))
    asking = {rule.id for rule in rules.values() if rule.gives_way}
    known = {(problem.file, problem.line) for problem in found if problem.rule not in asking}
    found = {problem for problem in found if problem.rule not in asking or (problem.file, problem.line) not in known}
    tellers: dict[tuple[str, int, str, str], str] = {}  # what several rules stumble over is told by the first
    return [
        one
        for one in sorted(found)
        if tellers.setdefault((one.file, one.line, one.place, one.wrong), one.rule) == one.rule
    ]


def _idle(allowance: Allowance, rules: Mapping[str, Rule]) -> Problem:
    """An allowance that silences nothing."""
    rule = rules.get(allowance.rule)
    known = [id for id, one in rules.items() if one.may_be_allowed]
    wrong, right = f"the rule “{allowance.rule}” finds nothing here that is to be allowed", "no such comment"
    if rule is None:
        wrong = f"there is no rule “{allowance.rule}”.{nearest(allowance.rule, known)}"
        right = f"one of {', '.join(known)}"
    elif not rule.may_be_allowed:
        wrong, right = f"what the rule “{allowance.rule}” finds cannot be allowed", "what the rule asks for"
    return Problem(allowance.file, allowance.line, "allowed", wrong, right, allowance.rule if rule else "")


def _found(rule: Rule, content: Content) -> Iterator[Problem]:
    try:
        for problem in rule.check(content):
            if not (rule.reads_english and problem.file in content.in_other_languages):
                yield replace(problem, rule=rule.id, severity=rule.severity)
    except ContentError as error:
        for problem in error.problems:  # by whoever reads the file, who may know of no rule
            is_known = problem.rule.replace("-", "_") in _names()
            yield problem if is_known else replace(problem, rule=rule.id)


@cache
def _names() -> frozenset[str]:
    return frozenset(found.name for found in pkgutil.iter_modules(rule_modules.__path__))
