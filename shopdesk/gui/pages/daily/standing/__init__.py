"""Standing tasks: what is done again and again, and when it was done last."""
