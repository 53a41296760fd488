"""The register: an index of all claims and findings, which filters, with the way to the page of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.finding import FindingReference
from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import Cell, bullets, cite, joined, page_link, paragraph, table
from retorno.book.values.claim_cards import pill
from retorno.book.values.whole_registry import WholeRegistry
from retorno.evidence import findings_json
from retorno.evidence.claims import Claim
from retorno.evidence.registry import Registry
from retorno.evidence.verdict_vocabulary import ALL, word_of

HEADS = ("Verdict", "Claim", "Published", "Source")


class RegisterPlace(WholeRegistry):
    """Where the register will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The claims, those first that data bear on; then the findings, by the analysis that gives them."""
        registry, say = self.book.registry, self.words.say
        yield nodes.rubric("", say("Claims"), classes=["register-part"])
        yield self._claims(registry)
        yield nodes.rubric("", say("Findings"), classes=["register-part"])
        yield from self._findings(registry)

    def uses(self) -> Iterable[str]:
        """Every claim."""
        return [f"claim:{id}" for id in self.book.claims]

    def _claims(self, registry: Registry) -> nodes.Node:
        def place(claim: Claim) -> int:
            word = word_of(registry.verdicts.get(claim.id))
            return ALL.index(word) if word in ALL else len(ALL)

        rows: list[list[Cell]] = [
            [pill(registry, claim), claim.statement, claim.text, cite(claim.source)]
            for claim in sorted(registry.claims.values(), key=place)
        ]
        made = table([self.words.say(head) for head in HEADS], rows, classes=["data", "filterable", "register"])
        ordered = sorted(registry.claims.values(), key=place)
        body = next(made.findall(nodes.tbody))
        for row, claim in zip(body.children, ordered, strict=True):
            assert isinstance(row, nodes.row)
            cell = row.children[0]
            assert isinstance(cell, nodes.entry)
            cell.children = [_findable(f"claim-{claim.id}", claim.statement, cell.children)]
        return made

    def _findings(self, registry: Registry) -> Iterator[nodes.Node]:
        """One folded list an analysis: value and statement."""
        order = {name: position for position, name in enumerate(self.book.order)}
        pages = {id: registry.entry(f"finding:{id}").page for id in registry.findings}
        listed = sorted(registry.findings, key=lambda name: (order.get(pages[name], len(order)), name))
        for page, ids in groupby(listed, key=lambda name: pages[name]):
            members = list(ids)
            box = nodes.admonition(classes=["dropdown", "findings-of"])
            count = self.words.say("{n} findings", n=len(members))
            box += nodes.title("", f"{self.env.titles[page].astext()} ({count})")
            box += paragraph(page_link(page))
            made = bullets(
                [[FindingReference(id), nodes.Text(f" {registry.findings[id].statement}")] for id in members]
            )
            for item, id in zip(made.children, members, strict=True):
                assert isinstance(item, nodes.list_item)
                item.children = [_findable(f"finding-{id}", registry.findings[id].statement, item.children)]
            box += made
            yield box


def _findable(anchor: str, found_as: str, content: list[nodes.Node]) -> nodes.container:
    """A place that the search finds by itself, with its own title."""
    box = nodes.container("", *content, ids=[anchor], classes=["entry", "indexed"], is_div=True)
    box["found_as"] = found_as
    return box


class FindingsFields(SphinxDirective):
    """``findings-fields``: the fields of ``findings.json`` as a table, and where the files are."""

    def run(self) -> list[nodes.Node]:
        """Make the table from the one structure from which the schema is made too."""
        up = "../" * self.env.docname.count("/") + self.config.retorno_up
        files = [
            nodes.reference("", name, refuri=f"{up}{name}", internal=True)
            for name in ("findings.json", "findings.schema.json")
        ]
        say = Build.of(self.env).words.say
        rows: list[list[Cell]] = [
            [nodes.literal("", name), say(types), say(holds)] for name, types, holds in findings_json.rows()
        ]
        heads = [say("Field"), say("Type"), say("What it holds")]
        return [paragraph(f"{say('Files:')} ", joined(files)), table(heads, rows)]


class ClaimsRegister(SphinxDirective):
    """``claims-register``: the whole register."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the register is known when all pages have been read."""
        return [RegisterPlace()]


DIRECTIVES = {"claims-register": ClaimsRegister, "findings-fields": FindingsFields}
