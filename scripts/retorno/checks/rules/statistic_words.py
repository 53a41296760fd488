"""A finding that is called a median is one: its code calls what its id and its statement say.

“The median share” above values.mean() is believed, since nobody computes it again. Where the value of a record(…) is
made by one of the statistics of ``policy/words/statistic-words.toml``, and its id or its statement names a statistic,
one of those that are named is one of those that are called.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import said
from retorno.checks.reading.word_lists import document
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Compare the words of each finding with what its value is made by."""
    known = {
        name: (set(given["calls"]), _pattern(given["words"]))
        for name, given in document(content, "statistic-words").items()
    }
    for page in content.pages:
        for call in code.calls(page) if known else ():
            if call.name == "record" and (wrong := _fault(call, known)):
                yield Problem(page.file, call.line, f"record {call.text('id') or call.text('') or ''}".strip(), *wrong)


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)


def _fault(call: code.Call, known: Mapping[str, tuple[set[str], re.Pattern[str]]]) -> tuple[str, str] | None:
    value = call.arguments.get("value") or (call.node.args[1] if len(call.node.args) > 1 else None)
    if value is None:
        return None
    called = {_name(node.func) for node in ast.walk(value) if isinstance(node, ast.Call)}
    id = call.arguments.get("id", call.arguments.get(""))
    text = f"{ast.unparse(id).replace('-', ' ') if id else ''} {said(call.arguments.get('statement'))}"
    made = [name for name, (calls, _) in known.items() if calls & called]
    named = {name: found[0] for name, (_, words) in known.items() if (found := words.search(text))}
    if not made or not named or set(made) & named.keys():
        return None
    wrong = f"id or statement say “{next(iter(named.values()))}”, and the value is made by {' and '.join(made)}"
    return wrong, f"what is said to be computed ({next(iter(named))}), or words that say what is"


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
