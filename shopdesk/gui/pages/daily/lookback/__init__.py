"""Looking back at the daily checks."""
