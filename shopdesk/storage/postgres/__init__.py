"""All that only PostgreSQL knows: opening, faults, keys, writing in bulk, statistics, the schema's revision.

It is the folder beside ``storage/sqlite`` and answers the same port; nothing imports it before a server is spoken to.
"""
