"""The bank of quiz items: sources, computed keys and distractors, what is retired, and how it is exported."""
