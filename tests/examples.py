"""How many examples are drawn for a test of Hypothesis: a share of what it names, all with ``SHOPDESK_EXAMPLES=all``.

What a test names is what finds a rare case in the long run. A usual run draws others each time, so that many usual runs
come to the same; examples that a test writes out are tried in every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from hypothesis import settings

ALL = os.environ.get("SHOPDESK_EXAMPLES") == "all"
_SHARE, _LEAST = 4, 10
_SETTINGS = "_hypothesis_internal_use_settings"


def share_of(named: int) -> int:
    """How many of the examples that a test names a usual run draws."""
    return min(named, max(_LEAST, named // _SHARE))


def draw_a_share(items: Iterable[pytest.Item]) -> None:
    """From now on these tests draw their share only, unless all is asked for."""
    if ALL:
        return
    functions = {getattr(found, "__func__", found) for item in items if (found := getattr(item, "obj", None))}
    for function in functions:
        asked: settings | None = getattr(function, _SETTINGS, None)
        if asked is not None:
            setattr(function, _SETTINGS, settings(asked, max_examples=share_of(asked.max_examples)))
