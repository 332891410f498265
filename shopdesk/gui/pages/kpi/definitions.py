"""Changed definitions of figures, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.definitions import DefinitionChange, within
from shopdesk.domain.periods import Period
from shopdesk.gui.charts.data import Mark
from shopdesk.infra.i18n import current_language, tr


def said(change: DefinitionChange) -> str:
    """A change in a sentence, with who says so."""
    words = f"{change.day}: {change.words(current_language())}"
    if change.own:
        return tr("{words} (noted by you)", words=words)
    return words if change.verified else tr("{words} (not confirmed)", words=words)


def break_marks(changes: Sequence[DefinitionChange], codes: Sequence[str], period: Period) -> tuple[Mark, ...]:
    """The marks that part the days of a chart, one for each day on which a figure shown changed its meaning."""
    found: dict[date, Mark] = {}
    for code in codes:
        for one in within(changes, code, period):
            name = tr("{name} counted otherwise", name=kpi(code).name)
            old = found.get(one.day)
            found[one.day] = Mark(one.day, f"{old.name} · {name}" if old else name, major=True, parts=True)
    return tuple(found.values())
