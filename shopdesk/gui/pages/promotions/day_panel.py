"""The side panel of the day in view: what is on it, what is due, and how the platforms ran this month before."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shopdesk.domain.calendar.festivals import CalendarDay, comparable
from shopdesk.domain.calendar.lunar import to_lunar
from shopdesk.domain.campaigns.life import STATE_NAMES, STATE_SIGNS
from shopdesk.domain.deadlines import KIND_NAMES
from shopdesk.gui.pages.promotions.calendar_data import CalendarData
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.weekdays import weekday_text


class DayPanel(QWidget):
    """Shows one day of the loaded data."""

    new_asked = Signal()
    campaign_chosen = Signal(int)
    compare_asked = Signal(object)

    def __init__(self) -> None:
        """An empty panel."""
        super().__init__()
        self.setObjectName("promotions.dayPanel")
        self.title = words(role="title", wrap=False)
        self.lunar = words(role="muted", wrap=False)
        self.body = QLabel()
        self.body.setObjectName("promotions.dayText")
        self.body.setWordWrap(True)
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.linkActivated.connect(lambda link: self.campaign_chosen.emit(int(link)))
        scroll = QuietScroll()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.lunar)
        layout.addWidget(scroll, 1)
        self._day: date | None = None
        self.compare = button(
            "promotions.compareDay", tr("Compare with last year's…"), lambda: self.compare_asked.emit(self._day)
        )
        self.compare.hide()
        layout.addWidget(self.compare)
        layout.addWidget(button("promotions.newOnDay", tr("New campaign on this day"), self.new_asked.emit))

    def show_day(self, day: date, data: CalendarData) -> None:
        """Show a day."""
        self._day = day
        self.compare.setVisible(any(comparable(entry) for entry in data.entries.get(day, ())))
        self.title.setText(f"{day.isoformat()} {weekday_text(day)}")
        lunar = to_lunar(day)
        text = "" if lunar is None else f"{lunar.month_name}{lunar.day_name}"
        self.lunar.setText(tr("Lunar calendar: {day}", day=text))
        parts: list[str] = []
        entries = data.told(day)
        if entries:
            parts.append(_section(tr("On this day"), [_entry_line(entry) for entry in entries]))
        campaigns = [
            f'<a href="{c.id}">{STATE_SIGNS[c.state]} {escape(c.name)}</a> · {escape(tr(STATE_NAMES[c.state]))}'
            for c in data.on(day)
        ]
        if campaigns:
            parts.append(_section(tr("Campaigns"), campaigns))
        names = {campaign.id: campaign.name for campaign in data.campaigns}
        due = [
            ("√ " if m.done_on else "□ ")
            + escape(f"{m.title(current_language())} · {names[m.campaign_id]}" if m.campaign_id in names
                     else m.title(current_language()))
            for m in data.due(day)
        ]  # fmt: skip
        if due:
            parts.append(_section(tr("Milestones"), due))
        ending = [
            ("√ " if one.done else "! ") + escape(f"{tr(KIND_NAMES[one.kind])}: {one.title}")
            for one in data.ending(day)
        ]
        if ending:
            parts.append(_section(tr("Deadlines of the store"), ending))
        if day.year in data.unannounced:
            parts.append(
                _section(
                    tr("Public holidays of {year}", year=day.year),
                    [
                        escape(
                            tr(
                                "The official notice is not entered: only the days by law are marked, no bridge days "
                                "and no make-up workdays. Paste it under “More”."
                            )
                        )
                    ],
                )
            )
        hints = [
            escape(f"{span.start.isoformat()}" + (f" – {span.end:%m-%d}" if span.end != span.start else "")
                   + f"  {span.zh if current_language() == 'zh_CN' else span.en}")
            for span in data.hints
        ]  # fmt: skip
        if hints:
            parts.append(_section(tr("Platform timetables of earlier years, a hint only"), hints))
        self.body.setText("".join(parts) or f"<p>{escape(tr('Nothing is on this day.'))}</p>")


def _entry_line(entry: CalendarDay) -> str:
    note = ""
    if entry.statutory:
        note = tr("holiday by law")
    elif entry.estimated:
        note = tr("estimate, the platform sets the day each year")
    elif entry.rule == "published":
        note = tr("past timetable")
    return escape(entry.name(current_language()) + (f" · {note}" if note else ""))


def _section(title: str, lines: list[str]) -> str:
    items = "".join(f'<p style="margin: 2px 0 2px 0">{line}</p>' for line in lines)
    return f'<p style="margin: 10px 0 4px 0"><b>{escape(title)}</b></p>{items}'
