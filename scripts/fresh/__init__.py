"""Running the README's commands on machines that have nothing but what the README names.

Only Python's own library is used: this runs before anything is set up. :mod:`readme` says what a
machine has and which commands run; :mod:`cases` which machines there are; :mod:`host` which of the
host's settings they get; :mod:`debian` makes a bare system with debootstrap, :mod:`container` takes
one from Docker or Podman; :mod:`trial` runs a case and judges it; ``python scripts/fresh`` runs them
all and ends with a table, :mod:`ci` runs the one that every change must pass.
"""
