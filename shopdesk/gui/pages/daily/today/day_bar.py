"""Which day, which form, who fills it in, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QProgressBar,
    QToolButton,
    QWidget,
)

from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.worksheet import Standing
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.presence import words_for
from shopdesk.gui.widgets.controls import button, tool
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.typed_line import let_type
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.weekdays import weekday_text

_GAP = 6

_FORM_LETTERS = 16


class DayBar(QWidget):
    """Emits ``day_chosen``, ``checklist_chosen`` (its id), ``print_wanted``, ``typing_toggled``.

    ``left`` says that a field is filled in, so that the keyboard goes back to the form.
    """

    day_chosen = Signal(object)
    checklist_chosen = Signal(int)
    print_wanted = Signal()
    typing_toggled = Signal(bool)
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Today, with nothing known yet."""
        super().__init__(parent)
        self._context = context
        self._day = context.clock.today()
        self._ids: list[int] = []
        self.before = self._arrow("previous", tr("The day before"), "daily.dayBefore", -1)
        self.edit = DayEdit(today=self._day)
        self.edit.setObjectName("daily.day")
        self.edit.setAccessibleName(tr("Day"))
        self.edit.setFixedWidth(max(140, self.edit.fontMetrics().horizontalAdvance("2026-12-31") * 5 // 4 + 40))
        self.edit.set_day(self._day)
        self.edit.day_changed.connect(self._on_day_typed)
        self.after = self._arrow("next", tr("The day after"), "daily.dayAfter", 1)
        self.weekday = QLabel(weekday_text(self._day))
        self.today = button("daily.today", tr("Today"), lambda: self.go(self._context.clock.today()))
        self.form = QComboBox()
        self.form.setObjectName("daily.form")
        self.form.setAccessibleName(tr("Form"))
        # A long name is cut here and whole in the list.
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.setMinimumContentsLength(_FORM_LETTERS)
        self.form.activated.connect(lambda index: self.checklist_chosen.emit(self._ids[index]))
        self.who = QComboBox()
        line = let_type(self.who)
        self.who.setObjectName("daily.who")
        self.who.setAccessibleName(tr("Checked by"))
        self.who.setMinimumWidth(max(110, self.who.fontMetrics().horizontalAdvance(tr("Checked by")) + 48))
        line.setPlaceholderText(tr("Checked by"))
        line.returnPressed.connect(self.left)
        self.who.activated.connect(self.left)
        self.edit.returnPressed.connect(self.left)
        self.state = QLabel()
        self.state.setObjectName("daily.progressText")
        self.trouble = QLabel()
        self.trouble.setObjectName("daily.troubleText")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(tr("Answered"))
        tip = tr("Type in a filled paper form: the cursor follows the printed order")
        self.typing = button("daily.enterResults", tr("Enter results"), tip=tip, checkable=True)
        self.typing.toggled.connect(self.typing_toggled)
        self.print = button("daily.print", tr("Print…"), self.print_wanted.emit, picture="print")
        self._checked_by = QLabel(tr("Checked by"))
        self._row = FlowLayout(self, _GAP, squeezes=True)
        self._row.add(self.before, self.edit, self.after, self.weekday, self.today, self.form)
        self._row.add(self._checked_by, self.who)
        self._row.add_stretch()
        self._row.add(self.bar, self.state, self.trouble, self.typing, self.print)
        self._optional = (self.trouble, self.bar, self._checked_by)
        self._asked = True
        self._shown = ""

    def set_asked(self, asked: bool) -> None:
        """Whether the day's form is asked for at all; otherwise nothing is said of how far it is."""
        self._asked = asked
        for widget in (self.form, self.who, self.state, self.typing, self.print):
            widget.setVisible(asked)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves out what is said elsewhere too, what fails and is late last of all."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        shown_now = sum(self._room_of(widget) for widget in self._optional if not widget.isHidden())
        left = self.width() - self._row.least_of_one_line() + shown_now
        for widget in self._optional:
            room = self._room_of(widget)
            shown = room <= left and self._asked
            widget.setVisible(shown)
            left -= room if shown else 0

    def _room_of(self, widget: QWidget) -> int:
        least = widget.minimumSize().expandedTo(widget.minimumSizeHint()).width()
        return min(least, widget.maximumWidth()) + _GAP

    def _arrow(self, name: str, label: str, object_name: str, step: int) -> QToolButton:
        made = tool(object_name, label, name, lambda: self.go(self._day + timedelta(days=step)))
        made.setAutoRaise(False)
        return made

    @property
    def checker(self) -> str:
        """Who fills the form in."""
        return self.who.currentText().strip()

    def forget_checker(self) -> None:
        """Another day began: nobody has said yet who checks, unless the settings say who works here."""
        self.who.setCurrentText(self._context.actor)

    def go(self, day: date) -> None:
        """Choose a day."""
        self.edit.set_day(day)

    def set_people(self, names: Sequence[str]) -> None:
        """Offer the team for "checked by", keeping who is chosen."""
        chosen = self.checker or self._context.actor
        offered = list(dict.fromkeys([*([chosen] if chosen else []), *names]))
        if self.who.hasFocus() or offered == [self.who.itemText(number) for number in range(self.who.count())]:
            return
        self.who.clear()
        self.who.addItems(offered)
        self.who.setCurrentText(chosen)

    def show_sheet(self, sheet: DaySheet) -> None:
        """Show how far a form is."""
        language = current_language()
        self._ids = [checklist.id or 0 for checklist in sheet.checklists]
        self.form.clear()
        self.form.addItems([checklist.name(language) for checklist in sheet.checklists])
        if sheet.checklist.id in self._ids:
            self.form.setCurrentIndex(self._ids.index(sheet.checklist.id))
        self._shown = f"daily:{self._context.store_id}:{self._day.isoformat()}:{sheet.checklist.id}"
        self._say_who_looks()
        total = len(sheet.lines)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(sheet.answered)
        failed = sheet.count(Standing.FAILED)
        late = sheet.count(Standing.LATE)
        answered = f"{sheet.answered}/{total}"
        parts = []
        if failed:
            parts.append(tr("{count} failed", count=failed))
        undecided = sum(line.undecided for line in sheet.lines)
        if undecided:
            parts.append(tr("{count} to decide", count=undecided))
        if late:
            parts.append(tr("{count} late", count=late))
        self.state.setText(answered)
        self.trouble.setText(" · ".join(["", *parts]).strip())
        self.state.setToolTip(" · ".join([answered, *parts]))
        self.state.setAccessibleName(self.state.toolTip())
        self._make_room()

    def _say_who_looks(self) -> None:
        """Tell others which form is shown here, and say who of them shows it, too."""
        if self._shown and self.isVisible():
            presence = self._context.events.presence
            presence.show(self, self._shown, lambda names: presence.at_page.emit(words_for(names)))

    def showEvent(self, event: QShowEvent) -> None:
        """The form is looked at."""
        super().showEvent(event)
        self._say_who_looks()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is."""
        super().hideEvent(event)
        self._context.events.presence.leave(self)

    def _on_day_typed(self, day: date | None) -> None:
        if day is not None and day != self._day:
            self._day = day
            self.weekday.setText(weekday_text(day))
            self.day_chosen.emit(day)
