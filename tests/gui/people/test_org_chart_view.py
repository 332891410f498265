"""The laid and painted org chart: nothing overlaps, the arrows reach every box, paper never gets small letters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from shopdesk.domain.org_chart import OrgChart, org_chart
from shopdesk.domain.people import Department, Level, Person, Role
from shopdesk.domain.tiers.planner import department_gap
from shopdesk.gui.pages.people.org.chart import OrgChartView
from shopdesk.gui.pages.people.org.layout import Measure, lay_out, neighbour
from shopdesk.gui.pages.people.org.painting import pages, picture
from shopdesk.gui.pages.people.org.texts import Names, chart_lines
from shopdesk.gui.paper.output import write_pages
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.vertical_scroll import QuietScroll

CODES = ("management", "service", "design", "promotion", "products", "logistics")
NAMES = Names("Store", {}, {})


def chart_of(counts: list[tuple[int, int, int, int]], *, vacant: bool = False, name: str = "Li Na") -> OrgChart:
    """A chart with so many managers, supervisors, leads and staff in each department."""
    levels = (Level.MANAGER, Level.SUPERVISOR, Level.LEAD, Level.STAFF)
    people, roles = [], []
    for code, numbers in zip(CODES, counts, strict=False):
        for level, number in zip(levels, numbers, strict=True):
            role = f"{code}_{level.value}"
            roles.append(Role(store_id=1, code=role, department_code=code, name_zh=role, name_en=role, level=level))
            people += [
                Person(
                    id=len(people) + 1 + place,
                    store_id=1,
                    name=f"{name} {place}",
                    department_code=code,
                    role_code=role,
                    hired_on=date(2026, 1, 1),
                )
                for place in range(number)
            ]
    departments = [Department(store_id=1, code=code, name_zh=code, name_en=code) for code in CODES]
    gaps = [department_gap(code, want=(2, 4), have=(0, 0)) for code in CODES[1:4]] if vacant else None
    return org_chart(people, departments, roles, gaps)


counted = st.lists(st.tuples(*(st.integers(0, most) for most in (2, 2, 3, 25))), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(counted, st.booleans(), st.sampled_from([10.0, 17.0, 34.0]), st.sampled_from([300.0, 820.0, 1100.0, 2400.0]))
def test_boxes_do_not_overlap_and_the_arrows_reach_all(
    counts: list[tuple[int, int, int, int]], vacant: bool, line: float, width: float
) -> None:
    chart = chart_of(counts, vacant=vacant)
    laid = lay_out(chart, Measure(line), width)
    assert laid.width <= max(width, lay_out(chart, Measure(line), 1).width) + 1, "nothing that could be below is beside"
    people = [box.person.id for box in laid.boxes if box.person is not None]
    assert sorted(people) == sorted(one.id for one in chart.people)
    for place, box in enumerate(laid.boxes):
        assert box.rect.right() <= laid.width + 1 and box.rect.bottom() <= laid.height + 1
        assert all(not box.rect.intersects(other.rect) for other in laid.boxes[place + 1 :])
    if not laid.boxes:
        return
    reached, waiting = {0}, [0]
    while waiting:
        now = waiting.pop()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = neighbour(laid.boxes, now, dx, dy)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == set(range(len(laid.boxes)))


@pytest.mark.parametrize("counts", [[(0, 0, 0, 1)], [(1, 0, 0, 0), (1, 1, 3, 30), (0, 0, 1, 12), (0, 0, 2, 10)],
                                    [(0, 0, 0, 60)]])  # fmt: skip
def test_one_person_and_sixty_are_printed_in_letters_of_seven_points_or_more(
    qtbot: QtBot, tmp_path, counts: list[tuple[int, int, int, int]]
) -> None:
    chart = chart_of(counts, vacant=True, name="A name of sixty characters that is much too long for a box")
    set_pages = pages(chart, NAMES, "Org chart")
    assert set_pages and all(page.landscape for page in set_pages)
    assert write_pages(set_pages, tmp_path / "org.pdf", "Org chart") == len(set_pages)
    assert (tmp_path / "org.pdf").stat().st_size > 1000
    drawn = picture(chart, NAMES, Theme(dark=False), QFont(), "Org chart", 1200)
    assert drawn.width() >= 400 and drawn.height() >= 200


def test_a_store_without_people_has_nothing_to_draw(qtbot: QtBot) -> None:
    assert lay_out(chart_of([]), Measure(17), 800).boxes == []
    assert pages(chart_of([]), NAMES, "Org chart") == []


def test_a_chart_that_was_wide_becomes_as_narrow_as_its_place(qtbot: QtBot) -> None:
    """It once kept the bands of the widest place it ever had, and had to be scrolled sideways."""
    view = OrgChartView(Theme(dark=False))
    area = QuietScroll()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(view)
    area.resize(2000, 400)
    view.show_chart(chart_of([(1, 0, 0, 0), (0, 0, 1, 2), (0, 1, 1, 9), (0, 0, 0, 3)]), NAMES)
    area.show()
    for width in (2000, 900, 500, 1400, 600):
        area.resize(width, 400)
        qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0, timeout=2000)
        assert view.laid.width <= area.viewport().width()


def test_the_view_says_who_is_chosen_and_shows_long_names_in_its_tip(qtbot: QtBot) -> None:
    view = OrgChartView(Theme(dark=False))
    qtbot.addWidget(view)
    view.resize(800, 600)
    long = "<b>A name of sixty characters that is much too long for a box"
    chart = chart_of([(1, 0, 0, 0), (0, 0, 1, 2)], name=long)
    view.show_chart(chart, NAMES)
    view.show()
    box = view.box
    assert box is not None and box.person is not None and box.person.label in view.accessibleDescription()
    assert "&lt;b&gt;A name of sixty" in view.tip(box)
    lines = chart_lines(chart, NAMES)
    assert lines[0] == "Store" and len(lines) == 1 + 2 + 4
