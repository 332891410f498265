"""The bands of a component: a row for each with where it begins, where it ends, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Reader, written
from shopdesk.domain.payroll.scheme_checks import check_bands
from shopdesk.domain.payroll.schemes import MONEY_BASES, Band, Basis
from shopdesk.domain.people import HIGHEST_BASE_FEN
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import button, tool
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr

_START = Field("start", Kind.MONEY, Text("Above"), required=True)
_END = Field("end", Kind.MONEY, Text("Up to and including"), placeholder=Text("without end"))
_RATE = Field("rate", Kind.RATE, Text("Rate", context="commission"), required=True)
_PLAIN_START = Field("start", Kind.DECIMAL, Text("Above"), required=True, lowest=Decimal(0))
_PLAIN_END = Field("end", Kind.DECIMAL, Text("Up to and including"), lowest=Decimal(0), placeholder=Text("without end"))
_AMOUNT = Field("rate", Kind.MONEY, Text("Amount"), required=True, highest=HIGHEST_BASE_FEN)


@dataclass(frozen=True, slots=True)
class _Row:
    editors: tuple[Editor, Editor, Editor]
    remove: QToolButton


class BandRows(QWidget):
    """Edits bands; what does not fit together is said below as one types. ``changed``: something was typed."""

    changed = Signal()

    def __init__(self, reader: Reader, name: str, basis: Basis) -> None:
        """No bands; ``name`` begins the object names."""
        super().__init__()
        self.setObjectName(name)
        self._reader = reader
        self._basis = basis
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.add = button(f"{name}.add", tr("Add a band"), self.add_band)
        self.problem = LyingLabel(f"{name}.problem", self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def _fields(self) -> tuple[Field, Field, Field]:
        if self._basis in MONEY_BASES:
            return _START, _END, _RATE
        return _PLAIN_START, _PLAIN_END, _AMOUNT

    def show_bands(self, bands: tuple[Band, ...], basis: Basis) -> None:
        """Show these bands; without any, one from nothing on without an end."""
        self._basis = basis
        kept = bands or (Band(Decimal(0), None, Decimal(0)),)

        def text(place: int, value: Decimal | None) -> str:
            field = self._fields[place]
            return written(field, int(value) if value is not None and field.kind is Kind.MONEY else value)

        self._make([(text(0, band.start), text(1, band.end), text(2, band.rate) if bands else "") for band in kept])

    def set_basis(self, basis: Basis) -> None:
        """Another basis: bounds in yuan or in plain numbers, rates or amounts; what was typed stays where it fits."""
        same = (basis in MONEY_BASES) == (self._basis in MONEY_BASES)
        typed = [tuple(one.raw() for one in row.editors) for row in self._rows]
        self._basis = basis
        if not same:
            self._make([(start, end, "") for start, end, _rate in typed])
        self._check()

    def bands(self) -> tuple[Band, ...]:
        """What the rows say.

        Raises:
            UserError: a cell cannot be read, or the bands do not fit together.
        """
        found = self._read()
        faults = check_bands(found, self._basis)
        if faults:
            raise UserError(faults[0])
        return found

    def raw(self) -> list[tuple[str, ...]]:
        """What stands there as it was typed."""
        return [tuple(one.raw() for one in row.editors) for row in self._rows]

    def add_band(self) -> None:
        """Add a band above the last one."""
        typed = [tuple(one.raw() for one in row.editors) for row in self._rows]
        self._make([*typed, (typed[-1][1] if typed else "0", "", "")])
        self._rows[-1].editors[2 if typed and typed[-1][1] else 0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _remove(self, number: int) -> None:
        self._make([row for place, row in enumerate(self.raw()) if place != number])
        self._on_changed()

    def _make(self, rows: list[tuple[str, ...]]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        for column, field in enumerate(self._fields):
            head = QLabel(tr(field.label or ""))
            head.setProperty("role", "muted")
            self._grid.addWidget(head, 0, column)
        for number, texts in enumerate(rows):
            self._add_row(number, texts)

    def _add_row(self, number: int, texts: tuple[str, ...]) -> None:
        name = self.objectName()
        made: list[Editor] = []
        for column, (field, text) in enumerate(zip(self._fields, texts, strict=True)):
            one = editor(field, self._reader)
            one.widget.setObjectName(f"{name}.{field.name}{number + 1}")
            one.widget.setAccessibleName(
                tr("Band {number}: {field}", number=number + 1, field=field.label or Text("Value"))
            )
            one.widget.setText(text)
            one.changed.connect(self._on_changed)
            self._grid.addWidget(one.widget, number + 1, column)
            made.append(one)
        remove = tool(
            f"{name}.remove{number + 1}",
            tr("Take band {number} away", number=number + 1),
            "close",
            lambda: self._remove(number),
        )
        remove.setVisible(number > 0 or len(self._rows) > 0)
        self._grid.addWidget(remove, number + 1, len(self._fields))
        self._rows.append(_Row((made[0], made[1], made[2]), remove))

    def _on_changed(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        try:
            faults = [tr(fault) for fault in check_bands(self._read(), self._basis)]
        except UserError:
            faults = []  # a band that is still being typed is no fault yet; at OK it is
        self.problem.say("\n".join(faults))

    def _read(self) -> tuple[Band, ...]:
        found = []
        for number, row in enumerate(self._rows, 1):
            try:
                start, end, rate = (one.value() for one in row.editors)
            except FieldError as error:
                raise UserError(Text("Band {number}: {problem}", number=number, problem=error.text)) from error
            found.append(Band(Decimal(start), None if end is None else Decimal(end), Decimal(rate)))
        return tuple(found)
