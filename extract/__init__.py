"""Articles in, facts out: everything that reads news with spaCy."""
