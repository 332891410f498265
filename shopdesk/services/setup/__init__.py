"""Opening a store: steps, papers, fees, budget."""
