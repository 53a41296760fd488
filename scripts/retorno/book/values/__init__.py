"""The registry on the page: roles, cards, tables."""
