"""Whether a page stands: everything that it asked for by itself is shown."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from shopdesk.gui.look import Look
from shopdesk.gui.task_runner import TaskRunner


def stands(page: QWidget, tasks: TaskRunner) -> bool:
    """Whether nothing more comes on a page unless somebody does something or something is changed."""
    looks = page.findChildren(Look)
    return any(look.answered for look in looks) and all(look.rests for look in looks) and not tasks.serves(page)


def until(page: QWidget) -> datetime | None:
    """Up to which moment of the day its answers hold; ``None``: for the day."""
    ends = [look.until for look in page.findChildren(Look) if look.until is not None and not look.stale]
    return min(ends, default=None)
