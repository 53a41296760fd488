"""Roles that show the registry in prose: ``finding``, ``claim``, ``verdict``, ``dataset``, ``quoted``.

A role leaves a placeholder. It is filled when the page is written, after all pages have been
read, because a value may come from any page; which pages show what is recorded, so that a page
is written anew when, and only when, something that it shows has changed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from retorno.book.figures import figure_card
from retorno.book.state import contributions
from retorno.evidence.registry import Registry
from retorno.project.problems import nearest

logger = logging.getLogger(__name__)

REGISTER = "chapters/reference/claims"
DATA_PAGES = "chapters/reference/data/"
ANALYSES = "chapters/analyses/"


class Reference(nodes.Inline, nodes.Element):
    """A placeholder for something of the registry, by ``target`` (its id)."""

    kind: ClassVar[str]

    def __init__(self, target: str = "", **attributes: Any) -> None:
        super().__init__("", target=target, **attributes)


class FindingReference(Reference):
    """The value of a finding; with ``told``, its statement and value."""

    kind = "finding"


class ClaimReference(Reference):
    """A claim as its source states it."""

    kind = "claim"


class VerdictReference(Reference):
    """The verdict on a claim, in words."""

    kind = "claim"


class SentenceReference(Reference):
    """The verdict on a claim as one sentence."""

    kind = "claim"


class DatasetReference(Reference):
    """The title of a data set, linked to its page."""

    kind = "dataset"


class FigureReference(Reference):
    """“Figure 3”, linked to the figure."""

    kind = "figure"


class RegistryRole(SphinxRole):
    """A role that shows something of the registry."""

    def __init__(self, node: type[Reference]) -> None:
        self.node = node

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave the placeholder and note that this page shows it."""
        target = self.text.strip()
        contributions.page(self.env).uses.add(f"{self.node.kind}:{target}")
        reference = self.node(target)
        self.set_source_info(reference)
        return [reference], []


def quoted(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: dict[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The role ``quoted``: words and digits of somebody else, which the checks leave alone."""
    return [nodes.inline(rawtext, text, classes=["quoted"])], []


class Fill(SphinxPostTransform):
    """Put values and links in place of the placeholders."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Replace every placeholder of this page."""
        book = contributions.book(self.app)
        registry = book.registry(self.env)
        for reference in list(self.document.findall(Reference)):
            reference.replace_self(self._filled(reference, registry))

    def _filled(self, reference: Reference, registry: Registry) -> nodes.Node:
        target = reference["target"]
        known, anchor, text = self._found(reference, registry)
        if anchor is None:
            logger.warning(
                f"there is no {reference.kind} “{target}”.{nearest(target, known)}",
                location=reference,
                type="retorno",
                subtype=reference.kind,
            )
            return nodes.problematic("", target)
        docname, _, identifier = anchor.partition("#")
        shown = nodes.inline("", text, classes=["registry", f"registry-{reference.kind}"])
        if (
            any(isinstance(parent, nodes.reference) for parent in _ancestors(reference))
            or docname not in self.env.all_docs
        ):
            return shown
        # In headings and in the tables of contents the link would be in the way.
        return make_refnode(self.app.builder, self.env.docname, docname, identifier, shown, None)

    def _found(self, reference: Reference, registry: Registry) -> tuple[list[str], str | None, str]:
        """The known ids of this kind, where the target is explained, and what is shown."""
        target, words = reference["target"], contributions.book(self.app).words
        if isinstance(reference, DatasetReference):
            catalogue = contributions.book(self.app).catalogue
            names = [data_set.name for data_set in catalogue]
            return (
                names,
                f"{DATA_PAGES}{target}#" if target in names else None,
                catalogue[target].title if target in names else "",
            )
        if isinstance(reference, FigureReference):
            numbers = figure_card.numbers(self.env)
            page = registry.page_of_figure(target)
            anchor = f"{page}#figure-{target}" if page else None
            return list(numbers), anchor, words.say("Figure {number}", number=numbers.get(target))
        if isinstance(reference, FindingReference):
            known = registry.findings
            if target not in known:
                return list(known), None, ""
            value = words.value(known[target])
            text = f"{known[target].statement.rstrip('.')}: {value}" if reference.get("told") else value
            return list(known), f"{REGISTER}#finding-{target}", text
        claims = registry.claims
        if target not in claims:
            return list(claims), None, ""
        if isinstance(reference, ClaimReference):
            return list(claims), f"{REGISTER}#claim-{target}", claims[target].text
        if isinstance(reference, SentenceReference):
            told = registry.sentence(claims[target], words)
            return list(claims), f"{REGISTER}#claim-{target}", told or words.say("It has not been judged yet.")
        verdict = registry.verdicts.get(target)
        judged = words.verdict(verdict) if verdict else words.say("not yet judged")
        return list(claims), f"{REGISTER}#claim-{target}", judged


def _ancestors(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
