"""The handbook of a store."""
