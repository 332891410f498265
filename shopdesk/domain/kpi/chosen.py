"""The key figures that an owner chose for a store, as they are kept: their codes, in order."""

from __future__ import annotations

import json
from collections.abc import Sequence

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.text import Text

MOST_TILES = 12
"""More would push the sections off a small screen."""


def read_tiles(kept: str) -> tuple[str, ...]:
    """The kept codes; one that is no longer known is left out.

    Raises:
        ValueError: it is no list of codes.
    """
    known = {item.code for item in KPIS}
    found = json.loads(kept)
    if not isinstance(found, list):
        raise ValueError("no list of codes")
    return tuple(dict.fromkeys(code for code in found if code in known))[:MOST_TILES]


def written_tiles(codes: Sequence[str]) -> str:
    """The codes as they are kept.

    Raises:
        UserError: there are too many of them.
    """
    if len(codes) > MOST_TILES:
        raise UserError(
            Text("{count} figures are chosen; there is room for {most}. Take some away.",
                 count=len(codes), most=MOST_TILES)
        )  # fmt: skip
    return json.dumps(list(codes))
