"""Which KPIs are on the chart: a ticked chip for each, and a menu with all that have figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from shopdesk.domain.kpi import KPIS, kpi
from shopdesk.domain.kpi.kinds import GROUP_NAMES
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button, menu_button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr

MOST = 6


class SeriesBar(QWidget):
    """Emits ``changed`` when the ticked KPIs change. At most six, so that the chart stays readable."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No chips."""
        super().__init__(parent)
        self._theme = theme
        self._picked: list[str] = []
        self._chosen = False
        self._offered: list[str] = []
        self._chips: dict[str, QPushButton] = {}
        self._layout = FlowLayout(self, 6)
        self.more = menu_button("kpi.moreSeries", tr("More figures"), spoken=tr("Choose the figures on the chart"))
        self._layout.addWidget(self.more)

    @property
    def picked(self) -> list[str]:
        """The ticked KPIs in the order of their colours."""
        return list(self._picked)

    def offer(self, codes: Sequence[str], first: Sequence[str]) -> None:
        """Offer the KPIs that have figures; keep the reader's own ticks where they make sense, else tick ``first``.

        What was only proposed is proposed anew: of files imported together the ads may be there before the orders.
        """
        self._offered = list(codes)
        kept = [code for code in self._picked if code in self._offered] if self._chosen else []
        self._picked = kept or [code for code in first if code in self._offered][:3] or self._offered[:1]
        self._rebuild()

    def pick(self, codes: Sequence[str]) -> None:
        """Tick exactly these."""
        self._chosen = True
        self._picked = list(codes)[:MOST]
        self._offered += [code for code in self._picked if code not in self._offered]
        self._rebuild()
        self.changed.emit()

    def toggle(self, code: str) -> None:
        """Tick or untick one; the last one stays, and a seventh replaces the oldest."""
        self._chosen = True
        if code in self._picked:
            if len(self._picked) > 1:
                self._picked.remove(code)
        else:
            self._picked = [*self._picked[-(MOST - 1) :], code]
        self._rebuild()
        self.changed.emit()

    def _rebuild(self) -> None:
        for chip in self._chips.values():
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for place, code in enumerate(self._picked):
            tip = tr("Take “{name}” off the chart", name=kpi(code).name)
            chip = button(
                f"kpi.series.{code}", tr(kpi(code).name), lambda code=code: self.toggle(code), tip=tip, checkable=True
            )
            chip.setChecked(True)
            chip.setIcon(self._line_icon(self._theme.series[place % len(self._theme.series)]))
            chip.setIconSize(QSize(16, 10))
            chip.setStyleSheet("padding: 2px 10px;")
            self._chips[code] = chip
            self._layout.addWidget(chip)
        # The menu comes last.
        self._layout.removeWidget(self.more)
        self._layout.addWidget(self.more)
        self._fill_menu()

    def _fill_menu(self) -> None:
        menu = self.more.menu()
        menu.clear()
        group = None
        for item in KPIS:
            if item.code not in self._offered:
                continue
            if item.group is not group:
                group = item.group
                menu.addSection(tr(GROUP_NAMES[group]))
            action = QAction(tr(item.name), menu)
            action.setCheckable(True)
            action.setChecked(item.code in self._picked)
            action.setToolTip(tr(item.formula))
            action.triggered.connect(lambda _checked=False, code=item.code: self.toggle(code))
            menu.addAction(action)

    @staticmethod
    def _line_icon(colour: QColor) -> QIcon:
        pixmap = QPixmap(32, 20)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setPen(QPen(colour, 3))
        painter.drawLine(QPointF(0, 5), QPointF(16, 5))
        painter.end()
        return QIcon(pixmap)
