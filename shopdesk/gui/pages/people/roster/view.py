"""The roster: one week planned by keyboard, with hours, cover and what breaks a rule."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import week_of
from shopdesk.domain.roster import AWAY_NAMES, Away, RosterWeek
from shopdesk.domain.roster_checks import RosterFinding, findings
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.checks import Severity
from shopdesk.gui.icons import icon
from shopdesk.gui.look import Look
from shopdesk.gui.pages.people.roster.cover_strip import CoverStrip
from shopdesk.gui.pages.people.roster.grid import RosterGrid
from shopdesk.gui.pages.people.roster.model import RosterModel
from shopdesk.gui.pages.people.roster.note_dialog import NoteDialog
from shopdesk.gui.pages.people.roster.shifts_dialog import ShiftsDialog
from shopdesk.gui.pages.people.roster.texts import week_title
from shopdesk.gui.part import Part
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, tool
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import current_language, in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.roster.service import RosterService

_MARKS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.NOTE: "·"}
_MOST_LINES = 5
_GRID_FIRST = 1000  # the grid takes the height it can use before the free space below gets any
_WEEK = timedelta(days=7)
_TOLD = 3  # days that somebody else changed meanwhile are named so many


@dataclass(frozen=True, slots=True)
class _Loaded:
    week: RosterWeek
    found: list[RosterFinding]
    roles: dict[str, str]


class RosterPart(Part):
    """The third part of the people page."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """This week; nothing is loaded before :meth:`refresh`."""
        super().__init__(context, parent)
        self.setObjectName("people.roster")
        self._given: dict[tuple[int, date], str] = {}
        self._monday = week_of(context.clock.today()).start
        self.dialog: ShiftsDialog | NoteDialog | None = None
        self.model = RosterModel(context.theme)
        self._headings = Look(
            self,
            context,
            self.question,
            lambda services, wanted: services.roster.headings(*wanted),
            self.model.set_headings,
            after=self.main_look,
        )
        self.grid = RosterGrid(context.theme, self.model)
        self.grid.duty_given.connect(self._on_duty_given)
        self.grid.cleared.connect(self._on_cleared)
        self.grid.note_wanted.connect(self._on_note_wanted)
        self.grid.doubleClicked.connect(lambda index: self._on_note_wanted(self.model.cell(index)))
        self.cover = CoverStrip(context.theme, self.grid)
        self.keys = QLabel()
        self.keys.setObjectName("people.roster.keys")
        self.keys.setProperty("role", "muted")
        self.keys.setWordWrap(True)
        self.findings = _FindingList()
        self.findings.itemActivated.connect(self._on_finding_chosen)
        self.findings.itemClicked.connect(self._on_finding_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_bar())
        layout.addWidget(self._build_body(), 1)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.show_week(self._monday + step * _WEEK))

    def _build_bar(self) -> FlowLayout:
        bar = FlowLayout(squeezes=True)
        before = self._arrow("previous", tr("The week before"), "weekBefore", -1)
        after = self._arrow("next", tr("The week after"), "weekAfter", 1)
        self.title = QLabel()
        self.title.setObjectName("people.roster.week")
        self.title.setProperty("role", "subtitle")
        name, tip = (
            "people.roster",
            tr("Fills what is empty with last week's shifts and days off; leave and illness stay out"),
        )
        today = self.context.clock.today
        self.this_week = button(f"{name}.thisWeek", tr("This week"), lambda: self.show_week(today()))
        self.copy = button(f"{name}.copy", tr("&Copy last week"), self.copy_last_week, tip=tip)
        self.shifts = button(f"{name}.shifts", tr("Sh&ifts…"), self.open_shifts)
        self.print = button(f"{name}.print", tr("&Print…"), self.ask_print)
        self.print.setIcon(icon("print"))
        bar.add(before, self.title, after, self.this_week)
        bar.add_stretch()
        bar.add(self.copy, self.shifts, self.print)
        return bar

    def _build_body(self) -> QStackedWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.keys)
        column.addWidget(self.grid, _GRID_FIRST)
        column.addWidget(self.cover)
        column.addWidget(self.findings)
        column.addStretch(1)
        self.empty = EmptyState(
            tr("Nobody is in the team this week"),
            tr("Hire somebody in the part “Team”; the roster then has a row."),
            tr("Hire…"),
            lambda: self.context.events.way_wanted.emit("hire"),
        )
        self.body = QStackedWidget()
        self._content = content
        self.body.addWidget(content)
        self.body.addWidget(self.empty)
        return self.body

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the grid the room that the rest of the part leaves."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        rest = self.keys.sizeHint().height() + self.cover.sizeHint().height() + self.findings.wanted + 24
        self.grid.room = self.body.height() - rest
        self.grid.fit()

    def _arrow(self, picture: str, label: str, name: str, step: int) -> QToolButton:
        keys = "Alt+Left" if step < 0 else "Alt+Right"
        return tool(
            f"people.roster.{name}", label, picture, lambda: self.show_week(self._monday + step * _WEEK), shortcut=keys
        )

    # Loading and showing

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday of the week in view."""
        return tuple(week_of(self._monday).days())

    def show_week(self, day: date) -> None:
        """Show the week with a day in it."""
        self._given.clear()
        self._monday = week_of(day).start
        self.refresh()

    def question(self) -> Hashable:
        """The week in view."""
        return (self.context.store_id, self._monday)

    def load(self, services: Services, question: Any) -> _Loaded:
        """The week, what the checks find in it, and what roles are called."""
        store_id, monday = question
        week = services.roster.week(store_id, monday)
        return _Loaded(week=week, found=findings(week), roles=services.people.catalogue.role_names(store_id))

    def populate(self, loaded: _Loaded) -> None:
        """Show a week; the cursor stays on its day, in another week on the same place."""
        week = loaded.week
        kept = self.grid.currentIndex()
        row, column = kept.row(), kept.column()
        today = self.context.clock.today()
        self.model.populate(week, loaded.found, loaded.roles, today)
        if not self.grid.currentIndex().isValid() and week.members:
            start = max(column, 0) if row >= 0 else week.days.index(today) if today in week.days else 0
            self.grid.go_to(self.model.index(min(max(row, 0), self.model.rowCount() - 1), start))
        self.title.setText(week_title(week.days[0], week.days[-1]))
        self.this_week.setEnabled(today not in week.days)
        self.keys.setText(_keys(week))
        self.cover.show_week(week)
        self._show_findings(week, loaded.found)
        self._share_room()
        self.body.setCurrentIndex(0 if week.members else 1)
        for one in (self.copy, self.print):
            one.setEnabled(bool(week.members))
        if not self._headings.stands:
            # What the days are called comes with a second answer.
            self._headings.ask()

    def _show_findings(self, week: RosterWeek, found: list[RosterFinding]) -> None:
        theme = self.context.theme
        colours = {Severity.ERROR: theme.bad, Severity.WARNING: theme.warning}
        self.findings.clear()
        for finding in found:
            item = QListWidgetItem(f"{_MARKS[finding.severity]}  {tr(finding.text)}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setForeground(colours.get(finding.severity, theme.muted))
            self.findings.addItem(item)
        if not found:
            planned = any(week.rostered(day) for day in week.days)
            item = QListWidgetItem(
                "✓  " + tr("Nothing found: hours, days of rest and cover are in order.")
                if planned
                else "·  " + tr("This week has no roster yet: everybody employed counts as on duty.")
            )
            item.setForeground(theme.good if planned else theme.muted)
            self.findings.addItem(item)
        self.findings.fit()

    def sentences(self) -> list[str]:
        """The lines under the grid."""
        return [self.findings.item(row).text() for row in range(self.findings.count())]

    def _on_finding_chosen(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if finding is not None and finding.day is not None:
            self.grid.go_to(self.model.index_of(finding.person_id, finding.day))
            self.grid.setFocus()

    # What the user does

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        self.context.tasks.database(work, done=done, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.context.messages.error(tr(error.text))

    def _on_duty_given(self, cells: list[tuple[int, date]], duty: str) -> None:
        self._give(cells, duty, lambda roster, store_id: roster.set(store_id, cells, duty))

    def _on_cleared(self, cells: list[tuple[int, date]]) -> None:
        self._give(cells, "", lambda roster, store_id: roster.clear(store_id, cells))

    def _give(self, cells: list[tuple[int, date]], duty: str, put: Callable[[RosterService, int], object]) -> None:
        """Put something there, and say where it went over what somebody else put there meanwhile."""
        roster, store_id, week = self.context.services.roster, self.context.store_id, self.model.week
        shown: dict[tuple[int, date], set[str]] = {}
        for cell in cells if week is not None else ():
            entry = week.entry(*cell)
            # Two keys may come before the grid shows what the first one put.
            shown[cell] = {"" if entry is None else entry.duty, self._given.get(cell, duty)}
        self._given.update(dict.fromkeys(cells, duty))

        def work() -> list[Text]:
            other = roster.changed_since(store_id, shown, duty)
            put(roster, store_id)
            return other

        self._write(work, self._say_gone_over)

    def _say_gone_over(self, other: list[Text]) -> None:
        if other:
            self.context.messages.info("\n".join(map(tr, other[:_TOLD])))

    def _on_note_wanted(self, cell: tuple[int, date] | None) -> None:
        week = self.model.week
        if cell is None or week is None:
            return
        entry = week.entry(*cell)
        if entry is None:
            self.context.messages.info(tr("Give a shift first; the note goes with it."))
            return
        person = next(member.person for member in week.members if member.id == cell[0])
        self.dialog = NoteDialog(self.context, person, entry, self)
        self.dialog.open()

    def copy_last_week(self) -> None:
        """Fill what is empty with last week's shifts and days off."""
        services, store_id, monday = self.context.services, self.context.store_id, self._monday

        def say(count: int) -> None:
            if count:
                self.context.messages.success(
                    tr("{count} days copied from last week.", count=count),
                    tr("Undo"),
                    lambda: self._write(services.history.undo),
                )
            else:
                self.context.messages.info(tr("Nothing to copy: what last week has is filled in already."))
            self.grid.setFocus()

        self._write(lambda: services.roster.copy_last_week(store_id, monday), say)

    def open_shifts(self) -> None:
        """Open the shifts and the opening hours."""
        if self.model.week is not None:
            self.dialog = ShiftsDialog(self.context, self.model.week, self)
            # The keyboard goes on in the grid: the button that opened this is no place to type a week.
            self.dialog.finished.connect(lambda _code: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
            self.dialog.open()

    def ask_print(self) -> None:
        """Ask where and save the week as PDF."""
        from shopdesk.gui.printing import write_pdf
        from shopdesk.services.roster.paper import roster_paper

        services, store_id, monday = self.context.services, self.context.store_id, self._monday

        def save(paper: tuple[str, str]) -> None:
            save_file(
                self.context,
                self.window(),
                title=tr("Save the roster"),
                suggested=tr("Roster {store} {week}", store=self.context.store.name, week=f"{monday}"),
                kind=FileKind.PDF,
                write=lambda target: write_pdf(paper[0], target, landscape=True, title=paper[1]),
            )

        if self.model.week is not None:
            self._write(lambda: roster_paper(services, store_id, monday), save)


class _FindingList(QListWidget):
    """As high as its sentences, up to five lines; more are scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0
        self.setObjectName("people.roster.findings")
        self.setAccessibleName(tr("What the checks find"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def fit(self) -> None:
        """Take the height that the sentences need now."""
        self.doItemsLayout()
        line = self.fontMetrics().height() + 8
        needed = sum(max(self.sizeHintForRow(row), line) for row in range(self.count()))
        self.wanted = min(needed, _MOST_LINES * line) + 2 * self.frameWidth() + 4
        self.setFixedHeight(self.wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped sentences need another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.fontMetrics().height() + 16)


def _keys(week: RosterWeek) -> str:
    language = current_language()
    shifts = in_a_row(
        f"{number} {shift.name(language)} {shift.times}" for number, shift in enumerate(week.offered[:9], start=1)
    )
    return tr(
        "Keys: {shifts}, 0 {off}, L {leave}, S {sick}, Delete clears, N note; select several days with Shift and fill "
        "them at once. Open {hours}.",
        shifts=shifts,
        off=tr(AWAY_NAMES[Away.OFF]),
        leave=tr(AWAY_NAMES[Away.LEAVE]),
        sick=tr(AWAY_NAMES[Away.SICK]),
        hours=week.hours.text,
    )
