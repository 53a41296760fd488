"""What the book adds to Sphinx. This file only wires; each module tells its own story.

A new role is a new module in :mod:`roles`. A new directive is one in :mod:`values` or :mod:`pages`
that names it in ``DIRECTIVES``.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from sphinx.application import Sphinx

from retorno.book import pages, roles, values
from retorno.book.downloads import analysis_downloads
from retorno.book.epub import epub_builder
from retorno.book.figures import figure_card, figure_files
from retorno.book.state import (
    book_build,
    edition_words,
    formulas,
    notebook_results,
    page_code,
    page_intake,
    page_languages,
    page_safety,
    source_settings,
    state_file,
    translatable,
    unreadable_pages,
)
from retorno.book.theme import (
    citation_style,
    foreign_words,
    html_translator,
    imprint,
    learning_data,
    light_page,
    navigation,
    page_head,
    print_choice,
    search_index,
    source_kinds,
    theming,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    citation_style.register(app)
    app.add_config_value("retorno_up", "", "html")

    edition_words.setup(app)
    source_settings.setup(app)
    translatable.setup(app)
    page_code.setup(app)
    book_build.setup(app)
    state_file.setup(app)
    notebook_results.setup(app)
    page_intake.setup(app)
    page_languages.setup(app)
    unreadable_pages.setup(app)
    page_safety.setup(app)
    figure_card.setup(app)
    figure_files.setup(app)
    analysis_downloads.setup(app)
    formulas.setup(app)
    roles.setup(app)
    for folder in (values, pages):
        for found in pkgutil.iter_modules(folder.__path__):
            module = importlib.import_module(f"{folder.__name__}.{found.name}")
            for name, directive in getattr(module, "DIRECTIVES", {}).items():
                app.add_directive(name, directive)
            if hasattr(module, "setup"):
                module.setup(app)
    theming.setup(app)
    html_translator.setup(app)
    foreign_words.setup(app)
    source_kinds.setup(app)
    navigation.setup(app)
    page_head.setup(app)
    print_choice.setup(app)
    learning_data.setup(app)
    search_index.setup(app)
    light_page.setup(app)
    imprint.setup(app)
    epub_builder.setup(app)

    # One process reads and writes all pages. With several, Sphinx passes over what a process that died
    # had not read or written; on two cores they were not faster, since they hand over all that they know.
    return {"version": "1", "env_version": 3, "parallel_read_safe": False, "parallel_write_safe": False}
