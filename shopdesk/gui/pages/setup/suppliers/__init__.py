"""Suppliers set side by side."""
