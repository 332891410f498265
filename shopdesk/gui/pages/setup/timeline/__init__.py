"""The setup as bars of days."""
