"""The group of charts on the KPI page: each is a declaration, all share one frame."""
