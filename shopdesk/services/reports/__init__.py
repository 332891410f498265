"""The weekly and the monthly report."""
