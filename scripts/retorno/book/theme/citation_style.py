"""Citations that read as people write them: “IOM 2008”, without brackets of their own.

And that cost little: labels and entries are made anew only when the bibliography or what is
cited has changed, by content.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pybtex.plugin
import pybtex.style.template
import pybtex_docutils
import sphinxcontrib.bibtex.plugin
from pybtex.backends import plaintext
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names import plain
from pybtex.style.sorting import author_year_title
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.style.names.last import LastNameStyle
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from sphinx_keyed_execution.inputs import digest

NAME = "retorno"
ANCHOR = "source-{key}"
"""The place of a source in the bibliography: it goes by the key, and so outlasts sources that come before it."""

USED = (
    ("pybtex.backends", "docutils", pybtex_docutils.Backend),
    ("pybtex.backends", "plaintext", plaintext.Backend),
    ("pybtex.backends", "text", plaintext.Backend),
    ("pybtex.style.names", "plain", plain.NameStyle),
    ("pybtex.style.names", "last", LastNameStyle),
    ("pybtex.style.sorting", "author_year_title", author_year_title.SortingStyle),
)
"""The plugins of pybtex that are asked for again and again."""


class Labels(BaseLabelStyle):
    """``shortauthor`` (or the surnames) and the year; a letter where two would be the same."""

    def format_labels(self, sorted_entries: Iterable[Any]) -> Iterator[str]:
        """One label an entry, in the order given."""
        plain = [f"{_author(entry)} {entry.fields.get('year', 'n.d.')}" for entry in sorted_entries]
        times, used = Counter(plain), Counter[str]()
        for label in plain:
            used[label] += 1
            yield label if times[label] == 1 else f"{label}{chr(ord('a') + used[label] - 1)}"


def _author(entry: Any) -> str:
    if short := entry.fields.get("shortauthor"):
        return str(short).strip("{}")
    names = [
        " ".join(person.prelast_names + person.last_names).strip("{}") for person in entry.persons.get("author", [])
    ]
    if not names:
        return str(entry.fields.get("title", entry.key)).strip("{}")
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


class Style(Unsorted):
    """The plain style of pybtex with our labels, sorted by author."""

    default_label_style = NAME
    default_sorting_style = "author_year_title"

    def format_title(self, e: Any, which_field: str, as_sentence: bool = True) -> Any:
        """The title as it was entered: pybtex would write all but the first letter small, names too."""
        title = pybtex.style.template.field(which_field)
        return pybtex.style.template.sentence[title] if as_sentence else title


def _bare() -> BracketStyle:
    return BracketStyle(left="", right="", sep="; ", sep2="; ", last_sep="; ")


@dataclass
class Reference(LabelReferenceStyle):
    """A label with no brackets: the sentence around it has its own."""

    bracket_parenthetical: BracketStyle = field(default_factory=_bare)
    bracket_textual: BracketStyle = field(default_factory=_bare)


class KeptCitations(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, keeping entries between builds by what they are made of."""

    def env_updated(self) -> Iterable[str]:
        """Format the entries, unless they were formatted from the same content before."""
        state, kept = self._state(), self.data.get(NAME)
        if kept and kept[0] == state:
            self.data["citations"] = list(kept[1])  # they go whenever the page that lists them is read again
            return []
        found = super().env_updated()
        self.data[NAME] = (state, list(self.citations))
        return found

    def _state(self) -> str:
        cited = sorted((reference.docname, repr(reference.targets)) for reference in self.citation_refs)
        # A filter is a parsed expression, whose plain representation is a place in memory.
        lists = [
            (
                repr(key),
                value.style,
                value.list_,
                value.keyprefix,
                value.labelprefix,
                ast.dump(value.filter_),
                value.keys,
            )
            for key, value in self.bibliographies.items()
        ]
        anchors = [
            (name, node["ids"]) for value in self.bibliographies.values() for name, node in value.citation_nodes.items()
        ]
        files = [_content(path) for path in self.bibdata.bibfiles]
        return digest(repr((cited, lists, anchors, files)))


def _content(path: Path | str) -> str:
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return "missing"


def register(app: Sphinx) -> None:
    """Make the styles known by name, and those of pybtex that they use.

    pybtex looks through all installed packages for what was not registered, anew for every citation,
    which costs seconds in a long book.
    """
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, Style)
    pybtex.plugin.register_plugin("pybtex.style.labels", NAME, Labels)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, Reference)
    for group, name, plugin in USED:
        pybtex.plugin.register_plugin(group, name, plugin, force=True)
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(KeptCitations, override=True)
    app.connect("config-inited", lambda _, config: setattr(config, "bibtex_cite_id", ANCHOR))
