"""Excel workbooks and printable pages. No Qt, no database."""
