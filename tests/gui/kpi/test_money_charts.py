"""The columns and the waterfall of the page Money: keys, what a screen reader hears, and what is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.gui.pages.kpi.money.column_chart import ColumnBar, ColumnChart, Piece, short_yuan
from shopdesk.gui.pages.kpi.money.waterfall import Waterfall, WaterStep
from shopdesk.gui.theme import Theme

NAMES = ("in", "fees", "moved")
Make = Callable[[Sequence[ColumnBar]], ColumnChart]


@pytest.fixture
def chart(qtbot: QtBot) -> Make:
    """A chart of the given columns, shown."""

    def made(columns: Sequence[ColumnBar]) -> ColumnChart:
        widget = ColumnChart(Theme(dark=False), "probe.chart", "What moved")
        qtbot.addWidget(widget)
        widget.resize(600, 300)
        widget.show()
        widget.set_columns(columns, NAMES, "balance")
        return widget

    return made


def column(label: str, *fen: int, level: int | None = None) -> ColumnBar:
    return ColumnBar(label, tuple(Piece(place, NAMES[place], one) for place, one in enumerate(fen)), level)


def painted(widget: ColumnChart, series: int) -> set[tuple[int, int]]:
    """The points that have the colour of a series."""
    image: QImage = widget.grab().toImage()
    wanted = widget.colour(series).rgb()
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == wanted}


def test_the_arrows_walk_and_enter_opens_what_is_chosen(chart: Make, qtbot: QtBot) -> None:
    widget = chart([column("Mon", 500, -200, level=900), column("Tue", 300, -100, -50), column("Wed", 10)])
    opened: list[tuple[int, int]] = []
    widget.opened.connect(lambda place, series: opened.append((place, series)))
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)  # nothing is chosen yet
    assert opened == [] and widget.place == (-1, -1)
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down,
                Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home,
                Qt.Key.Key_Left):  # fmt: skip
        QTest.keyClick(widget, key)
        places.append(widget.place)
    assert places == [
        (0, -1), (1, -1), (1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 1), (2, -1), (2, -1), (2, -1), (0, -1), (0, -1),
    ]  # fmt: skip
    assert opened == [(1, 1), (2, -1)]
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert widget.place == (-1, -1)


def test_a_screen_reader_hears_all_values_or_the_chosen_one(chart: Make) -> None:
    widget = chart([column("Mon", 50_000, -200, level=90_000), column("Tue", 300)])
    assert widget.accessibleName() == "What moved"
    assert widget.reader_points() == ["Mon: in 500.00; fees -2.00; balance 900.00", "Tue: in 3.00"]
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Right)
    assert widget.accessibleDescription() == "Mon: in 500.00; fees -2.00; balance 900.00"
    QTest.keyClick(widget, Qt.Key.Key_Down)
    assert widget.accessibleDescription() == "Mon: in 500.00"
    # What is pressed from outside is the newest where none is chosen.
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    opened: list[tuple[int, int]] = []
    widget.opened.connect(lambda place, series: opened.append((place, series)))
    widget.reader_actions()["Press"]()
    assert opened == [(1, -1)]


def test_fewer_columns_let_go_of_one_that_is_gone(chart: Make) -> None:
    widget = chart([column("Mon", 1), column("Tue", 2)])
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_End)
    widget.set_columns([column("Mon", 1)], NAMES)
    assert widget.place == (-1, -1)
    widget.set_columns([], NAMES)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down):
        QTest.keyClick(widget, key)
    assert widget.place == (-1, -1) and widget.reader_points() == [] and not widget.grab().isNull()


def test_nothing_is_painted_for_what_is_not_there(chart: Make) -> None:
    """No piece, a piece of nothing, and a balance that nobody knows leave no mark of their colour."""
    widget = chart([column("Mon", 500, 0), ColumnBar("Tue", ()), column("Wed", 400)])
    assert painted(widget, 0) and not painted(widget, 1)
    middle = range(widget.width() * 4 // 10, widget.width() * 6 // 10)
    assert not [x for x, _y in painted(widget, 0) if x in middle]
    assert not any("balance" in point for point in widget.reader_points())
    # Without a single balance there is no strip for its line either: the columns take its room.
    with_line = chart([column("Mon", 500, level=5), column("Tue", 400)])
    assert min(y for _x, y in painted(widget, 0)) < min(y for _x, y in painted(with_line, 0))


def test_what_goes_out_hangs_below_what_comes_in(chart: Make) -> None:
    widget = chart([column("Mon", 500, -200, -300)])
    up, first, second = (painted(widget, series) for series in range(3))
    assert max(y for _x, y in up) <= min(y for _x, y in first)
    assert max(y for _x, y in first) <= min(y for _x, y in second)
    tall = [len({y for _x, y in points}) for points in (up, first, second)]
    assert abs(tall[0] - tall[1] - tall[2]) <= 2 and tall[1] < tall[2]
    only_out = chart([column("Mon", 0, -200, -300), column("Tue", 0, -1)])
    assert painted(only_out, 1) and painted(only_out, 2) and not painted(only_out, 0)


@pytest.mark.parametrize("count", [1, 400])
@pytest.mark.parametrize("fen", [1, 10**14])
def test_one_column_and_four_hundred_are_painted_and_opened(chart: Make, count: int, fen: int) -> None:
    widget = chart([column(f"2026-{place:04}", fen, -fen, level=fen * place) for place in range(count)])
    assert painted(widget, 0) and painted(widget, 1)
    opened: list[tuple[int, int]] = []
    widget.opened.connect(lambda place, series: opened.append((place, series)))
    if count == 1:
        x, y = (sum(place) // len(place) for place in zip(*painted(widget, 0), strict=True))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
        assert opened == [(0, 0)]
    else:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() - 8, widget.height() // 2))
        assert opened[0][0] >= 395
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_End)
    assert widget.place[0] == count - 1 and str(count - 1) in widget.accessibleDescription()


def test_amounts_of_an_axis_are_short() -> None:
    assert [short_yuan(fen) for fen in (0, 5, 99_999, 123_456, -1_234_567, 123_456_789_00)] == [
        "0", "0.05", "1k", "1.235k", "-12.35k", "123.5m",
    ]  # fmt: skip


# --- the waterfall ---------------------------------------------------------------------------------------------------

STEPS = [
    WaterStep(0, "Sales", 1_000, 1_000, is_sum=True),
    WaterStep(1, "Refunds", -300, 700),
    WaterStep(2, "Goods", None, None),
    WaterStep(3, "Nothing", 0, 700),
    WaterStep(4, "Given back", 50, 750),
    WaterStep(5, "Profit", -20, -20, is_sum=True),
]


@pytest.fixture
def fall(qtbot: QtBot) -> Waterfall:
    """The steps as a table."""
    made = Waterfall(Theme(dark=False), "probe.fall", "From sales to profit")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.set_steps(STEPS)
    return made


def bars(fall: Waterfall, colour: str) -> dict[int, range]:
    """Where the bars of a colour stand in the cells of the way: row -> their pixels from left to right."""
    theme = Theme(dark=False)
    wanted = (theme.series[0] if colour == "sum" else getattr(theme, colour)).rgb()
    fall.clearSelection()
    fall.setCurrentIndex(fall.model().index(-1, -1))
    image = fall.viewport().grab().toImage()
    found = {}
    for row in range(len(STEPS)):
        cell = fall.visualRect(fall.model().index(row, 2))
        y = cell.center().y()
        inside = [x for x in range(cell.left(), cell.right()) if image.pixel(x, y) == wanted]
        if inside:
            found[row] = range(inside[0], inside[-1] + 1)
    return found


def test_each_bar_begins_where_the_one_before_ends(fall: Waterfall) -> None:
    sums, losses, gains = bars(fall, "sum"), bars(fall, "bad"), bars(fall, "good")
    assert set(sums) >= {0, 5} and set(losses) == {1} and set(gains) == {4}
    assert abs(losses[1].stop - sums[0].stop) <= 1  # refunds end where sales do and lead back
    assert abs(gains[4].start - losses[1].start) <= 1  # what is given back begins where refunds ended
    assert abs(len(losses[1]) * 10 - len(sums[0]) * 3) <= 20
    assert sums[5].stop <= sums[0].start + 2  # a sum below nothing lies left of the line


def test_what_is_not_known_has_a_dash_and_no_bar(fall: Waterfall) -> None:
    assert not {2} & (bars(fall, "sum").keys() | bars(fall, "bad").keys() | bars(fall, "good").keys())
    shown = fall.records_model.columns
    assert [shown[place].shown(STEPS[2]) for place in (1, 2)] == ["—", "—"]
    assert [shown[1].shown(step) for step in STEPS[:2]] == ["10.00", "-3.00"] and shown[1].shown(STEPS[4]) == "+0.50"


def test_the_cursor_stays_on_its_step_and_enter_opens(fall: Waterfall) -> None:
    opened: list[str] = []
    fall.opened.connect(lambda step: opened.append(step.name))
    fall.setFocus()
    fall.selectRow(1)
    QTest.keyClick(fall, Qt.Key.Key_Down)
    fall.set_steps([*STEPS[:2], WaterStep(2, "Goods", -100, 600), *STEPS[3:]])
    assert fall.current().name == "Goods" and fall.current().fen == -100
    QTest.keyClick(fall, Qt.Key.Key_Return)
    assert opened == ["Goods"]


def test_steps_without_any_figure_are_shown(fall: Waterfall) -> None:
    for steps in ([], [WaterStep(0, "Sales", None, None)], [WaterStep(0, "Sales", 10**14, 10**14, is_sum=True)]):
        fall.set_steps(steps)
        assert not fall.grab().isNull() and fall.records_model.rowCount() == len(steps)
