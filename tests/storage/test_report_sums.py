"""Every sheet of a report adds up, and says what the other sheets say: on the sample store and the real files.

The file is read by two programs: openpyxl says which cell is which formula, calamine what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import By, Period, parse_month, parse_week, previous, week_of
from shopdesk.domain.report.records import PeriodReport
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample
from tests.kpi_data import add_channel_days

WEEK = week_of(date(2026, 3, 9))
_SUM = re.compile(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)")
_QUOTIENT = re.compile(r"=ROUND\(([A-Z]+\d+)/([A-Z]+\d+),(\d)\)")
_LESS = re.compile(r"=([A-Z]+\d+)-([A-Z]+\d+)")


@dataclass
class Written:
    """A report and its file: what stands in each cell, by sheet, and each cell's formula."""

    app: App
    store_id: int
    report: PeriodReport
    values: dict[str, dict[str, Any]]
    formulas: dict[str, dict[str, str]]

    def row(self, sheet: str, words: str, *, after: str = "") -> int:
        """The row of some words, after other words."""
        found = [(place, value) for place, value in self.values[sheet].items() if isinstance(value, str)]
        rows = sorted((int(re.sub(r"\D", "", place)), value) for place, value in found)
        start = next((row for row, value in rows if value == after), 0) if after else 0
        return next(row for row, value in rows if row > start and value == words)

    def has(self, sheet: str, words: str) -> bool:
        return words in self.values[sheet].values()

    def column(self, sheet: str, row: int, title: str) -> str:
        return next(
            re.sub(r"\d", "", place)
            for place, value in self.values[sheet].items()
            if value == title and int(re.sub(r"\D", "", place)) == row
        )

    def rows_below(self, sheet: str, heading: int) -> list[dict[str, Any]]:
        """The lines of the table whose heading stands in a row, by heading."""
        names = {re.sub(r"\d", "", p): v for p, v in self.values[sheet].items() if p.endswith(_row(p, heading))}
        lines, row = [], heading + 1
        while f"A{row}" in self.values[sheet] and f"B{row}" in self.values[sheet]:
            lines.append({name: self.values[sheet].get(f"{column}{row}") for column, name in names.items()})
            row += 1
        return lines


def _row(place: str, row: int) -> str:
    return str(row) if re.sub(r"\D", "", place) == str(row) else "never"


def written(app: App, store_id: int, period: Period, target: Path) -> Written:
    reports = app.services.reports
    by = By.MONTH if period.length > 7 else By.WEEK
    reports.write(store_id, period, by, target)
    values: dict[str, dict[str, Any]] = {}
    formulas: dict[str, dict[str, str]] = {}
    plain = CalamineWorkbook.from_path(target)
    for sheet in load_workbook(target):
        rows = plain.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        values[sheet.title] = {
            cell.coordinate: rows[cell.row - 1][cell.column - 1]
            for line in sheet.iter_rows()
            for cell in line
            if cell.value is not None
        }
        formulas[sheet.title] = {
            cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "f"
        }
    report = reports.weekly(store_id, period) if by is By.WEEK else reports.monthly(store_id, period)
    return Written(app, store_id, report, values, formulas)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample store on a Monday, with a problem closed since the week, one overdue, and ideas for campaigns."""
    i18n.set_language("en")
    app = open_app(make_sample(tmp_path_factory.mktemp("sums"), "en"), "en", clock=FixedClock(NOW))
    store = app.services.stores.all()[0].id or 0
    problems = app.services.problems
    late = problems.create(
        Problem(store_id=store, title="Closed on Monday", opened_on=date(2026, 3, 11), due=date(2026, 3, 12))
    )
    problems.step(late.id or 0, ProblemState.CLOSED, who="Lin", note="done")
    problems.create(Problem(store_id=store, title="Still open", opened_on=date(2026, 3, 11), due=date(2026, 3, 12)))
    app.services.campaigns.create(
        Campaign(store_id=store, name="Idea", state=CampaignState.IDEA, start=date(2026, 3, 18), end=date(2026, 3, 19))
    )
    yield app
    app.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[App]:
    i18n.set_language("en")
    app = open_app(tmp_path_factory.mktemp("real"), "en")
    store = app.services.stores.create("云裳旗舰店")
    for path in sorted((shared_data / "real").iterdir()):
        if path.suffix in (".csv", ".xls", ".xlsx"):
            app.services.imports.run_file(path, store)
    yield app
    app.close()


@pytest.fixture(scope="module")
def of_sample(sample: App, tmp_path_factory: pytest.TempPathFactory) -> Written:
    store = sample.services.stores.all()[0].id or 0
    return written(sample, store, WEEK, tmp_path_factory.mktemp("out") / "week.xlsx")


@pytest.fixture(scope="module")
def month_of_sample(sample: App, tmp_path_factory: pytest.TempPathFactory) -> Written:
    store = sample.services.stores.all()[0].id or 0
    return written(sample, store, parse_month("2026-02"), tmp_path_factory.mktemp("out") / "month.xlsx")


REAL_SPANS = ("2020-W08", "2020-W07", "2019-W47", "2018-W42", "2020-02")


@pytest.fixture(scope="module", params=["sample", "month", *REAL_SPANS])
def any_report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    if request.param in ("sample", "month"):
        found: Written = request.getfixturevalue("of_sample" if request.param == "sample" else "month_of_sample")
        return found
    app = request.getfixturevalue("real")
    store = app.services.stores.all()[0].id or 0
    span = parse_week(request.param) if "W" in request.param else parse_month(request.param)
    return written(app, store, span, tmp_path_factory.mktemp("out") / "week.xlsx")


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def test_every_sum_and_quotient_is_what_its_cells_come_to(any_report: Written) -> None:
    checked = 0
    for sheet, formulas in any_report.formulas.items():
        cells = any_report.values[sheet]
        for place, formula in formulas.items():
            found = number(cells[place])
            assert found is not None, (sheet, place)
            if one := _SUM.fullmatch(formula):
                first, top, last, bottom = range_boundaries(f"{one[1]}:{one[2]}")
                assert first == last
                letters = re.sub(r"\d", "", one[1])
                parts = [number(cells.get(f"{letters}{row}")) for row in range(top, bottom + 1)]
                assert found == pytest.approx(sum(part for part in parts if part is not None), abs=1e-6), (sheet, place)
            elif two := _QUOTIENT.fullmatch(formula):
                expected = float(cells[two[1]]) / float(cells[two[2]])
                assert found == pytest.approx(expected, abs=0.51 * 10 ** -int(two[3])), (sheet, place)
            elif less := _LESS.fullmatch(formula):
                assert found == pytest.approx(float(cells[less[1]]) - float(cells[less[2]]), abs=1e-6), (sheet, place)
            else:
                continue
            checked += 1
    assert checked >= (3 if any_report.report.period.start.year == 2018 else 6)


def test_the_paid_amount_is_one_figure_on_every_sheet(any_report: Written) -> None:
    if not any_report.has("Overview", "Paid amount"):
        assert any_report.report.figures["paid_amount"] is None
        return
    row = any_report.row("Overview", "Paid amount")
    now, before = (any_report.values["Overview"].get(f"{letter}{row}") for letter in "BC")
    days = any_report.values["Day by day"]
    heading = any_report.row("Day by day", "Date")
    column = any_report.column("Day by day", heading, "Paid amount")
    assert days[f"{column}{any_report.row('Day by day', str(any_report.report.words.whole))}"] == pytest.approx(now)
    heading = any_report.row("Day by day", str(any_report.report.words.past_one))
    column = any_report.column("Day by day", heading, "Paid amount")
    assert any_report.rows_below("Day by day", heading)[-1]["Paid amount"] == pytest.approx(now)
    assert column == "C"
    why = any_report.values["Why sales moved"]
    ends = [place for place, value in why.items() if value == "Change of the paid amount"]
    for place in ends:
        assert why[place.replace("A", "D")] == pytest.approx(now - before)
    agenda = " ".join(str(value) for value in any_report.values[str(any_report.report.words.plan)].values())
    assert f"Paid amount {now:,.2f}" in agenda
    assert f"Paid amount: {now:,.2f}" in " ".join(str(value) for value in any_report.values["Overview"].values())


def test_the_ads_are_one_figure_on_every_sheet_and_have_one_roi(any_report: Written) -> None:
    figures = any_report.report.figures
    ads = [one for one in any_report.report.sources if one.line.channel in AD_CHANNELS]
    if not ads:
        assert not any_report.has("Traffic and ads", "Ads together")
        return
    cells, row = any_report.values["Traffic and ads"], any_report.row("Traffic and ads", "Ads together")
    heading = any_report.row("Traffic and ads", "Source")
    for title, code, name in (("Spend", "ad_spend", "Ad spend"), ("Sales", "ad_sales", "Sales from ads"), ("ROI",) * 3):
        shown = cells[f"{any_report.column('Traffic and ads', heading, title)}{row}"]
        value = figures[code.lower()]
        if value is None:
            assert shown == "—"
            assert not any_report.has("Overview", name)
            continue
        overview = any_report.values["Overview"][f"B{any_report.row('Overview', name)}"]
        assert shown == pytest.approx(overview), title
        assert shown == pytest.approx(float(value) / (1 if title == "ROI" else 100), abs=1e-6)  # type: ignore[arg-type]


def test_people_are_added_neither_over_days_nor_over_sources(any_report: Written) -> None:
    sheet = "Traffic and ads"
    if not any_report.report.sources:
        return
    for place, value in any_report.values[sheet].items():
        if value == "Visitors a day":
            letters = re.sub(r"\d", "", place)
            assert not [cell for cell in any_report.formulas[sheet] if re.sub(r"\d", "", cell) == letters]


def test_visitors_of_a_source_are_those_of_its_mean_day(of_sample: Written) -> None:
    """The sum of the days would be seven times that; a day's visitors over all sources are the store's."""
    by_source = [one.visitors_a_day for one in of_sample.report.sources]
    store = of_sample.report.figures["visitors_per_day"]
    assert sum(float(value or 0) for value in by_source) == pytest.approx(float(store or 0), rel=1e-4)


def test_page_visits_of_a_source_are_those_of_its_rows_where_the_whole_does_not_state_them(
    app: App, store: Any
) -> None:
    """The whole counts where it states the figure, else its parts, as for every other count of a channel."""
    rows = [
        {"day": date(2026, 3, 9), "subject": "", "store_visits": 90, "spend_fen": 100},
        {"day": date(2026, 3, 9), "subject": "Plan A", "store_visits": 60, "page_visits": 70},
        {"day": date(2026, 3, 9), "subject": "Plan B", "store_visits": 60, "page_visits": 50},
        {"day": date(2026, 3, 10), "subject": "", "store_visits": 30, "page_visits": 40},
        {"day": date(2026, 3, 10), "subject": "Plan A", "store_visits": 20, "page_visits": 25},
    ]
    add_channel_days(app.services.ctx, store.id, [{"channel": "search_ads", **row} for row in rows])
    (source,) = app.services.reports.weekly(store.id, WEEK).sources
    assert (source.page_visits, source.visitors_a_day) == (70 + 50 + 40, 60)


def test_products_add_up_to_all_of_them(any_report: Written) -> None:
    span = any_report.report.period
    products = any_report.app.services.kpi.products(any_report.store_id, span, against=previous(span))
    if not any_report.report.products:
        return
    row = any_report.row("Products", f"All {len(products)} products")
    heading = row - len(any_report.report.products) - (any_report.report.other_products is not None) - 1
    shown = any_report.values["Products"]
    names = {re.sub(r"\d", "", p): v for p, v in shown.items() if re.sub(r"\D", "", p) == str(heading)}
    by_name = {name: shown.get(f"{letters}{row}") for letters, name in names.items()}
    sales = sum(line.sales_fen or 0 for line in products) / 100
    assert by_name.get("Sales", by_name.get("Sales at list price")) == pytest.approx(sales)
    assert by_name["Pieces"] == sum(line.pieces or 0 for line in products)
    if any_report.report.falling:
        assert any_report.has("Products", f"Sum of the {len(any_report.report.falling)} shown")


def test_open_problems_are_open_and_as_many_as_the_figures_say(of_sample: Written) -> None:
    sheet, report = "Daily checks", of_sample.report
    figures = of_sample.row(sheet, "Opened") + 1
    open_at_end, overdue = (of_sample.values[sheet][f"{letter}{figures}"] for letter in "CD")
    still = of_sample.rows_below(sheet, of_sample.row(sheet, "Problem", after="Open problems"))
    closed = "Open at the end of the week, closed since"
    since = of_sample.rows_below(sheet, of_sample.row(sheet, "Problem", after=closed))
    assert "Closed on Monday" in {line["Problem"] for line in since}
    assert "Closed on Monday" not in {line["Problem"] for line in still}
    assert "Closed" not in {line["State"] for line in still}
    assert len(still) + len(since) == open_at_end == report.checks.problems.still_open
    late = [line for line in (*still, *since) if number(line["Days overdue"])]
    assert len(late) == overdue
    agenda = " ".join(str(value) for value in of_sample.values["Next week and agenda"].values())
    assert f"{open_at_end:.0f} open, {overdue:.0f} of them overdue" in agenda


def test_the_agenda_counts_what_the_campaign_sheet_lists(of_sample: Written) -> None:
    sheet, report = "Campaigns", of_sample.report
    coming = of_sample.rows_below(sheet, of_sample.row(sheet, "Campaign", after="Coming in the next four weeks"))
    assert len(coming) == len(report.campaigns_coming)
    milestones = of_sample.rows_below(sheet, of_sample.row(sheet, "What is to be done"))
    end = datetime.combine(report.next_period.end, datetime.min.time())
    due = sum(_day(line["Due"]) <= end for line in milestones)
    agenda = " ".join(str(value) for value in of_sample.values["Next week and agenda"].values())
    assert f"{len(report.campaigns_running)} running, {len(coming)} coming, {due} milestones due" in agenda


def _day(value: Any) -> datetime:
    return datetime.combine(value, datetime.min.time()) if not isinstance(value, datetime) else value


def test_next_weeks_target_is_the_sum_of_its_days_or_none(of_sample: Written, sample: App) -> None:
    sheet = "Next week and agenda"
    total = of_sample.values[sheet][f"C{of_sample.row(sheet, 'Whole week')}"]
    assert total == pytest.approx(sum(one.target or 0 for one in of_sample.report.next_days) / 100)
    agenda = " ".join(str(value) for value in of_sample.values[sheet].values())
    assert f"Target {format_yuan(of_sample.report.next_target or 0)}" in agenda


def test_a_next_week_with_days_without_a_target_has_none(app: App, store: Any, tmp_path: Path) -> None:
    """A week that ran into a month without target was given the sum of the days before as its target."""
    app.services.targets.set_month(store.id, date(2026, 3, 1), 3_100_000)
    app.services.problems.create(Problem(store_id=store.id, title="Late parcels", opened_on=date(2026, 3, 24)))
    week = week_of(date(2026, 3, 24))
    found = written(app, store.id, week, tmp_path / "week.xlsx")
    assert [one.target is None for one in found.report.next_days] == [False] * 2 + [True] * 5
    assert found.report.next_target is None
    sheet = found.values["Next week and agenda"]
    assert sheet[f"C{found.row('Next week and agenda', 'Whole week')}"] == "—"
    assert "5 of these days have no target yet, so the week has none." in sheet.values()
    assert "No target is set." in sheet.values()


def test_a_week_before_with_three_days_gives_no_change(real: App) -> None:
    """The first week of the file begins in its midst: a change against it told of the file, not of the store."""
    store = real.services.stores.all()[0].id or 0
    known = real.services.kpi.periods(store, date(2020, 1, 1), date(2020, 3, 31)).days
    assert known[0] == date(2020, 2, 1)  # a Saturday
    report = real.services.reports.weekly(store, parse_week("2020-W06"))
    figure = report.figure("paid_amount")
    assert figure is not None
    assert figure.before is not None
    assert figure.before_short is not None
    assert (figure.before_short.known, figure.before_short.days) == (2, 7)
    assert report.split is None
    rate = report.figure("paying_rate")
    assert rate is not None
    assert rate.before_short is None


def test_the_command_takes_the_last_whole_week_with_figures(real: App, sample: App) -> None:
    store = sample.services.stores.all()[0].id or 0
    assert sample.services.reports.last_whole(store, By.WEEK) == WEEK
    store = real.services.stores.all()[0].id or 0
    assert real.services.reports.last_whole(store, By.WEEK) == parse_week("2020-W09")  # the files end on its Sunday
