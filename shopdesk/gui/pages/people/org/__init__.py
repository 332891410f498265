"""The org chart of the people page."""
