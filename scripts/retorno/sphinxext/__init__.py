"""What the book adds to Sphinx. This file only wires; each module tells its own story."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from retorno.sphinxext import (
    benchmark,
    changes,
    citations,
    claim_cards,
    contributors,
    datasets,
    downloads,
    executing,
    figure_files,
    figures,
    formulas,
    freshness,
    head,
    help_directory,
    home,
    intake,
    numbering,
    printing,
    publishing,
    records,
    references,
    register,
    retrying,
    rules,
    search,
    sources,
    statements,
    terms,
    theming,
    unreadable,
    vetting,
    writing,
)
from retorno.sphinxext.filling import FillPlaces


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    citations.register(app)
    app.add_config_value("retorno_cache", "", "")
    app.add_config_value("retorno_cache_megabytes", 500, "")
    app.add_config_value("retorno_seconds", 120, "")
    app.add_config_value("retorno_up", "", "html")
    app.add_config_value("retorno_megabytes", 4096, "")

    for name, node in (
        ("finding", references.FindingReference),
        ("claim", references.ClaimReference),
        ("verdict", references.VerdictReference),
        ("dataset", references.DatasetReference),
        ("figure", references.FigureReference),
    ):
        app.add_role(name, references.RegistryRole(node))
    app.add_role("quoted", references.quoted)
    app.add_directive("claims-register", register.ClaimsRegister)
    app.add_directive("findings-fields", register.FindingsFields)
    app.add_directive("source-passages", statements.SourcePassages)
    app.add_directive("data-catalogue", datasets.DataCatalogue)
    app.add_directive("data-set", datasets.DataSetPage)
    app.add_directive("data-table", datasets.DataTable)
    app.add_directive("help-directory", help_directory.HelpDirectory)
    app.add_directive("benchmark", benchmark.Benchmark)
    app.add_directive("credits", contributors.Credits)
    app.add_directive("rules", rules.Rules)
    app.add_directive("what-changed", changes.WhatChanged)
    app.add_post_transform(FillPlaces)
    app.add_post_transform(references.Fill)
    sources.setup(app)
    intake.setup(app)
    unreadable.setup(app)
    vetting.setup(app)
    figures.setup(app)
    formulas.setup(app)
    theming.setup(app)
    writing.setup(app)
    search.setup(app)
    terms.setup(app)
    home.setup(app)
    claim_cards.setup(app)
    downloads.setup(app)
    numbering.setup(app)
    printing.setup(app)

    app.connect("builder-inited", records.open_book)
    app.connect("builder-inited", retrying.collect)
    app.connect("builder-inited", executing.start)
    app.connect("env-purge-doc", records.purge)
    app.connect("env-get-outdated", freshness.changed_sources)
    app.connect("env-get-outdated", retrying.to_retry)
    app.connect("env-get-outdated", executing.outdated)
    app.connect("env-before-read-docs", executing.execute, priority=999)
    app.connect("doctree-read", freshness.note_links)
    app.connect("env-updated", freshness.stale_pages, priority=900)
    app.connect("env-check-consistency", publishing.check)
    app.connect("html-page-context", head.tell)
    app.connect("build-finished", publishing.publish)
    app.connect("build-finished", freshness.remember_written)
    app.connect("build-finished", retrying.remember)
    app.connect("build-finished", figure_files.finish)
    app.connect("build-finished", executing.stop)
    # One process reads and writes all pages. With several, Sphinx passes over what a process that died
    # had not read or written; on two cores they were not faster, since they hand over all that they know.
    return {"version": "1", "env_version": 2, "parallel_read_safe": False, "parallel_write_safe": False}
