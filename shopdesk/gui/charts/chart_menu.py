"""What the trend chart offers where its crosshair stands: the rows of each figure, and the owner's notes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from shopdesk.gui.charts.data import ChartData, Line
from shopdesk.gui.widgets.controls import action
from shopdesk.infra.i18n import tr


def chart_menu(
    parent: QWidget,
    data: ChartData | None,
    index: int | None,
    *,
    rows: Callable[[int], object],
    note: Callable[[object, int, bool], object],
    copy: Callable[[], object],
) -> QMenu:
    """The menu of a chart; it deletes itself when it is closed.

    Args:
        parent: the chart.
        data: what it shows.
        index: where its crosshair stands, ``None`` where it does not.
        rows: opens the rows of the series at a place.
        note: gets a day, the number of a note there (0 for a new one), and whether it is to be removed.
        copy: copies the data.
    """
    menu = QMenu(parent)
    menu.setObjectName("kpi.chartMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if data is not None and index is not None:
        for place, series in enumerate(data.series):
            if series.line is not Line.MEAN:
                words = tr("Show rows: {name}", name=series.name)
                name = f"kpi.chartRows.{series.item.code}{'.earlier' if series.spans else ''}"
                menu.addAction(action(name, words, lambda place=place: rows(place), menu))
        _offer_notes(menu, data, index, note)
    menu.addAction(action("kpi.chartMenu.copy", tr("Copy data"), copy, menu))
    return menu


def _offer_notes(menu: QMenu, data: ChartData, index: int, note: Callable[[object, int, bool], object]) -> None:
    """A new note where the crosshair stands, and those that are there."""
    days = data.grid[index]
    offers = [("kpi.chartMenu.note", tr("Note on {day}…", day=days.start), (days.start, 0, False))]
    for mark in data.marks:
        if mark.note and mark.day in days:
            change = tr("Change the note “{name}”…", name=mark.name)
            offers.append((f"kpi.chartMenu.change.{mark.note}", change, (mark.day, mark.note, False)))
            remove = tr("Remove the note “{name}”", name=mark.name)
            offers.append((f"kpi.chartMenu.remove.{mark.note}", remove, (mark.day, mark.note, True)))
    for name, words, wanted in offers:
        menu.addAction(action(name, words, lambda wanted=wanted: note(*wanted), menu))
