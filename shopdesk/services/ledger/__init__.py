"""The account by statements: sums, lines, coverage, rules."""
