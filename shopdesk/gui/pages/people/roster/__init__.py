"""The roster: a week as a grid, its shifts, its checks and its print."""
