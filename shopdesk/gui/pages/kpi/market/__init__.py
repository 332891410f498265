"""The market: members, and what stands beside the own figures."""
