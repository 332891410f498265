"""Money: statements of the payment account, orders against them, costs, profit, and the quarter for the tax office."""
