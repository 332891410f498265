"""Money: the account, the orders against it, costs, profit, and the quarter for the tax office."""
