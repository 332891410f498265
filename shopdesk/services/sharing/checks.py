"""What is looked at before the data of this PC are shared, each point with its sentence."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.infra.paths import AppPaths
from shopdesk.sharing.holder import own_addresses
from shopdesk.sharing.programs import bundled

_ROOM = 500_000_000
"""Bytes that an empty server with its journal takes at most."""
_TIMES = 3
"""The data, their backup, and the server's own form of them."""
_SYNCED = (
    "onedrive",
    "dropbox",
    "坚果云",
    "nutstore",
    "icloud",
    "googledrive",
    "google drive",
    "baidusync",
    "百度网盘",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One point: whether it holds, ``None`` where only a person can see that, and what is said of it."""

    holds: bool | None
    said: Text


def look(paths: AppPaths, port: int) -> tuple[Check, ...]:
    """Every point, in the order in which it is to be read. Nothing is changed."""
    return (*_seen(paths, port), *_to_see(port))


def _seen(paths: AppPaths, port: int) -> Iterator[Check]:
    try:
        bundled()
        yield Check(True, Text("The database program is there; it came with ShopDesk."))
    except EnvironmentFault as fault:
        yield Check(False, fault.text)
    free = shutil.disk_usage(paths.data).free
    size = paths.database.stat().st_size if paths.database.exists() else 0
    need = _ROOM + _TIMES * size
    if free >= need:
        yield Check(True, Text("There is room on the disk: {free} GB.", free=_gigabytes(free)))
    else:
        yield Check(
            False,
            Text(
                "The disk has {free} GB left, and {need} GB are needed. Free some space.",
                free=_gigabytes(free),
                need=_gigabytes(need),
            ),
        )
    synced = next((word for word in _SYNCED if word in str(paths.data).casefold()), "")
    if synced:
        yield Check(
            False,
            Text(
                "The data folder {folder} is copied to a cloud while it is used, which would damage shared data. Move "
                "it out of there first.",
                folder=paths.data,
            ),
        )
    found = own_addresses()
    yield (
        Check(True, Text("This PC is in a network. Its address there is {address}.", address=found[0]))
        if found
        else Check(False, Text("This PC is in no network. Connect it to the router that the other PCs use."))
    )
    yield (
        Check(True, Text("Port {port} is free.", port=port))
        if _is_free(port)
        else Check(False, Text("Another program uses port {port}. Close it, or type another port above.", port=port))
    )


def _to_see(port: int) -> Iterator[Check]:
    yield Check(
        None,
        Text(
            "The firewall: when Windows asks whether ShopDesk may be reached, tick “Private networks” and allow it. If "
            "it does not ask, allow port {port} for private networks in its settings.",
            port=port,
        ),
    )
    yield Check(
        None,
        Text(
            "Power saving: while this PC sleeps, nobody else can work. Set “Sleep” to “Never” when plugged in, and "
            "leave it on during working hours."
        ),
    )
    yield Check(
        None,
        Text(
            "The address: let the router always give this PC the same address. Otherwise other PCs have to be told "
            "the new one."
        ),
    )


def _is_free(port: int) -> bool:
    with socket.socket() as asked:
        try:
            asked.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True


def _gigabytes(size: int) -> str:
    tenths = size // 100_000_000
    return f"{tenths // 10:,}.{tenths % 10}"
