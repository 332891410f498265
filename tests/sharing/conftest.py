"""A bundled server for each worker, stopped at the end, and places that it can read where the tests run as root."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.sharing.programs import bundled
from shopdesk.sharing.server import Server
from tests.sharing.roles import SharedStore


def _new_place() -> Path:
    # pytest's own folders are closed to the ordinary user as whom a server runs for root.
    place = Path(tempfile.mkdtemp(prefix="shopdesk-sharing-"))
    place.chmod(0o711)
    return place


@pytest.fixture
def place() -> Iterator[Path]:
    made = _new_place()
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server for one module, which its tests stop, kill and damage."""
    made = _new_place()
    server = Server(made / "共享 数据", bundled())
    server.make()
    yield server
    server.stop()
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def store() -> Iterator[SharedStore]:
    """A running server with the schema of the program, its rights, two stores and one account of each group."""
    made = _new_place()
    server = Server(made / "shared", bundled())
    server.make()
    server.start()
    try:
        yield SharedStore(server)
    finally:
        server.stop()
        shutil.rmtree(made)
