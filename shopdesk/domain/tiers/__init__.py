"""Staffing tiers: records, the checks of a table, and the planner."""
