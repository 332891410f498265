"""A campaign's day on the wall: pace by the hour, stock that runs out, who does what; to be read from afar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.war_room import HourPace, StockPace
from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import format_yuan, signed_yuan
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.charts.pace_bars import PaceBars
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, listed, sentences, tr
from shopdesk.services.campaigns.war_room import WarRoom
from shopdesk.services.registry import Services

_NAME = "promotions.warRoom"
_TICK_MS = 1_000
_USUAL_HEIGHT = 720
_PLAIN, _WALL = 14, 34
"""Pixels of the letters in a window of that height."""
_MOST_LINES = 6


class HourBars(PaceBars):
    """A bar for each hour of the day with what was paid, a mark for what it should bring."""

    def __init__(self, theme: Theme) -> None:
        """Without figures."""
        super().__init__(theme, f"{_NAME}.hours", tr("Paid by the hour against the target"))

    def show_hours(self, hours: Sequence[HourPace]) -> None:
        """Show a day; an hour without a target has no mark."""
        self.set_steps({one.hour: one.due_fen for one in hours}, {one.hour: one.paid_fen for one in hours})

    def named(self, step: int) -> str:
        """Every third hour."""
        return f"{step}" if step % 3 == 0 else ""

    def words(self, step: int) -> str:
        """An hour in words."""
        return tr(
            "{hour}: {value}, target {target}",
            hour=f"{step:02}:00",
            value=shown(kpi("paid_amount"), self._actual.get(step)),
            target=shown(kpi("paid_amount"), self._targets[step]),
        )


class WarRoomWindow(QDialog):
    """Stands beside the main window; follows imports, ticks of milestones and problems, and the clock."""

    def __init__(self, context: PageContext, campaign_id: int, parent: QWidget | None = None) -> None:
        """Ask for the day once it is shown."""
        super().__init__(parent)
        self.context = context
        self._campaign_id = campaign_id
        self._minute = self._step = -1
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("War room"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.name = words(role="title")
        self.clock = words(name=f"{_NAME}.clock", role="wall", wrap=False)
        self.until = words(name=f"{_NAME}.until", role="muted")
        self.paid, self.due, self.ahead = (words(name=f"{_NAME}.{one}", role="wall", wrap=False)
                                           for one in ("paid", "due", "ahead"))  # fmt: skip
        self.hours = HourBars(context.theme)
        self.stock = RecordTable(RecordTableModel(self._columns()), f"{_NAME}.stock", tr("Stock of the products"))
        self.lists = {one: words(name=f"{_NAME}.{one}") for one in ("duty", "milestones", "problems")}
        self.full = button(f"{_NAME}.full", tr("Full screen (F11)"), self.turn_full)
        self._lay_out()
        self.look = Look(self, context, lambda: self._campaign_id, _load, self.show_day, covered=lambda: self.hours)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        roomy(self, 1180, 720)
        self._on_tick()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.full)
        top.addWidget(button(f"{_NAME}.close", tr("Close"), self.close))
        top.addWidget(self.clock)
        figures = QHBoxLayout()
        for title, label in ((tr("Paid today"), self.paid), (tr("Should be"), self.due), (tr("Ahead"), self.ahead)):
            card = Card()
            card.add(words(title, role="muted", wrap=False))
            card.add(label)
            figures.addWidget(card, 1)
        panel = RecordPanel(self.context, self.stock, lambda: Reader(today=self.context.clock.today(), say=tr))
        panel.offer_export(tr("Stock of the products"))
        lists = QVBoxLayout()
        for key, title in (("duty", tr("On duty now")), ("milestones", tr("To do by today")),
                           ("problems", tr("Open problems"))):  # fmt: skip
            card = Card(title)
            card.add(self.lists[key])
            lists.addWidget(card)
        lists.addStretch(1)
        grid = QGridLayout()
        grid.addLayout(figures, 0, 0)
        grid.addWidget(self.hours, 1, 0)
        grid.addWidget(panel, 2, 0)
        grid.addLayout(lists, 0, 1, 3, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(1, 1)
        grid.setRowStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.until)
        layout.addLayout(grid, 1)

    def _columns(self) -> list[Column[StockPace]]:
        return [
            Column(tr("Product"), lambda one: one.product.title or one.product.product_id, name="product", width=200,
                   tip=lambda one: one.product.title),
            Column(tr("Sold"), lambda one: one.sold, text="{:,}".format, numeric=True, name="sold"),
            Column(tr("Pieces left"), lambda one: one.left, text="{:,}".format, numeric=True, name="left", tip=_counted,
                   ink=self._ink),
            Column(tr("Runs out at"), lambda one: one.out_at, text="{:%m-%d %H:%M}".format, name="out", ink=self._ink,
                   width=110),
        ]  # fmt: skip

    def _ink(self, one: StockPace) -> QColor | None:
        gone = one.left == 0 or (one.out_at is not None and one.out_at.date() <= self.context.clock.today())
        return self.context.theme.bad if gone else None

    def show_day(self, found: WarRoom) -> None:
        """Show the day."""
        campaign, pace, theme = found.campaign, found.pace, self.context.theme
        self.name.setText(campaign.name)
        self.until.setText(sentences(self._about(found)))
        self.paid.setText(_money(pace.paid_fen))
        self.due.setText(_money(pace.due_fen))
        ahead = pace.ahead_fen
        self.ahead.setText(NO_DATA if ahead is None else signed_yuan(ahead))
        color = theme.text if not ahead else theme.good if ahead > 0 else theme.bad
        self.ahead.setStyleSheet(f"color: {color.name()}")
        self.hours.show_hours(pace.hours)
        self.stock.set_records(
            sorted(found.stock, key=lambda one: (one.out_at or datetime.max, one.product.product_id))
        )
        self.stock.fit_columns()
        language = current_language()
        _fill(self.lists["duty"], [one.label for one in found.on_duty])
        _fill(self.lists["milestones"], [one.who_and_what(language) for one in found.milestones])
        _fill(self.lists["problems"], [one.title for one in found.problems])

    def _about(self, found: WarRoom) -> list[str]:
        """Until when the figures reach, and where from."""
        pace, campaign = found.pace, found.campaign
        said = []
        if pace.day < campaign.start:
            said.append(tr("It begins in {days} days.", days=(campaign.start - pace.day).days))
        elif pace.day > campaign.end:
            said.append(tr("It is over since {day}.", day=campaign.end.isoformat()))
        elif campaign.plan_sales_fen is None:
            said.append(tr("No sales are planned, so there is no target: say them in the forecast."))
        if pace.until is None or found.imported_at is None:
            said.append(tr("No order of today is imported yet: import the order report of today."))
        else:
            said.append(
                tr("Figures up to {until}, imported at {at}.", until=f"{pace.until:%H:%M}",
                   at=f"{found.imported_at:%m-%d %H:%M}")
            )  # fmt: skip
        return said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters grow with the window, in steps: they are read from the other end of the room."""
        super().resizeEvent(event)
        step = max(2, min(self.height() * 4 // _USUAL_HEIGHT, 10))
        if step != self._step:
            self._step = step
            plain, wall = (scaled(self, round(size * step / 4)) for size in (_PLAIN, _WALL))
            self.setStyleSheet(
                f"QLabel, QTableView, QHeaderView {{ font-size: {plain}px; }} "
                f'QLabel[role="wall"] {{ font-size: {wall}px; }} '
                f'QLabel[role="title"], QLabel[role="subtitle"] {{ font-size: {round(plain * 1.2)}px; }}'
            )
            letters = self.hours.font()
            letters.setPixelSize(plain)
            self.hours.setFont(letters)
            self.stock.verticalHeader().setDefaultSectionSize(plain * 2)

    def turn_full(self) -> None:
        """Fill the screen, or go back."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 fills the screen; Escape leaves that first."""
        if event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self.isFullScreen()):
            self.turn_full()
        else:
            super().keyPressEvent(event)

    def _on_tick(self) -> None:
        now = self.context.clock.now()
        self.clock.setText(f"{now:%H:%M:%S}")
        if now.minute != self._minute:
            # What should have been paid and who is on duty follow the clock.
            first, self._minute = self._minute < 0, now.minute
            if not first:
                self.look.ask()

    def done(self, result: int) -> None:
        """The clock stands."""
        self._timer.stop()
        super().done(result)


def _load(services: Services, campaign_id: int) -> WarRoom:
    return services.war_room.now(campaign_id)


def _money(fen: int | None) -> str:
    return NO_DATA if fen is None else format_yuan(fen)


def _counted(one: StockPace) -> str:
    """From what is left is counted."""
    if one.left is None:
        return tr("Neither a product report nor the offer says how many there were, or no order names products.")
    if one.counted_from is None:
        return tr("What was offered less what was paid in the campaign.")
    return tr("The stock of {day} less what was paid since.", day=one.counted_from.isoformat())


def _fill(label: QLabel, lines: Sequence[str]) -> None:
    """Show the first lines, and how many more there are."""
    more = len(lines) - _MOST_LINES
    told = [*lines[:_MOST_LINES], *([tr("{count} more", count=more)] if more > 0 else [])]
    label.setText("\n".join(told) or NO_DATA)
    label.setToolTip(listed(lines) if more > 0 else "")
