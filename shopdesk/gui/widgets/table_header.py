"""The head of a record table: click to sort, Shift and click to sort by more, and a row of filters below the names."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyleOptionHeader, QWidget

from shopdesk.gui.widgets.record_model import RecordTableModel
from shopdesk.infra.i18n import tr

_PAUSE_MS = 150
# Plain spaces at the end of a line take no room.
_ROOM_FOR_ARROW = "\N{NO-BREAK SPACE}" * 4


class FilterLine(QLineEdit):
    """One filter; Escape empties it, and closes the row where it is empty already."""

    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back a step."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.closed.emit()


class TableHeader(QHeaderView):
    """``filtered`` says that a filter changed, a moment after the last key; ``closed`` that the row was left."""

    filtered = Signal()
    closed = Signal()

    def __init__(self, model: RecordTableModel, name: str, parent: QWidget | None = None) -> None:
        """The head of the table called ``name``."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._name = name
        self._lines: list[FilterLine] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.filtered.emit)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(lambda *_: self._place())
        self.sectionMoved.connect(lambda *_: self._place())

    @property
    def filter_row(self) -> bool:
        """Whether the row of filters is shown."""
        return bool(self._lines)

    def words(self) -> dict[int, str]:
        """What stands in the filters, by column."""
        return {number: line.text() for number, line in enumerate(self._lines) if line.text().strip()}

    def line(self, column: int) -> FilterLine:
        """The filter of a column, while the row is shown."""
        return self._lines[column]

    def show_filters(self, shown: bool) -> None:
        """Show the row of filters, or empty and hide it."""
        if shown == self.filter_row:
            return
        if shown:
            for number, column in enumerate(self._model.columns):
                line = FilterLine(self)
                line.setObjectName(f"{self._name}.filter.{column.name or number}")
                line.setAccessibleName(tr("Filter {column}", column=column.header))
                line.setPlaceholderText(tr("Filter"))
                line.setToolTip(tr("Part of the text, >100, 100..200, or - for nothing"))
                line.textChanged.connect(lambda _text: self._pause.start())
                line.closed.connect(self.closed)
                self._lines.append(line)
        else:
            for line in self._lines:
                line.hide()
                line.deleteLater()
            self._lines.clear()
            self._pause.stop()
            self.filtered.emit()
        self.updateGeometry()
        self._place()
        # The table measures its head when its geometry changes.
        self.geometriesChanged.emit()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """A name that stands on the right leaves room for the arrow of the order, which is drawn over it otherwise."""
        super().initStyleOptionForIndex(option, logicalIndex)
        ordered = option.sortIndicator != QStyleOptionHeader.SortIndicator.None_
        if ordered and option.textAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += _ROOM_FOR_ARROW

    def sizeHint(self) -> QSize:
        """The names, and below them the filters."""
        hint = super().sizeHint()
        if self._lines:
            hint.setHeight(hint.height() + self._lines[0].sizeHint().height() + 4)
        return hint

    def updateGeometries(self) -> None:
        """Keep room for the filters below the names."""
        self.setViewportMargins(0, 0, 0, self._lines[0].sizeHint().height() + 4 if self._lines else 0)
        super().updateGeometries()
        self._place()

    def _place(self) -> None:
        if not self._lines:
            return
        height = self._lines[0].sizeHint().height()
        top = self.height() - height - 2
        for number, line in enumerate(self._lines):
            line.setVisible(not self.isSectionHidden(number))
            line.setGeometry(
                self.sectionViewportPosition(number) + 1, top, max(0, self.sectionSize(number) - 2), height
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With Shift a click sorts by one more column."""
        self._model.adding_sort = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        try:
            super().mouseReleaseEvent(event)
        finally:
            self._model.adding_sort = False
