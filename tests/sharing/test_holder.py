"""The whole way as the window will go it: share, invite, join, work, close, share again."""

from __future__ import annotations

import os
import re
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from shopdesk.sharing import accounts, sign_in
from shopdesk.sharing.access import Group, Right, Rows, TableFacts
from shopdesk.sharing.accounts import Grant
from shopdesk.sharing.codes import parse, to_text
from shopdesk.sharing.holder import Holder, own_addresses
from shopdesk.sharing.joining import JoinRefused, join
from shopdesk.sharing.programs import bundled
from shopdesk.sharing.server import LOOPBACK
from shopdesk.sharing.server_faults import ServerFault, ServerState

NOTES = TableFacts("notes", ("id", "store_id", "words"))
RIGHTS = {"notes": (Right(Group.STAFF, "ri", Rows.STORE),)}
PASSWORD = "correct horse 2026"


def test_from_sharing_to_closing_an_account(place: Path, tmp_path: Path) -> None:
    holder = Holder(place / "shared", bundled(), port=0, addresses=lambda: [LOOPBACK])
    assert holder.state is ServerState.NOT_MADE
    holder.start()
    try:
        assert holder.state is ServerState.RUNNING
        with holder.administrator() as administrator:
            administrator.execute("CREATE TABLE notes (id serial PRIMARY KEY, store_id int, words text)")
            administrator.execute("CREATE TABLE alembic_version (version_num text)")
            administrator.execute("INSERT INTO notes (store_id, words) VALUES (1, 'mine'), (2, 'theirs')")
        holder.hold_to([NOTES], RIGHTS)
        now = datetime.now(UTC).replace(tzinfo=None)
        code = parse(to_text(holder.invite(Grant(Group.STAFF, (1,)))), now)
        file = tmp_path / "sign-in.json"
        sign_in.keep(file, join(code, "小满", PASSWORD))
        known = sign_in.read(file)
        with psycopg.connect(**sign_in.connection(known, file), password=PASSWORD, autocommit=True) as connection:
            assert connection.execute("SELECT words FROM notes").fetchall() == [("mine",)]
            assert connection.execute("SELECT * FROM alembic_version").fetchall() == []
        # The server dies and comes back on another port; the joined PC finds it where it was.
        os.kill(int((place / "shared/database/postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
        assert holder.state is ServerState.STOPPED
        holder.start()
        port, unused = holder.port, holder.invite(Grant(Group.STAFF))
        found = sign_in.find(known)
        with psycopg.connect(**sign_in.connection(found, file), password=PASSWORD, autocommit=True) as connection:
            connection.execute("INSERT INTO notes (store_id, words) VALUES (1, 'after')")
            with holder.administrator() as administrator:
                accounts.close(administrator, found.role)
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        holder.stop()
        assert holder.state is ServerState.STOPPED
        with pytest.raises(sign_in.HolderNotFound):
            sign_in.find(known)
        holder.start()
        assert holder.port == port
        with pytest.raises(JoinRefused, match="too old"):
            join(unused, "Late", PASSWORD)
    finally:
        holder.stop()


def test_a_taken_port_is_said_and_nothing_is_reachable(own_server, place: Path) -> None:
    own_server.start()
    folder = own_server.log_folder.parent.parent
    with socket.create_server(("", 0)) as other:
        holder = Holder(folder, bundled(), port=other.getsockname()[1], addresses=lambda: [LOOPBACK])
        with pytest.raises(ServerFault, match="uses the port"):
            holder.start()
        assert holder.state is ServerState.STOPPED


def test_addresses_are_those_of_this_pc() -> None:
    for address in own_addresses():
        assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", address) and not address.startswith("127.")
        with socket.socket() as bound:
            bound.bind((address, 0))
