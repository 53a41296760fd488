"""The same book for Sphinx alone."""

project = "The river and its gauges"
author = "The gauge keepers"
extensions = ["sphinx_keyed_execution"]
root_doc = "index"
exclude_patterns = ["_build"]
html_theme = "basic"
suppress_warnings = ["toc.not_included"]
