"""The pages of the printed book."""
