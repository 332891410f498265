"""What a channel and the ads together divide: only days that know both, on the screen, in the rows and in the report.

Cells of the reports are missing at random. The second reckoning is plain Python and shares nothing with the program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import delete

from shopdesk.bootstrap import App
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.kpi.chart_answer import one_of
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.period.traffic import add_traffic
from shopdesk.storage.tables.figures import channel_days
from tests.kpi_data import add_channel_days

WEEK = Period(date(2026, 3, 9), date(2026, 3, 15))
ADS = ("search_ads", "display_ads")
CELLS = ("impressions", "clicks", "spend_fen", "sales_fen")
# By KPI: the same of one channel, what is divided by what, what a row must know besides, the smallest step.
QUOTIENTS = {
    "click_rate": ("channel_click_rate", "clicks", "impressions", "", "0.000001"),
    "cost_per_click": ("channel_cpc", "spend_fen", "clicks", "spend_fen", "1"),
    "roi": ("channel_roi", "sales_fen", "spend_fen", "spend_fen", "0.000001"),
}

Row = dict[str, Any]

_places = st.tuples(st.sampled_from((*ADS, "affiliates")), st.sampled_from(("", "A", "B")), st.integers(0, 3))
_cells = st.tuples(*[st.none() | st.integers(0, 3) | st.integers(0, 90_000) for _ in CELLS])
_tables = st.dictionaries(_places, _cells, max_size=24).map(
    lambda found: [
        {"channel": channel, "subject": subject, "day": WEEK.start + timedelta(days=day),
         **dict(zip(CELLS, values, strict=True))}
        for (channel, subject, day), values in found.items()
    ]
)  # fmt: skip


def row(channel: str, day: int, *values: int | None) -> Row:
    found = dict(zip(CELLS, values, strict=True))
    return {"channel": channel, "subject": "", "day": WEEK.start + timedelta(days=day), **found}


# A day with clicks alone, one with impressions alone, one with cost alone: none of them belongs into a quotient.
GAPS = [
    row("search_ads", 0, 1000, 50, 20_000, 60_000), row("search_ads", 1, None, 70, None, 5_000),
    row("search_ads", 2, 4000, None, 30_000, None), row("display_ads", 2, 500, 5, None, 900),
    row("display_ads", 3, None, None, 7_000, 900),
]  # fmt: skip


def parts(rows: Sequence[Row], code: str) -> tuple[int, int] | None:
    """Both sums over the days that know both; of a channel's day what the whole states, else its parts."""
    _own, top, bottom, asked, _step = QUOTIENTS[code]

    def value(one: Row, name: str) -> int | None:
        return None if asked and one[asked] is None else one[name]

    wholes = {
        (one["channel"], one["day"], name)
        for one in rows for name in (top, bottom) if not one["subject"] and value(one, name) is not None
    }  # fmt: skip
    days: dict[date, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in rows:
        for values, name in zip(days[one["day"]], (top, bottom), strict=True):
            found = value(one, name)
            if found is not None and not (one["subject"] and (one["channel"], one["day"], name) in wholes):
                values.append(found)
    both = [(sum(above), sum(below)) for above, below in days.values() if above and below]
    return (sum(above for above, _ in both), sum(below for _, below in both)) if both else None


def quotient(rows: Sequence[Row], code: str) -> Decimal | None:
    found = parts(rows, code)
    if found is None or not found[1]:
        return None
    return (Decimal(found[0]) / found[1]).quantize(Decimal(QUOTIENTS[code][4]), ROUND_HALF_UP)


def put(app: App, store: Store, rows: Sequence[Row]) -> int:
    number = store.id or 0
    with app.services.ctx.open_uow("test data") as uow:
        uow.connection.execute(delete(channel_days))
        uow.touch("channel_days")
        uow.commit()
    add_channel_days(app.services.ctx, number, rows)
    return number


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_tables)
@example(rows=GAPS)
def test_a_channel_and_its_rows_divide_the_days_that_know_both(app: App, store: Store, rows: list[Row]) -> None:
    number = put(app, store, rows)
    rows_of, lines = app.services.figure_rows, app.services.kpi.channels(number, WEEK)
    assert {line.channel.value for line in lines} == {one["channel"] for one in rows}
    for line in lines:
        mine = [one for one in rows if one["channel"] == line.channel.value]
        for code, (own, *_rest) in QUOTIENTS.items():
            said = rows_of.totals(number, figure_of(own), WEEK, Basis.PAID, only=(("channel", one_of(line.channel)),))
            sums = parts(mine, code)
            assert tuple(total.amount for total in said.totals) == (sums or (None, None)), (line.channel, code)
            expected = quotient(mine, code)
            assert said.figure == expected, (line.channel, code)
            # What is paid by commission is no ad: it has rows, but no return on advertising.
            shown = None if code == "roi" and line.channel is Channel.AFFILIATES else expected
            assert getattr(line, code) == shown, (line.channel, code)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_tables)
@example(rows=GAPS)
def test_the_ads_together_are_the_store_and_open_to_what_they_divide(app: App, store: Store, rows: list[Row]) -> None:
    number = put(app, store, rows)
    ads = [one for one in rows if one["channel"] in ADS]
    together = app.services.kpi.ads(number, WEEK)
    for code in QUOTIENTS:
        said = app.services.figure_rows.totals(number, kpi(code), WEEK, Basis.PAID)
        assert together[code] == said.figure == quotient(ads, code), code
        if said.parts:
            assert tuple(total.amount for total in said.totals) == parts(ads, code), code


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_tables)
@example(rows=GAPS)
def test_a_report_divides_the_same_and_writes_no_formula_that_comes_to_anything_else(
    app: App, store: Store, rows: list[Row]
) -> None:
    number = put(app, store, rows)
    ads = [one for one in rows if one["channel"] in ADS]
    book = Book("x")
    add_traffic(book, app.services.reports.weekly(number, WEEK), "")
    (sheet,) = book.workbook.worksheets
    found = _table(sheet) if ads else {}
    whose = {"Search ads": [one for one in ads if one["channel"] == ADS[0]],
             "Display ads": [one for one in ads if one["channel"] == ADS[1]], "Ads together": ads}  # fmt: skip
    assert set(found) == {name for name, mine in whose.items() if mine}
    for name, cells in found.items():
        for title, code in (("Click rate", "click_rate"), ("Cost per click", "cost_per_click"), ("ROI", "roi")):
            expected = quotient(whose[name], code)
            if expected is not None and code == "cost_per_click":
                expected /= 100
            assert _reckoned(sheet, cells[title]) == expected, (name, title, cells[title])


def _table(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """The table of the ads: by the name in its rows, what stands below each heading."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, cells in enumerate(rows) if cells[0] == "Source")
    found = {}
    for cells in rows[head + 1 :]:
        found[str(cells[0])] = dict(zip(rows[head], cells, strict=True))
        if cells[0] == "Ads together":
            return found
    raise AssertionError("the table has no last row")


def _reckoned(sheet: Worksheet, value: Any) -> Decimal | None:
    """A number, or what its formula comes to over the cells of the sheet as a reader sees them."""
    if value == "—":
        return None
    if not isinstance(value, str):
        return Decimal(value)
    plain = re.fullmatch(r"=ROUND\(([A-Z]+\d+)/([A-Z]+\d+),(\d)\)", value)
    sums = re.fullmatch(r"=ROUND\(SUMPRODUCT\(.*,(\w+:\w+)\)/SUMPRODUCT\(.*,(\w+:\w+)\),(\d)\)", value)
    match = plain or sums
    assert match is not None, value
    above, below = (_cells_of(sheet, place) for place in match.groups()[:2])
    both = [(one, two) for one, two in zip(above, below, strict=True) if not isinstance(one, str | type(None))
            and not isinstance(two, str | type(None))]  # fmt: skip
    top, bottom = sum(Decimal(one) for one, _ in both), sum(Decimal(two) for _, two in both)
    return (top / bottom).quantize(Decimal(1).scaleb(-int(match[3])), ROUND_HALF_UP)


def _cells_of(sheet: Worksheet, place: str) -> list[Any]:
    cells = sheet[place]
    return [line[0].value for line in cells] if isinstance(cells, tuple) else [cells.value]
