"""The whole business in one file, and back."""
