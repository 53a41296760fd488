"""The verbs of the command line, one module each, named as they are typed.

A verb's module has a docstring, whose first paragraph is its help, ``arguments(parser)`` and
``run(project, arguments)``, which returns the exit status. A new one is added to
:data:`retorno.commands.cli.VERBS`. What a verb needs is imported when it runs: each start of the
program would wait for it otherwise.
"""
