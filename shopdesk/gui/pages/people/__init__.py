"""The people page: the team and the tier planner."""
