"""What is written on a chart can be read: it says what its figures are, in round steps, and no words lie on others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import ChartAnswer, Point
from shopdesk.domain.periods import By, Period
from shopdesk.domain.text import Text
from shopdesk.gui.charts.bar_list import BarList
from shopdesk.gui.charts.scatter_chart import ScatterChart
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, Chart, ChartQuestion
from shopdesk.gui.theme import Theme
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr
from tests.gui.sample_store import NOW, make_sample

SPAN = Period(date(2026, 2, 14), date(2026, 3, 15))
READER = Reader(today=NOW.date(), say=tr)
SIZES = ((760, 460), (420, 260))


class Listener(QPainter):
    """Remembers where which words were written."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.written: list[tuple[QRectF, str]] = []
        self.signs: list[QRectF] = []

    def drawText(self, place: Any, flags: Any, words: str) -> None:
        """Write them, too."""
        self.written.append((self.boundingRect(QRectF(place), int(flags), words), words))
        super().drawText(place, flags, words)

    def drawEllipse(self, place: Any, *radii: float) -> None:
        """A round sign of a group, or the point of a line."""
        if not radii:
            self.signs.append(QRectF(place))
        super().drawEllipse(place, *radii)

    def drawPolygon(self, corners: Any) -> None:
        """A sign with corners."""
        self.signs.append(corners.boundingRect())
        super().drawPolygon(corners)


def written_on(drawing: Any) -> list[tuple[QRectF, str]]:
    """The words of a drawing, each with its place."""
    return drawn_on(drawing).written


def drawn_on(drawing: Any) -> Listener:
    """All that a drawing draws."""
    image = QImage(drawing.size(), QImage.Format.Format_RGB32)
    listener = Listener(image)
    listener.setFont(drawing.font())
    drawing.draw(listener, drawing.areas())
    listener.end()
    return listener


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    app = bootstrap.prepare(_sample_folder(tmp_path_factory), "en", clock=FixedClock(NOW))
    yield app.open()
    app.close()


def _sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"), "en")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_no_words_of_a_chart_lie_on_others(qtbot: QtBot, sample: Any, chart: Chart) -> None:
    store = sample.stores.all()[0].id
    drawing = chart.drawing_kind()(Theme(dark=False), "chart", "chart")
    qtbot.addWidget(drawing)
    drawn = 0
    for measure in [name for name, _ in chart.measures] or [""]:
        answer = chart.answer(sample, ChartQuestion(store, SPAN, By.DAY, Basis.CREATED, measure))
        drawn += bool(answer.points)
        if not answer.points:  # of some figures of competitors nothing was noted in these days
            continue
        drawing.show_answer(answer, READER)
        for size in SIZES:
            drawing.resize(*size)
            found = written_on(drawing)
            assert found
            on_others = [
                (words, others)
                for (one, words), (other, others) in combinations(found, 2)
                if one.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1))
            ]
            assert not on_others, (measure, size)
    assert drawn


@pytest.mark.parametrize("times", [1, 2])
def test_signs_of_the_groups_stand_beside_their_names_in_letters_of_any_size(
    qtbot: QtBot, sample: Any, times: int
) -> None:
    (chart,) = [one for one in CHARTS if one.name == "ads"]
    drawing = chart.drawing_kind()(Theme(dark=False), "chart", "chart")
    qtbot.addWidget(drawing)
    letters = drawing.font()
    letters.setPointSizeF(letters.pointSizeF() * times)
    drawing.setFont(letters)
    drawing.resize(700 * times, 300 * times)
    drawing.show_answer(
        chart.answer(sample, ChartQuestion(sample.stores.all()[0].id, SPAN, By.DAY, Basis.CREATED)), READER
    )
    found = drawn_on(drawing)
    head = [sign for sign in found.signs if sign.top() < drawing.fontMetrics().height()]
    assert len(head) == 2
    assert not [words for place, words in found.written for sign in head if place.intersects(sign)]


def test_bars_say_what_the_figures_behind_them_are(qtbot: QtBot, sample: Any) -> None:
    store = sample.stores.all()[0].id
    kinds = [chart for chart in CHARTS if chart.drawing_kind() is BarList]
    assert len(kinds) >= 5
    for chart in kinds:
        drawing = BarList(Theme(dark=False), "chart", "chart")
        qtbot.addWidget(drawing)
        drawing.resize(600, 400)
        measure = chart.measures[0][0] if chart.measures else ""
        answer = chart.answer(sample, ChartQuestion(store, SPAN, By.DAY, Basis.CREATED, measure))
        drawing.show_answer(answer, READER)
        labels = {field.name: tr(field.label) for field in answer.fields if field.label is not None}
        _name, figure, share = answer.drawn["captions"]
        place, words = written_on(drawing)[0]
        assert labels[figure] in words and labels[share] in words, chart.name
        assert all(place.bottom() <= area.top() for area in drawing.areas() if not area.isEmpty())


@pytest.mark.parametrize(
    ("kind", "highest"),
    [
        *((Kind.RATE, highest) for highest in ("0.0007", "0.0446", "0.31", "0.9999", "1")),
        *((Kind.DECIMAL, highest) for highest in ("0.31", "0.9999", "3.4", "9.43", "57.86", "1234.5")),
    ],
)
def test_the_scale_of_points_has_round_figures_that_are_what_they_say(qtbot: QtBot, kind: Kind, highest: str) -> None:
    across, up = Decimal(100), Decimal(highest)
    drawing = ScatterChart(Theme(dark=False), "chart", "chart")
    qtbot.addWidget(drawing)
    drawing.resize(600, 400)
    answer = ChartAnswer(
        fields=(Field("x", Kind.COUNT, Text("Visitors")), Field("y", kind, Text("Conversion"))),
        points=(Point((across, up)),),
        source=Text("Visitors"),
        drawn={"x": (across,), "y": (up,), "size": (1,), "groups": (0,), "up": None, "across": None},
    )
    drawing.show_answer(answer, READER)
    ticks = drawing.ticks()
    assert len(ticks) >= 2
    for value, words in ticks:
        said = words.removesuffix("%").replace(",", "")
        if said[-1:] not in ("k", "m"):
            factor = 100 if kind is Kind.RATE else 1
            assert abs(float(said) - value * factor) <= 1e-9 * max(value * factor, 1)
    first = ticks[1][0]
    assert f"{first:.0e}"[0] in "125"
