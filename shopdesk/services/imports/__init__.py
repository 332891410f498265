"""Imports of the platforms' exports."""
