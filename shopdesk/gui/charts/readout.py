"""The small card beside the crosshair with the date and every value there."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.domain.kpi.output import shown
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.data import ChartData
from shopdesk.gui.charts.picture import axis_name
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text


def period_name(period: Period, by: By, label: str) -> str:
    """``2020-02-01 Sat``, ``2020-W05 (02-01 to 02-02)`` or ``2020-02``."""
    if by is By.DAY:
        return f"{label} {weekday_text(period.start)}"
    if by is By.WEEK:
        return tr("{week} ({start} to {end})", week=label, start=f"{period.start:%m-%d}", end=f"{period.end:%m-%d}")
    return label


class Readout(QLabel):
    """Follows the crosshair inside the plot and never covers it."""

    def __init__(self, parent: QWidget, colours: object) -> None:
        """Hidden until something is pointed at."""
        super().__init__(parent)
        self._colours = colours
        self.plain_text = ""
        self.setObjectName("kpi.chartReadout")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        surface, line, text = (getattr(colours, name).name() for name in ("surface", "line", "text"))
        self.setStyleSheet(
            f"QLabel {{ background: {surface}; color: {text}; border: 1px solid {line}; border-radius: 6px;"
            " padding: 6px 8px; }"
        )
        self.hide()

    def show_period(self, data: ChartData, index: int, x: float, colour: Callable[[int], QColor]) -> None:
        """Show the values of a period beside position ``x`` of the plot."""
        period = data.grid[index]
        title = period_name(period, data.by, data.label(index))
        muted = self._colours.muted.name()  # type: ignore[attr-defined]
        lines, plain = [], [title]
        for place, series in enumerate(data.series):
            value = shown(series.item, series.values[index])
            scale = data.scales[place]
            own = f" <span style='color:{muted}'>{escape(axis_name(scale))}</span>" if scale > 1 else ""
            lines.append(
                f"<tr><td style='color:{colour(place).name()}'>■&nbsp;</td>"
                f"<td>{escape(series.name)}{own}&nbsp;&nbsp;</td>"
                f"<td align='right'>{escape(value)}</td></tr>"
            )
            plain.append(f"{series.name} {value}")
        names = [band.name for band in data.bands if band.period.overlaps(period)]
        names += [mark.name for mark in data.marks if mark.day in period]
        events = ""
        if names:
            events = f"<div style='color:{muted}'>{escape(' · '.join(names[:4]))}</div>"
            plain.extend(names)
        self.plain_text = "\n".join(plain)
        self.setText(f"<b>{escape(title)}</b><table cellspacing='0'>{''.join(lines)}</table>{events}")
        self.setAccessibleName(self.plain_text)
        self.adjustSize()
        room = self.parentWidget().width()
        left = int(x) + 14
        if left + self.width() > room - 4:
            left = max(int(x) - 14 - self.width(), 4)
        self.move(left, 10)
        self.raise_()
        self.show()
