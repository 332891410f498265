"""The tables of the data file, one module for each noun; ``everything`` imports them all.

A start reads only the tables of the page it opens, so this package imports none of them by itself.
"""
