"""The Setup tab: opening a store, step by step."""
