"""Who works in a store."""
