"""Drafts: what ``retorno new`` begins, one module a kind.

Each kind has ``QUESTIONS``, what it needs to know, and ``write(project, name, answers)``, which
writes the draft and gives the files that it has written or added to. What was not answered stands
in the draft as ``(to fill in: …)``, which the checks name.
"""
