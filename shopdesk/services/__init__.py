"""Use cases, one class for each noun; the only callers of commit."""
