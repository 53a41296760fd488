"""Figures on the page: cards, files, bundles."""
