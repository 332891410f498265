"""Reading the platforms' exports: bytes to rows, rows to records. Knows no database and no window."""
