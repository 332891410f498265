"""The province of an address, which is all of it that is kept unless the owner wants more."""

from __future__ import annotations

from typing import Any

from shopdesk.domain.provinces import ENDINGS, PROVINCES
from shopdesk.importing.cells import text

_BY_START = {name[:2]: tuple(other for other in PROVINCES if other[:2] == name[:2]) for name in PROVINCES}


def province(value: Any) -> str | None:
    """The province at the start of an address, in the address's own form (“广东省”, “上海”); ``None`` if none is there.

    Anything behind the province is dropped here, so a street never gets further than this function.
    """
    written = text(value)
    if written is None:
        return None
    for name in _BY_START.get(written[:2], ()):
        if written.startswith(name):
            rest = written[len(name) :]
            for ending in ENDINGS:
                if rest.startswith(ending):
                    return name + ending
            return name
    return None
