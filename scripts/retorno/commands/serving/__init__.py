"""Showing the book while it is being written: a warm process rebuilds what changed.

Three processes: this one serves pages and watches files (:mod:`web`, :mod:`loop`); one has
Sphinx imported and forks a child for each build (:mod:`builder`), so that every build starts
clean and none waits for imports; one runs the notebooks (:mod:`sphinx_keyed_execution.server`).
"""
