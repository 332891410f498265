"""The invented trade of the sample store: deterministic, and so made that every figure fits every other."""
