"""Scorecards, design jobs and training of the stores."""
