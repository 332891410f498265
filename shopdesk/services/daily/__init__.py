"""The daily form, its findings, problems and the look back."""
