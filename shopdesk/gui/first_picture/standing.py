"""Whether a page stands: everything that it asked for by itself is shown."""

from __future__ import annotations

from datetime import datetime

import shiboken6

from shopdesk.gui.look import Look
from shopdesk.gui.page import Page


def stands(page: Page) -> bool:
    """Whether nothing more comes on a page unless somebody does something or something is changed."""
    looks = _looks(page)
    every = all(look.rests for look in looks) and not page.context.tasks.serves(page)
    return every and any(look.answered for look in looks)


def until(page: Page) -> datetime | None:
    """Up to which moment of the day its answers hold; ``None``: for the day."""
    ends = [look.until for look in _looks(page) if look.until is not None and not look.stale]
    return min(ends, default=None)


def _looks(page: Page) -> list[Look]:
    return [look for look in page.context.looks if shiboken6.isValid(look) and look.belongs_to(page)]
