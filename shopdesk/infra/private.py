"""Who may read the data: their owner. Folders of the data are 700 and files 600, whatever the umask says.

What is written elsewhere, a report or a calendar, is the user's and has the permissions that the umask gives.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may look into; one that is there becomes such a folder.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    tighten(folder)


def make_file(file: Path) -> Path:
    """Make an empty file that only its owner may read, where there is none; a folder that refuses it is left alone."""
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, FILE))
    return file


def tighten(path: Path) -> bool:
    """Take a file's or folder's permissions for others away; says whether there were any.

    What belongs to somebody else, or lies on a disk that knows no permissions, stays as it is: nothing can be done
    about it from here, and the data can be used all the same.
    """
    try:
        if path.is_symlink() or not stat.S_IMODE(path.stat().st_mode) & 0o077:
            return False
        path.chmod(FOLDER if path.is_dir() else FILE)
    except OSError:
        return False
    return True


def tighten_all(folder: Path) -> None:
    """Do so with a folder and everything in it, for data that an older program kept."""
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            tighten(Path(here, name))
    tighten(folder)
