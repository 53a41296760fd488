"""The book to keep: PDF, ePub and an archive of the site, made beside the pages and only when needed."""
