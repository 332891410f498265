"""The KPI tab."""
