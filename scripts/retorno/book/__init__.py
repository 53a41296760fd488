"""What the book adds to Sphinx. This file only wires; each module tells its own story."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from retorno.book.epub import epub_builder
from retorno.book.figures import figure_card, figure_files
from retorno.book.pages import (
    contributors,
    download_places,
    help_directory,
    home_page,
    rule_list,
    speed_page,
    what_changed,
)
from retorno.book.state import (
    contributions,
    edition_words,
    formulas,
    freshness,
    notebook_client,
    numbering,
    page_intake,
    page_safety,
    source_settings,
    unreadable_pages,
    warned_pages,
)
from retorno.book.state.placeholders import FillPlaces
from retorno.book.theme import citation_style, html_translator, page_head, search_index, theming
from retorno.book.values import (
    claim_cards,
    claims_table,
    data_pages,
    published_files,
    statements,
    term_cards,
    value_roles,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    citation_style.register(app)
    app.add_config_value("retorno_cache", "", "")
    app.add_config_value("retorno_cache_megabytes", 500, "")
    app.add_config_value("retorno_seconds", 120, "")
    app.add_config_value("retorno_up", "", "html")
    app.add_config_value("retorno_megabytes", 4096, "")

    for name, node in (
        ("finding", value_roles.FindingReference),
        ("claim", value_roles.ClaimReference),
        ("verdict", value_roles.VerdictReference),
        ("dataset", value_roles.DatasetReference),
        ("figure", value_roles.FigureReference),
    ):
        app.add_role(name, value_roles.RegistryRole(node))
    app.add_role("quoted", value_roles.quoted)
    app.add_directive("claims-register", claims_table.ClaimsRegister)
    app.add_directive("findings-fields", claims_table.FindingsFields)
    app.add_directive("source-passages", statements.SourcePassages)
    app.add_directive("data-catalogue", data_pages.DataCatalogue)
    app.add_directive("data-set", data_pages.DataSetPage)
    app.add_directive("data-table", data_pages.DataTable)
    app.add_directive("help-directory", help_directory.HelpDirectory)
    app.add_directive("benchmark", speed_page.Benchmark)
    app.add_directive("credits", contributors.Credits)
    app.add_directive("rules", rule_list.Rules)
    app.add_directive("what-changed", what_changed.WhatChanged)
    app.add_post_transform(FillPlaces)
    app.add_post_transform(value_roles.Fill)
    edition_words.setup(app)
    source_settings.setup(app)
    page_intake.setup(app)
    unreadable_pages.setup(app)
    page_safety.setup(app)
    figure_card.setup(app)
    formulas.setup(app)
    theming.setup(app)
    html_translator.setup(app)
    search_index.setup(app)
    term_cards.setup(app)
    home_page.setup(app)
    claim_cards.setup(app)
    download_places.setup(app)
    numbering.setup(app)
    epub_builder.setup(app)

    app.connect("builder-inited", contributions.open_book)
    app.connect("builder-inited", warned_pages.collect)
    app.connect("builder-inited", notebook_client.start)
    app.connect("env-purge-doc", contributions.purge)
    app.connect("env-get-outdated", freshness.changed_sources)
    app.connect("env-get-outdated", warned_pages.to_retry)
    app.connect("env-get-outdated", notebook_client.outdated)
    app.connect("env-before-read-docs", notebook_client.execute, priority=999)
    app.connect("doctree-read", freshness.note_links)
    app.connect("env-updated", freshness.stale_pages, priority=900)
    app.connect("env-check-consistency", published_files.check)
    app.connect("html-page-context", page_head.tell)
    app.connect("build-finished", published_files.publish)
    app.connect("build-finished", freshness.remember_written)
    app.connect("build-finished", warned_pages.remember)
    app.connect("build-finished", figure_files.finish)
    app.connect("build-finished", notebook_client.stop)
    # One process reads and writes all pages. With several, Sphinx passes over what a process that died
    # had not read or written; on two cores they were not faster, since they hand over all that they know.
    return {"version": "1", "env_version": 3, "parallel_read_safe": False, "parallel_write_safe": False}
