"""Building the editions and publishing them in one step."""
