"""The shifts of a store and its opening hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.roster import OpeningHours, RosterWeek, Shift, hours_text
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.staff_dialog import StaffDialog
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_MOST = 9  # one key for each


class _Row:
    """The fields of one shift."""

    def __init__(self, shift: Shift, name: str, changed: Callable[[], None]) -> None:
        self.shift = shift
        self.name = QLineEdit(shift.name(current_language()))
        self.name.setMaxLength(20)
        self.name.setMinimumWidth(110)
        self.starts, self.ends = TimeEdit(), TimeEdit()
        self.starts.set_time(shift.starts)
        self.ends.set_time(shift.ends)
        self.pause = QSpinBox()
        self.pause.setRange(0, 600)
        self.pause.setSingleStep(15)
        self.pause.setSuffix(tr(" min"))
        self.pause.setValue(shift.pause_minutes)
        self.used = QCheckBox(tr("offered"))
        self.used.setChecked(not shift.hidden)
        self.hours = QLabel()
        for field, label, part in (
            (self.name, tr("Name of the shift"), "name"),
            (self.starts, tr("Begins"), "starts"),
            (self.ends, tr("Ends"), "ends"),
            (self.pause, tr("Pause"), "pause"),
            (self.used, tr("offered"), "used"),
        ):
            field.setObjectName(f"{name}.{part}")
            field.setAccessibleName(f"{label}: {self.name.text()}" if part != "name" else label)
        self.starts.textChanged.connect(lambda _text: changed())
        self.ends.textChanged.connect(lambda _text: changed())
        self.pause.valueChanged.connect(lambda _value: changed())

    def worked(self) -> str:
        """How long somebody works in it, as far as the times say."""
        starts, ends = self.starts.time, self.ends.time
        if starts is None or ends is None:
            return "—"
        shift = replace(self.shift, starts=starts, ends=ends, pause_minutes=self.pause.value())
        return tr("{hours} h", hours=hours_text(max(shift.minutes, 0)))

    def read(self) -> Shift:
        """The shift as the fields say.

        Raises:
            UserError: a time is missing.
        """
        starts, ends = self.starts.time, self.ends.time
        if starts is None or ends is None:
            (self.starts if starts is None else self.ends).setFocus()
            raise UserError(Text("Enter when “{name}” begins and ends, like 9:00.", name=self.name.text().strip()))
        name, language = self.name.text().strip(), current_language()
        # A name that was changed is the shift's own and holds in both languages.
        own = name != self.shift.name(language) or not self.shift.code
        return replace(
            self.shift,
            name_zh=name if own else self.shift.name_zh,
            name_en=name if own else self.shift.name_en,
            starts=starts,
            ends=ends,
            pause_minutes=self.pause.value(),
            hidden=not self.used.isChecked(),
        )


class ShiftsDialog(StaffDialog):
    """A row for each shift; the first gets key 1. A shift that is not offered any more stays on past days."""

    def __init__(self, context: PageContext, week: RosterWeek, parent: QWidget | None = None) -> None:
        """Show the shifts of the week's store."""
        super().__init__(context, tr("Shifts and opening hours"), "people.roster.shiftsDialog", tr("Save"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._store_id = week.store_id
        self.setMinimumWidth(scaled(self, 660))
        self.opens, self.closes = TimeEdit(), TimeEdit()
        self.opens.set_time(week.hours.opens)
        self.closes.set_time(week.hours.closes)
        self.rows: list[_Row] = []
        holder = QWidget()
        holder.setObjectName(f"{self.objectName()}.shifts")
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        titles = (tr("Key"), tr("Name of the shift"), tr("Begins"), tr("Ends"), tr("Pause"), tr("Hours"))
        for column, title in enumerate(titles):
            label = QLabel(title)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column)
        self._grid.setColumnStretch(1, 1)
        self.form.addRow(holder)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for shift in week.shifts:
            self._add(shift)
        self.more = QPushButton(tr("&Add a shift"))
        self.more.setObjectName(f"{self.objectName()}.add")
        self.more.setAccessibleName(tr("Add a shift"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.more)
        line.addStretch(1)
        for label, field, name in (
            (tr("Service &from"), self.opens, "opens"),
            (tr("&until"), self.closes, "closes"),
        ):
            caption = QLabel(label)
            caption.setBuddy(field)
            field.setObjectName(f"{self.objectName()}.{name}")
            field.setAccessibleName(label.replace("&", ""))
            field.setMaximumWidth(100)
            line.addWidget(caption)
            line.addWidget(field)
        self.form.addRow(line)
        self.hint(
            tr(
                "A time of ending before the beginning means the next day. Pauses are taken off the hours; take them "
                "by turns, so that somebody is always there. A shift that is not offered any more stays on past days."
            )
        )
        self._renumber()

    def work(self) -> Callable[[], list[Shift]]:
        """Keep shifts and hours as the fields say."""
        shifts = [row.read() for row in self.rows]
        opens, closes = self.opens.time, self.closes.time
        if opens is None or closes is None:
            (self.opens if opens is None else self.closes).setFocus()
            raise UserError(Text("Enter from when until when customers can reach somebody, like 9:00 and 22:00."))
        roster, store_id = self.context.services.roster, self._store_id
        return lambda: roster.save_shifts(store_id, shifts, OpeningHours(opens, closes))

    def _add(self, shift: Shift) -> None:
        number = len(self.rows) + 1
        row = _Row(shift, f"{self.objectName()}.{number}", self._renumber)
        row.used.toggled.connect(lambda _on: self._renumber())
        self.rows.append(row)
        key = QLabel()
        key.setObjectName(f"{self.objectName()}.{number}.key")
        for column, widget in enumerate((key, row.name, row.starts, row.ends, row.pause, row.hours, row.used)):
            self._grid.addWidget(widget, number, column)
        last = self.rows[-2].used if number > 1 else None
        for field in (row.name, row.starts, row.ends, row.pause, row.used):
            if last is not None:
                QWidget.setTabOrder(last, field)
            last = field

    def _on_add(self) -> None:
        start, end = time(9), time(17)
        fresh = Shift(store_id=self._store_id, code="", name_zh="", name_en="", starts=start, ends=end)
        self._add(replace(fresh, pause_minutes=60))
        self._renumber()
        self.rows[-1].name.setFocus()
        self.fit()

    def _renumber(self) -> None:
        """Say which key gives which shift, and how long each is."""
        number = 0
        for place, row in enumerate(self.rows, start=1):
            item = self._grid.itemAtPosition(place, 0)
            label = item.widget() if item is not None else None
            number += row.used.isChecked()
            if isinstance(label, QLabel):
                label.setText(str(number) if row.used.isChecked() else "—")
            row.hours.setText(row.worked())
        self.more.setEnabled(len(self.rows) < _MOST)
