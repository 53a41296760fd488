"""Why a result of an analysis is another than before: content hashes of its inputs decide.

``data revision``
    a table that it read holds something else, or has another schema.
``method``
    the code of the analysis, or a module that it runs on, is another.
``correction``
    the claim's row is another.
``addition``
    something came, and nothing that was there is another or gone.
``unexplained``
    none of these: the same inputs gave another result, which no analysis may do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from retorno.changes.states import State

DATA, METHOD, CORRECTION, TEXT = "data revision", "method", "correction", "text only"
ADDITION, UNEXPLAINED = "addition", "unexplained"


def causes(
    before: State, after: State, pages: tuple[str, str], tables: Collection[str] = (), claim: str = ""
) -> tuple[str, ...]:
    """Why a result of the page (named as before, as after) changed, each as “cause: where”.

    *tables* are the data sets that the result is known to rest on; if none of them changed,
    every table that the page read is looked at. *claim* is the claim that the result judges.
    """
    old, new = before.pages.get(pages[0]), after.pages.get(pages[1])
    if old is None or new is None:
        return (f"{METHOD}: {pages[1] or pages[0]}.md",)
    changed = _changed(_plain(old.inputs), _plain(new.inputs))
    files = {state.tables[name].file for name in tables for state in (before, after) if name in state.tables}
    data = sorted(name for name in changed if name.startswith("data/") and "#" not in name and name.endswith(".csv"))
    found = [f"{DATA}: {name}" for name in data if name in files] or [f"{DATA}: {name}" for name in data]
    found += [
        f"{DATA}: the schema of {name}" for name in sorted(tables) if _schema(before, name) != _schema(after, name)
    ]
    if old.code != new.code:
        found.append(f"{METHOD}: the code of {pages[1]}.md")
    found += [f"{METHOD}: {name}" for name in changed if name.endswith(".py")]
    if claim and f"data/claims.csv#{claim}" in changed:
        found.append(f"{CORRECTION}: the row {claim} of data/claims.csv")
    return tuple(found) or (UNEXPLAINED,)


def _schema(state: State, table: str) -> str:
    return state.tables[table].schema if table in state.tables else ""


def _plain(inputs: Mapping[str, str]) -> dict[str, str]:
    """Inputs with one name for a module of this package, wherever it lies."""
    return {name.replace("@retorno/", "scripts/retorno/"): state for name, state in inputs.items()}


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The inputs that differ; one that only got another name does not."""
    differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    gone = {old[name]: name for name in differ if name not in new}
    came = {new[name]: name for name in differ if name not in old}
    for state in gone.keys() & came.keys():
        differ -= {gone[state], came[state]}
    return sorted(differ)
