"""Opening a store: steps and their order, documents, clocks, fees, and the money of the plan."""
