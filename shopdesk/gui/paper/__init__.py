"""Setting pages: one layout for preview, printer and PDF, measured in twentieths of a point."""
