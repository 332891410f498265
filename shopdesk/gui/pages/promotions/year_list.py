"""The year as a list: festivals, holidays, own days and campaigns by date, to search, sort and copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES, STATE_SIGNS
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.calendar_data import CalendarData
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.weekdays import weekday_text


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a calendar entry or a campaign."""

    first: date
    last: date
    name: str
    kind: str
    state: str
    campaign_id: int | None = None
    faint: bool = False
    entry: CalendarDay | None = None


def rows_of(data: CalendarData) -> list[Row]:
    """The lines of a year."""
    entries = sorted((e for day in data.entries for e in data.told(day)), key=lambda e: (e.name_zh, e.date))
    found = _joined([_entry_row(entry) for entry in entries])
    found += [_campaign_row(campaign) for campaign in data.campaigns]
    return sorted(found, key=lambda row: (row.first, row.campaign_id is None, row.name))


def _joined(rows: list[Row]) -> list[Row]:
    """One line for days in a row with the same name and kind, such as the days of a break."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1] if joined else None
        if (
            last is not None
            and (last.name, last.kind) == (row.name, row.kind)
            and row.first - last.last == timedelta(days=1)
        ):
            joined[-1] = replace(last, last=row.last)
        else:
            joined.append(row)
    return joined


def _entry_row(entry: CalendarDay) -> Row:
    kinds = {
        DayKind.FESTIVAL: tr("Festival"),
        DayKind.SOLAR_TERM: tr("Solar term"),
        DayKind.HOLIDAY: tr("Statutory holiday") if entry.statutory else tr("Day off"),
        DayKind.WORKDAY: tr("Make-up workday"),
        DayKind.OWN: tr("Own day"),
    }
    state = tr("Estimate") if entry.estimated else tr("Past timetable") if entry.rule == "published" else ""
    name = entry.name(current_language())
    return Row(entry.date, entry.date, name, kinds[entry.kind], state, faint=entry.estimated, entry=entry)


def _campaign_row(campaign: Campaign) -> Row:
    state = f"{STATE_SIGNS[campaign.state]} {tr(STATE_NAMES[campaign.state])}"
    return Row(campaign.start, campaign.end, campaign.name, tr(KIND_NAMES[campaign.kind]), state, campaign.id)


class YearList(QWidget):
    """The list with its search field; ``row_opened`` carries the line the user wants to see."""

    row_opened = Signal(object)
    row_changed = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """An empty list."""
        super().__init__()
        self.search = SearchField(tr("Search the year"))
        self.search.setObjectName("promotions.listSearch")
        self.model = RecordTableModel(_columns(context.theme))
        self.table = RecordTable(self.model, "promotions.list", tr("List of the year"))
        self.table.sort_by([(0, False)])
        panel = RecordPanel(context, self.table, lambda: Reader(context.clock.today(), tr))
        panel.offer_export(tr("List of the year"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(panel)
        self.search.searched.connect(self.model.set_search)
        self.table.opened.connect(self.row_opened)
        self.table.chosen.connect(self._on_chosen)

    def set_data(self, data: CalendarData) -> None:
        """Show a year."""
        self.table.set_records(rows_of(data))

    def _on_chosen(self, row: Row | None) -> None:
        if row is not None:
            self.row_changed.emit(row)


def _columns(theme: Theme) -> list[Column[Row]]:
    def column(
        name: str, header: str, value: Callable[[Row], Any], width: int = 0, kind: Kind = Kind.LINE
    ) -> Column[Row]:
        return Column(
            header,
            value,
            ink=lambda row: theme.muted if row.faint else None,
            tip=lambda row: row.name,
            width=width,
            name=name,
            field=Field(name, kind),
        )

    return [
        column("first", tr("Day"), lambda row: row.first, 96, Kind.DAY),
        column("weekday", tr("Weekday"), lambda row: weekday_text(row.first), 72),
        column("last", tr("Until"), lambda row: row.last if row.last != row.first else None, 96, Kind.DAY),
        column("name", tr("What"), lambda row: row.name),
        column("kind", tr("Kind"), lambda row: row.kind, 150),
        column("state", tr("State"), lambda row: row.state or None),
    ]
