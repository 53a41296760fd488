"""``python -m retorno``: the same as the command ``retorno``."""

from retorno.commands.cli import run

run()
