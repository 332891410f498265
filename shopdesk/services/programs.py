"""Knows programs, scripts, shortcuts and files with macros, by their ending and by their content.

A scan or photo is opened with a double click by whoever looks at it next; what would then run has no place among them.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import IO

_RUN = (
    "app apk appimage bat chm cmd com command cpl deb desktop dll docm dotm dmg elf exe gadget hta inf jar js jse lnk "
    "mjs msc msi msix msp pif pl potm ppam ppsm pptm ps1 psm1 py pyw rb reg rpm scf scr sh sys url vb vbe vbs webloc "
    "workflow ws wsf wsh xlam xlm xlsm xltm"
)
_ENDINGS = frozenset(_RUN.split())
_BEGINNINGS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce",  # macOS, both sizes and byte orders, and for several processors (Java classes begin alike)
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",  # a script that names its program
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Office file
_MACROS_OLD = "_VBA_PROJECT".encode("utf-16-le")
_MACROS_NEW = "vbaproject.bin"
_CHUNK = 1024 * 1024


def is_program_name(name: str) -> bool:
    """Whether the ending is that of something that runs; points and blanks at the end hide it from nobody."""
    return PurePath(name.rstrip(". ")).suffix.lower().lstrip(".") in _ENDINGS


def runs(name: str, content: IO[bytes]) -> bool:
    """Whether a file would run something when it is opened, whatever its name says; archives are looked into."""
    if is_program_name(name):
        return True
    head = content.read(len(_COMPOUND))
    if head.startswith(_BEGINNINGS):
        return True
    content.seek(0)
    if head.startswith(_COMPOUND):
        return _holds(content, _MACROS_OLD)
    if head.startswith(b"PK"):
        try:
            with zipfile.ZipFile(content) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False  # no archive after all; nothing opens it as one
        return any(is_program_name(one) or one.lower().endswith(_MACROS_NEW) for one in names)
    return False


def bytes_run(name: str, content: bytes) -> bool:
    """As :func:`runs`, for what is in memory."""
    return runs(name, io.BytesIO(content))


def _holds(content: IO[bytes], wanted: bytes) -> bool:
    kept = b""
    while chunk := content.read(_CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False
