"""The data file: the only place that knows SQLAlchemy and SQLite."""

from __future__ import annotations

from shopdesk.infra.late_modules import load_late

load_late("asyncio", "iscoroutine")
load_late("importlib.metadata")
