"""The sample store."""
