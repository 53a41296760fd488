"""What the rules share: how pages, code, the bibliography and the data package are read."""
