"""The meetings of the store."""
