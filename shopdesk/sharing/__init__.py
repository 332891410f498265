"""One store on several PCs: what holds a shared database on this PC and lets another PC reach it safely.

The pieces know one another as little as they can; ``docs/architecture.md`` (Sharing) draws them together.

- ``holder``: all of the next lines as one thing to start and stop, for the window.
- ``programs``, ``server``, ``server_faults``: the bundled PostgreSQL, on this PC's loopback only.
- ``other_server``: the checks of a PostgreSQL that is there already.
- ``certificates``, ``relay``, ``first_packets``: what stands in front of it, with TLS, for other PCs.
- ``codes``, ``invitations``, ``joining``, ``throttle``: the connection code and how it is redeemed.
- ``sign_in``: what a PC that joined keeps.
- ``access``, ``classes``, ``access_sql``, ``accounts``: who may see and change what, held by the database itself.
"""
