"""Running notebooks, keyed by the content of what they depend on."""
