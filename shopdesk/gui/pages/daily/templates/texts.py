"""Names for what an item can be, in the user's language."""

from __future__ import annotations

from shopdesk.domain.daily.checklist import EVERY_DAY, AnswerKind, Item
from shopdesk.domain.daily.nouns import ANSWER_KIND_NAMES
from shopdesk.infra.i18n import current_language, tr

_SHORT_ZH = "一二三四五六日"
_SHORT_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def weekday_short(number: int) -> str:
    """An ISO weekday in one or two letters."""
    return _SHORT_ZH[number - 1] if current_language().startswith("zh") else _SHORT_EN[number - 1]


def weekdays_text(days: tuple[int, ...]) -> str:
    """The days an item is asked on; empty for every day."""
    if set(days) == set(EVERY_DAY):
        return ""
    if tuple(sorted(days)) == (1, 2, 3, 4, 5):
        return tr("Mon–Fri")
    return " ".join(weekday_short(day) for day in sorted(days))


def window_text(item: Item) -> str:
    """The time window, as far as there is one."""
    if item.opens and item.due:
        return f"{item.opens:%H:%M}–{item.due:%H:%M}"
    if item.due:
        return tr("by {time}", time=f"{item.due:%H:%M}")
    if item.opens:
        return tr("from {time}", time=f"{item.opens:%H:%M}")
    return ""


def marks_text(item: Item) -> str:
    """What is special about an item: how it is answered, by the data, by two people, on which days."""
    parts = []
    if item.kind is not AnswerKind.YES_NO:
        parts.append(tr(ANSWER_KIND_NAMES[item.kind]))
    if item.auto:
        parts.append(tr("from data"))
    if item.verify:
        parts.append(tr("two people"))
    days = weekdays_text(item.weekdays)
    if days:
        parts.append(days)
    return " · ".join(parts)
