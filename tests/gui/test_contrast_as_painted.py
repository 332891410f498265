"""The KPI page with its Money parts, measured on what is painted: words 4.5 and drawings 3 to 1 (WCAG 2.2).

A usual run looks at the dark set, which a colour that is no token does not follow; ``SHOPDESK_EXTREMES=all`` at the
light one, too. The tokens of both are measured in every run (test_contrast.py).
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.charts.heat_map import HeatMap
from shopdesk.gui.screen_reader import Drawn
from shopdesk.gui.theme import Theme
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.test_contrast import GRAPHICS, TEXT, contrast
from tests.gui.walk import views

LOOKED_AT = [True, False] if os.environ.get("SHOPDESK_EXTREMES") == "all" else [True]
_FEW = 60
"""Pixels: fewer of a colour are edges of a line, mixed with what it lies on."""


def colors(image: QImage, place: QRect) -> Counter[int]:
    """How many pixels have which colour in a part of a picture."""
    part = image.copy(place).convertToFormat(QImage.Format.Format_RGB32)
    return Counter(memoryview(part.constBits()).cast("I"))


def pale_words(window: QWidget, image: QImage) -> list[str]:
    """Labels and buttons whose darkest (or lightest) pixel does not stand out from what they lie on."""
    found = []
    for one in window.findChildren(QWidget):
        words = one.text().strip() if isinstance(one, QLabel | QAbstractButton) else ""
        seen = one.visibleRegion().boundingRect()
        if not words or not one.isEnabled() or seen.height() < one.fontMetrics().height() or seen.width() < 12:
            continue
        inside = QRect(one.mapTo(window, seen.topLeft()), seen.size()).adjusted(3, 2, -3, -2)
        there = colors(image, inside)
        ground = QColor.fromRgba(there.most_common(1)[0][0])
        best = max(contrast(QColor.fromRgba(color), ground) for color in there)
        if best < TEXT:
            found.append(f"{one.objectName()} “{words[:30]}” {best:.2f}")
    return found


def pale_drawings(window: QWidget, image: QImage) -> list[str]:
    """Colours of bars and lines that do not stand out from the ground of their drawing."""
    found = []
    for one in window.findChildren(QWidget):
        if not isinstance(one, Drawn) or not one.isVisible() or one.visibleRegion().isEmpty():
            continue
        if isinstance(one, HeatMap):
            continue  # a ladder of shades, each with its figure on it; see below
        seen = one.visibleRegion().boundingRect()
        there = colors(image, QRect(one.mapTo(window, QPoint(seen.topLeft())), seen.size()))
        ground = QColor.fromRgba(there.most_common(1)[0][0])
        for number, count in there.items():
            color = QColor.fromRgba(number)
            if count >= _FEW and color.hsvSaturationF() > 0.45 and contrast(color, ground) < GRAPHICS:
                found.append(f"{one.objectName()} {color.name()} on {ground.name()} {contrast(color, ground):.2f}")
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_figure_on_each_shade_is_read(qtbot: QtBot, dark: bool) -> None:
    drawing = HeatMap(Theme(dark=dark), "shades", "Shades")
    qtbot.addWidget(drawing)
    for step in range(101):
        ground, ink = drawing.shade(step / 100)
        assert contrast(ink, ground) >= TEXT, step


@pytest.mark.timeout(300)
@pytest.mark.parametrize("dark", LOOKED_AT, ids=lambda dark: "dark" if dark else "light")
def test_words_and_drawings_of_the_figures_stand_out(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, dark: bool
) -> None:
    wrong: dict[str, str] = {}
    looked = 0
    with on_sample(qtbot, qapp, tmp_path / "data", "en", FixedClock(NOW)) as desktop:
        desktop.set_theme("dark" if dark else "light")
        settle(qtbot, desktop)
        for view in views(desktop, lambda: settle(qtbot, desktop), only="kpi"):
            looked += 1
            image = desktop.window.grab().toImage()
            for line in pale_words(desktop.window, image) + pale_drawings(desktop.window, image):
                wrong.setdefault(line, view)
    Theme(dark=False).apply(qapp)
    assert looked >= 15
    assert not wrong, "\n".join(f"{view}: {line}" for line, view in wrong.items())
