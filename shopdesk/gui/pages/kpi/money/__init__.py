"""The inner page "Money": the account, orders against money, the bridge, months, rules, costs, profit and tax."""
