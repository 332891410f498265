"""The daily worksheet: what is checked, what was answered, what follows from a failed check."""
