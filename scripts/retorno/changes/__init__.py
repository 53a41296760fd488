"""What changed between two states of the book, and how much it matters."""
