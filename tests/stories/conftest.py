"""Stories play on the same ground as the window's tests."""

from __future__ import annotations

from tests.gui.conftest import page_context, settle
from tests.gui.shell.conftest import start

__all__ = ["page_context", "settle", "start"]
