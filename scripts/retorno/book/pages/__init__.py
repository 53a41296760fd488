"""The pages that are made of what the others gave."""
