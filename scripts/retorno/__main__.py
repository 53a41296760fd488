"""``python -m retorno``: the same as the command ``retorno``."""

import sys

from retorno.commands.cli import run

sys.exit(run())
