"""Workbooks: styles, sheets and tables, charts, and the results beside the formulas; every report is built with it."""
