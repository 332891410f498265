"""A data file that is made beside the one in use, to be put in a place later."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from shopdesk.infra import atomic
from shopdesk.storage import migrate, places


@contextmanager
def new_file(file: Path) -> Iterator[Engine]:
    """Make an empty data file of today's schema, open while it is filled.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    engine, only_read = places.file_place(file).open()
    try:
        if only_read is not None:
            raise atomic.explain_os_error(OSError(errno.ENOSPC, ""), file)
        migrate.migrate(engine)
        yield engine
    finally:
        engine.dispose()
