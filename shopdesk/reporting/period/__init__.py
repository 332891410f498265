"""The sheets of the weekly report, one module each."""
