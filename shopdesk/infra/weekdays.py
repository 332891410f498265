"""The days of the week, short, in the language in use."""

from __future__ import annotations

from datetime import date

from shopdesk.infra.i18n import pick

_ZH = "一二三四五六日"
_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday_text(day: date) -> str:
    """``Mon`` or ``周一``."""
    number = day.weekday()
    return pick(f"周{_ZH[number]}", _EN[number])
