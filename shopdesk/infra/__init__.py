"""What every layer above the domain leans on: paths, settings, languages, logging, the clock."""
