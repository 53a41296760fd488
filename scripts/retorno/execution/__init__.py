"""What the book adds to the running of notebooks, which sphinx_keyed_execution does."""
