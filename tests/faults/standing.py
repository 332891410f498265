"""A folder as it stands while a program works in it, to be put back as it was: the same files, not copies of them."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _File:
    """One file or folder: its number on the disk, its rights, when it was written, its content (none of a folder)."""

    number: int
    mode: int
    written: int
    held: bytes | None


class Standing:
    """The folder of a program that waits meanwhile, with files that it has open.

    A file that was replaced or removed is given its name back (a second name keeps it), and its old content is written
    into it where it changed, so that whoever has it open finds what he left.
    """

    def __init__(self, folder: Path, process: int) -> None:
        """Look at it."""
        self._folder = folder
        self._names = folder.with_name("second names")
        self._names.mkdir(exist_ok=True)
        self._files = {str(place.relative_to(folder)): self._of(place) for place in sorted(folder.rglob("*"))}
        self._nameless: dict[Path, bytes] = {}
        for link in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(OSError):
                if (name := os.readlink(link)).startswith(str(folder)) and name.endswith(" (deleted)"):
                    self._nameless[link] = link.read_bytes()

    def _of(self, place: Path) -> _File:
        seen = place.lstat()
        if place.is_dir():
            return _File(seen.st_ino, seen.st_mode, seen.st_mtime_ns, None)
        second = self._names / str(seen.st_ino)
        if not second.exists():
            os.link(place, second)
        return _File(seen.st_ino, seen.st_mode, seen.st_mtime_ns, place.read_bytes())

    def put_back(self) -> None:
        """As if nothing had been done to it since."""
        for place in sorted(self._folder.rglob("*"), reverse=True):
            if str(place.relative_to(self._folder)) not in self._files:
                shutil.rmtree(place) if place.is_dir() else place.unlink()
        for name, file in self._files.items():
            self._put_back(self._folder / name, file)
        for link, held in self._nameless.items():
            link.write_bytes(held)

    def _put_back(self, place: Path, file: _File) -> None:
        if file.held is None:
            place.mkdir(exist_ok=True)
        else:
            if not place.exists() or place.lstat().st_ino != file.number:
                place.unlink(missing_ok=True)
                os.link(self._names / str(file.number), place)
            place.chmod(0o600)
            if place.read_bytes() != file.held:
                with place.open("r+b") as opened:
                    opened.write(file.held)
                    opened.truncate()
        if place.lstat().st_mode != file.mode:
            place.chmod(file.mode & 0o7777)
        os.utime(place, ns=(file.written, file.written))
