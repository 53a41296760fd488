"""The verbs of the command line that need arguments of their own: one module each.

A verb's module has a docstring (its help), ``arguments(parser)`` and ``run(project, arguments)``,
which returns the exit status.
"""
