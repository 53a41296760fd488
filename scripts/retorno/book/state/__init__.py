"""What a build knows: contributions of pages, what is fresh, what is filled in last."""
