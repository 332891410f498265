"""The editor of the daily forms."""
