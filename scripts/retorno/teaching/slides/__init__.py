"""Slides: one deck a kit, from its sessions, with the numbers, sources and charts of the book."""
