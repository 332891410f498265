"""Money in and out of the account, held against the orders."""
