"""Widgets that several pages share, one for each file."""
