"""An analysis to take away: as a notebook, as a script, and as an archive that runs by itself."""
