"""The monthly run: gather the figures, compute, look, lock, and hand out slips, lists and workbooks."""
