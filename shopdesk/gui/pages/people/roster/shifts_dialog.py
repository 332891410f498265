"""The shifts of a store and its opening hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.roster import SHIFT, OpeningHours, RosterWeek, Shift, hours_text
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.widgets.controls import button, named, tick
from shopdesk.gui.widgets.editors import editor
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_MOST = 9  # one key for each
_NAME = Text("Name of the shift")


class _Row:
    """The editors of one shift's fields; the name is the one of the language in use."""

    def __init__(self, shift: Shift, name: str, reader: Reader, changed: Callable[[], None]) -> None:
        self.shift = shift
        self._own_name = "name_zh" if current_language().startswith("zh") else "name_en"
        called = {self._own_name: "name", "starts": "starts", "ends": "ends", "pause_minutes": "pause"}
        self.editors = {field: editor(SHIFT.field(field), reader, empty=SHIFT.empty(field)) for field in called}
        for field, part in called.items():
            made = self.editors[field]
            made.set_value(shift.name(current_language()) if part == "name" else getattr(shift, field))
            label = tr(_NAME if part == "name" else made.field.label or _NAME)
            named(
                made.widget, f"{name}.{part}", label if part == "name" else f"{label}: {shift.name(current_language())}"
            )
            made.changed.connect(changed)
        self.name, self.starts, self.ends, self.pause = (made.widget for made in self.editors.values())
        self.name.setMinimumWidth(110)
        self.used = tick(f"{name}.used", tr("offered"), on=not shift.hidden)
        self.hours = QLabel()

    def worked(self) -> str:
        """How long somebody works in it, as far as the times and the pause say."""
        try:
            starts, ends, pause = (self.editors[name].value() for name in ("starts", "ends", "pause_minutes"))
        except FieldError:
            return NO_DATA
        shift = replace(self.shift, starts=starts, ends=ends, pause_minutes=pause)
        return tr("{hours} h", hours=hours_text(max(shift.minutes, 0)))

    def read(self) -> Shift:
        """The shift as the fields say.

        Raises:
            UserError: a value is missing or out of bounds; the sentence names shift and field.
        """
        said: dict[str, Any] = {}
        for field, made in self.editors.items():
            try:
                said[field] = made.value()
            except FieldError as error:
                made.widget.setFocus()
                words = Text("{field}: {problem}", field=made.field.label or _NAME, problem=error.text)
                whose = self.editors[self._own_name].raw().strip() or tr(_NAME)
                raise UserError(Text("{field}: {problem}", field=whose, problem=words)) from error
        name = said.pop(self._own_name)
        # A name that was changed is the shift's own and holds in both languages.
        if name != self.shift.name(current_language()) or not self.shift.code:
            said |= {"name_zh": name, "name_en": name}
        return replace(self.shift, **said, hidden=not self.used.isChecked())

    def raw(self) -> tuple[Any, ...]:
        """What stands there, to see whether anything changed."""
        return (*(made.raw() for made in self.editors.values()), self.used.isChecked())


class ShiftsDialog(RecordForm):
    """A row for each shift; the first gets key 1. A shift that is not offered any more stays on past days."""

    def __init__(self, context: PageContext, week: RosterWeek, parent: QWidget | None = None) -> None:
        """Show the shifts of the week's store."""
        super().__init__(
            context.tasks,
            SHIFT,
            name="people.roster.shiftsDialog",
            title=tr("Shifts and opening hours"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._roster, self._store_id = context.services.roster, week.store_id
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
        columns = (tr(SHIFT.field(name).label or _NAME) for name in ("starts", "ends", "pause_minutes"))
        for column, title in enumerate((tr("Key"), tr(_NAME), *columns, tr("Hours"))):
            label = QLabel(title)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column)
        self._grid.setColumnStretch(1, 1)
        self.form.addRow(holder)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for shift in week.shifts:
            self._add(shift)
        self.more = button(f"{self.objectName()}.add", tr("&Add a shift"), self._on_add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.more)
        line.addStretch(1)
        for label, field, name in (
            (tr("Service &from"), self.opens, "opens"),
            (tr("&until"), self.closes, "closes"),
        ):
            caption = QLabel(label)
            caption.setBuddy(named(field, f"{self.objectName()}.{name}", label))
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
        (self.rows[0].name if self.rows else self.opens).setFocus()

    def work(self) -> Callable[[], list[Shift]]:
        """Keep shifts and hours as the fields say."""
        shifts = [row.read() for row in self.rows]
        opens, closes = self.opens.time, self.closes.time
        if opens is None or closes is None:
            (self.opens if opens is None else self.closes).setFocus()
            raise UserError(Text("Enter from when until when customers can reach somebody, like 9:00 and 22:00."))
        roster, store_id = self._roster, self._store_id
        return lambda: roster.shifts.save(store_id, shifts, OpeningHours(opens, closes))

    def _raw(self) -> dict[str, Any]:
        rows = {str(number): row.raw() for number, row in enumerate(self.rows)}
        return {**rows, "opens": self.opens.text(), "closes": self.closes.text()}

    def _add(self, shift: Shift) -> None:
        number = len(self.rows) + 1
        row = _Row(shift, f"{self.objectName()}.{number}", self.reader, self._renumber)
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
                label.setText(str(number) if row.used.isChecked() else NO_DATA)
            row.hours.setText(row.worked())
        self.more.setEnabled(len(self.rows) < _MOST)
