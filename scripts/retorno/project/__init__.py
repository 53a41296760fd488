"""The project as a folder: where its parts are, how its files are read within bounds, kept, and told of."""
