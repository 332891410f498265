"""A short table all of whose columns are in sight: texts that have no room in one line take several."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent

from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.scaled import scaled

_LEAST = 110
_PADDING = 26
"""What the style keeps free beside a cell's text; Qt forgets it when it measures a row of several lines."""
_AROUND = 14
_TALLEST = 10_000


class WrappedTexts(QObject):
    """Takes what a table is too wide from its texts; only for few rows, since the height of each is measured."""

    def __init__(self, table: RecordTable, texts: Collection[str]) -> None:
        """``texts`` names the columns that may become narrower."""
        super().__init__(table)
        self._table = table
        self._texts = [number for number, one in enumerate(table.records_model.columns) if one.name in texts]
        self._fitting = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        table.setWordWrap(True)
        table.viewport().installEventFilter(self)
        # The table shares its own room first.
        table.records_model.modelReset.connect(self._soon.start)
        table.head.sectionResized.connect(lambda *_: self._fitting or self._set_heights())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again in another width; a bar that comes and goes below is none."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._soon.start()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Narrow the texts as far as the table is too wide."""
        table = self._table
        self._fitting = True
        table.fit_columns()
        shown = table.shown_columns()
        over = sum(table.columnWidth(number) for number in shown) - table.viewport().width()
        least = scaled(table, _LEAST)
        given = {number: room for number in self._texts if (room := table.columnWidth(number) - least) > 0}
        if over > 0 and given:
            share = min(1.0, over / sum(given.values()))
            for number, room in given.items():
                table.setColumnWidth(number, table.columnWidth(number) - int(room * share) - 1)
        self._fitting = False
        self._set_heights()

    def _set_heights(self) -> None:
        table, model = self._table, self._table.records_model
        metrics, least = table.fontMetrics(), table.verticalHeader().defaultSectionSize()
        texts = [number for number in self._texts if not table.isColumnHidden(number)]
        for row in range(model.rowCount()):
            record = model.record(row)
            rooms = [
                metrics.boundingRect(
                    QRect(0, 0, max(1, table.columnWidth(number) - scaled(table, _PADDING)), _TALLEST),
                    Qt.TextFlag.TextWordWrap,
                    model.columns[number].shown(record),
                ).height()
                for number in texts
            ]
            table.setRowHeight(row, max([least, *(room + scaled(table, _AROUND) for room in rooms)]))
