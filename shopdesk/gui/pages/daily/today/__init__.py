"""Today's form."""
