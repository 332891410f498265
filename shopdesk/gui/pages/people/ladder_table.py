"""The grid of a tier table with marks on faulty cells and the sentences beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.tiers.checks import Finding, Severity
from shopdesk.domain.tiers.records import Ladder
from shopdesk.gui.pages.people.ladder_model import FINDING_ROLE, LadderModel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_MARKS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.NOTE: "·"}


class MarkDelegate(QStyledItemDelegate):
    """Draws a corner on cells with a finding and lets figures be typed over."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Mark in the colours of ``theme``."""
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, then its mark."""
        super().paint(painter, option, index)
        found = index.data(FINDING_ROLE)
        if found is None or found == Severity.NOTE:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = QPointF(option.rect.left(), option.rect.top())
        size = 9.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.bad if found == Severity.ERROR else self._theme.warning)
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(0, size)]))
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A plain line with the figure selected."""
        editor = TypedLine(parent)
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = index.model().headerData(index.row(), Qt.Orientation.Vertical)
        editor.setAccessibleName(f"{row}")
        return editor


class LadderTable(QWidget):
    """One tier table: grid above, findings beneath. Choosing a sentence goes to its cell."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``name`` begins the object names."""
        super().__init__(parent)
        self._theme = theme
        self.model = LadderModel(theme)
        self.model.edited.connect(self.edited)
        self.model.refused.connect(self.refused)
        self.grid = _Grid(self.model, theme)
        self.grid.setObjectName(f"{name}.grid")
        self.grid.setAccessibleName(tr("Tier table"))
        self.findings = QListWidget()
        self.findings.setObjectName(f"{name}.findings")
        self.findings.setAccessibleName(tr("What the checks find"))
        self.findings.setWordWrap(True)
        self.findings.setFrameShape(QListWidget.Shape.NoFrame)
        self.findings.setStyleSheet("QListWidget { border: none; }")
        self.findings.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.itemActivated.connect(self._on_finding_chosen)
        self.findings.itemClicked.connect(self._on_finding_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.grid)
        layout.addWidget(self.findings)

    def populate(
        self, ladder: Ladder, names: Mapping[str, str], findings: list[Finding], current: int | None = None
    ) -> None:
        """Show a table; the selected cell is kept when the table keeps its size."""
        kept = self.grid.currentIndex()
        row, column = kept.row(), kept.column()
        self.model.populate(ladder, names, findings, current)
        self.grid.fit()
        if row >= 0 and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(row, min(column, self.model.columnCount() - 1)))
        self.findings.clear()
        colours = {Severity.ERROR: self._theme.bad, Severity.WARNING: self._theme.warning}
        for finding in findings:
            item = QListWidgetItem(f"{_MARKS[finding.severity]}  {tr(finding.text)}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setForeground(colours.get(finding.severity, self._theme.muted))
            self.findings.addItem(item)
        if not findings:
            item = QListWidgetItem(
                "✓  " + tr("Nothing found: totals equal their parts, steps rise, every share lies in the band.")
            )
            item.setForeground(self._theme.good)
            self.findings.addItem(item)
        self._fit_findings()

    def resizeEvent(self, event: object) -> None:
        """Wrapped sentences need another height at another width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_findings()

    def _fit_findings(self) -> None:
        self.findings.doItemsLayout()
        height = sum(max(self.findings.sizeHintForRow(row), 20) for row in range(self.findings.count()))
        self.findings.setFixedHeight(height + 8)

    def _on_finding_chosen(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if finding is None:
            return
        index = self.model.cell_of(finding)
        if index.isValid():
            self.grid.setCurrentIndex(index)
            self.grid.setFocus()


class _Grid(QTableView):
    """As tall as its rows; scrolls sideways only."""

    def __init__(self, model: LadderModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._spanned = (0, 0)
        self.setModel(model)
        model.modelReset.connect(self._forget_spans)
        self.setItemDelegate(MarkDelegate(theme, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # The arrows go from cell to cell; Tab goes on.
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        # Rows are lower than a header with the usual padding; the names would be cut.
        self.verticalHeader().setStyleSheet(
            "QHeaderView::section { padding: 0 8px; border: none; font-weight: normal; }"
        )
        self.setWordWrap(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why a key that edits does nothing in a table that ships."""
        index = self.currentIndex()
        editable = bool(self._model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if index.isValid() and not editable and (event.key() == Qt.Key.Key_F2 or event.text().isdigit()):
            shipped = not self._model.editable
            self._model.refused.emit(
                tr("This table ships with the program and stays as it is. Copy and edit it.")
                if shipped
                else tr("This figure follows from others. Change those.")
            )
            return
        super().keyPressEvent(event)

    def fit(self) -> None:
        """Span the rows with one value, and share the width among the tiers."""
        rows, columns = self._model.rowCount(), self._model.columnCount()
        if (rows, columns) == self._spanned:
            return
        self._spanned = (rows, columns)
        self.clearSpans()
        for row in range(rows):
            if self._model.spans_tier(row):
                for column in range(0, columns, 3):
                    self.setSpan(row, column, 1, 3)
        self._share_width()
        self.updateGeometry()

    def _forget_spans(self) -> None:
        self._spanned = (0, 0)

    def _share_width(self) -> None:
        columns = self._model.columnCount()
        if not columns:
            return
        unit = max(56, (self.viewport().width() - 2) * 9 // (columns * 10))
        for column in range(columns):
            # The cost takes more room than the two counts: 3 : 3 : 4.
            width = unit if column % 3 < 2 else max(80, unit * 4 // 3)
            self.setColumnWidth(column, width)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._share_width()

    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        bar = self.horizontalScrollBar().sizeHint().height() if self._wider() else 0
        return QSize(600, rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth() + bar + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def _wider(self) -> bool:
        return sum(self.columnWidth(column) for column in range(self._model.columnCount())) > self.viewport().width()
