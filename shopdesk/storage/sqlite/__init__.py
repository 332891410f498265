"""All that only SQLite knows: opening, faults, checks, backups, the change signal, writing in bulk.

A second engine gets a folder beside this one. Nothing else in the program speaks of SQLite, and a test sees to it.
"""
