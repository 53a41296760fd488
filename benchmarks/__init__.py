"""A benchmark that anyone can run: the same book, built by this project and by other tools."""
