"""What is known, and how it is said: data sets, claims, findings, verdicts, the registry of all."""
