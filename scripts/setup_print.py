"""Have what the PDF is set with: the libraries and typefaces that are there, or Debian's.

Usage: python scripts/setup_print.py

Run by ``make site`` before each build; asking takes less than a tenth of a second, and a mark that
says "asked before" would be wrong on the machine to which an environment is copied. Each library is
asked for by itself, and what is missing is installed as root, or with ``sudo`` where it asks for no
password, as on GitHub's machines. Whatever happens here, the build goes on: it says in one line
what it could not make, and how to get it.
"""

from __future__ import annotations

import debian_packages
from retorno.site import typesetting


def main() -> None:
    """Install what is missing, if this may be done here."""
    try:
        if lacking := typesetting.missing():
            debian_packages.install([need.package for need in lacking], "the PDF")
    except OSError as error:
        print(f"What the PDF is set with could not be installed ({error}).")


if __name__ == "__main__":
    main()
