"""How people grow: scorecards, the log of design jobs, training and probation."""
