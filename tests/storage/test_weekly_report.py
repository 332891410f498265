"""The weekly workbook: its figures are the program's own, its formulas come to them, and no text becomes a formula."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import By, Period, parse_week, week_of
from shopdesk.domain.report.records import PeriodReport, same_week_last_year
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.period_workbook import build, write_workbook
from tests import engines
from tests.gui.sample_store import NOW, make_sample
from tests.office import needs_office, saved_by_office

SHEETS = [
    "Overview",
    "Day by day",
    "Traffic and ads",
    "Competitors",
    "Products",
    "Campaigns",
    "Daily checks",
    "People",
    "Account",
    "Profit",
    "Why sales moved",
    "Next week and agenda",
    "Gaps and definitions",
]
WEEK = week_of(date(2026, 3, 9))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A data folder with the sample store, on a Monday morning."""
    i18n.set_language("en")
    opened = open_app(make_sample(tmp_path_factory.mktemp("sample"), "en"), "en", clock=FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(sample: App) -> Any:
    store = sample.services.stores.all()[0]
    return sample.services.reports.weekly(store.id or 0, WEEK)


@pytest.fixture
def written(report, tmp_path: Path) -> tuple[Book, Path]:
    target = tmp_path / "report.xlsx"
    return write_workbook(report, target), target


def cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every cell with content, as the file holds it."""
    workbook = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def row_of(found: dict[tuple[str, str], Any], sheet: str, text: str) -> int:
    return next(cell.row for (name, _), cell in found.items() if name == sheet and cell.value == text)


def test_it_has_every_sheet_and_native_charts(written):
    workbook = load_workbook(written[1])
    assert workbook.sheetnames == SHEETS
    with zipfile.ZipFile(written[1]) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 6
        assert all(archive.read(name).count(b'delete val="0"') >= 2 for name in charts)
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_totals_are_formulas_and_days_are_dates(written):
    found = cells(written[1])
    row = row_of(found, "Day by day", "Whole week")
    assert found["Day by day", f"C{row}"].value.startswith("=SUM(")
    first = found["Day by day", f"A{row - 7}"]
    assert first.value == datetime(2026, 3, 9)
    assert first.number_format == "yyyy-mm-dd"
    assert found["Day by day", f"C{row - 7}"].number_format == "#,##0.00"
    assert isinstance(found["Day by day", f"C{row - 7}"].value, int | float)


def test_previews_that_do_not_reckon_see_the_totals(written):
    book, target = written
    workbook = load_workbook(target, data_only=True)
    for (sheet, place), expected in book.expected.items():
        assert _same(workbook[sheet][place].value, expected), (sheet, place)


def test_people_are_not_added_up_and_the_sheet_says_why(written):
    found = cells(written[1])
    head = row_of(found, "Day by day", "Visitors")
    column = next(
        cell.column_letter for (name, _), cell in found.items() if name == "Day by day" and cell.value == "Visitors"
    )
    total = head + 8
    assert found["Day by day", f"{column}{total}"].value == "—"
    assert found["Day by day", f"{column}{total + 1}"].value.startswith("=AVERAGE(")
    assert any("counted once" in str(cell.value) for (name, _), cell in found.items() if name == "Day by day")


def test_key_figures_are_those_of_the_kpi_service(sample, report, written):
    store = sample.services.stores.all()[0]
    totals = sample.services.kpi.totals(store.id or 0, WEEK.start, WEEK.end)
    past = sample.services.kpi.totals(store.id or 0, *_ends(same_week_last_year(WEEK)))
    for figure in report.key_figures:
        assert figure.now == totals[figure.kpi.code]
        assert figure.last_year == past[figure.kpi.code]
    found = cells(written[1])
    row = row_of(found, "Overview", "Net amount")
    assert written[0].expected["Overview", f"B{row}"] == Decimal(int(totals["net_amount"] or 0)) / 100
    assert found["Overview", f"G{row_of(found, 'Overview', 'Paid amount')}"].value > 0


def _ends(period: Period) -> tuple[date, date]:
    return period.start, period.end


def test_target_of_the_week_is_the_sum_of_its_days(report):
    figure = report.figure("paid_amount")
    assert figure.target == sum(line.target for line in report.days)
    assert sum(one.target for one in report.next_days) > 0


def test_the_causes_add_up_to_the_fen(report):
    assert report.split is not None
    assert sum(part.effect for part in report.split.parts) == report.split.change
    paid = report.figure("paid_amount")
    assert report.split.change == paid.now - paid.before


def test_people_cost_counts_the_passed_days(sample, report):
    store = sample.services.stores.all()[0]
    people = sample.services.people.active(store.id or 0, WEEK.end)
    assert report.people.people == len(people)
    assert report.people.span == Period(date(2026, 3, 1), date(2026, 3, 15))
    month = sum(person.base_fen or 0 for person in people)
    # The whole sample team is there all month, so 15 of 31 days are due.
    assert abs(report.people.cost_fen - month * 15 / 31) <= len(people)
    assert report.people.share is not None


def test_people_cost_is_that_of_the_wages_where_they_are_locked(sample, report, tmp_path):
    store_id = sample.services.stores.all()[0].id or 0
    january = sample.services.payroll.run(store_id, date(2026, 1, 1))
    cost = sum(slip.cost_fen for slip in january.slips)
    found = sample.services.reports.weekly(store_id, week_of(date(2026, 1, 19)))
    assert found.people.wages.month == date(2026, 1, 1) and found.people.without_base == 0
    assert abs(found.people.cost_fen - cost * 25 / 31) <= 1
    told = " ".join(str(cell.value) for cell in cells(sample_file(sample, found, tmp_path)).values())
    assert "People cost: wages of 2026-01, locked" in told and "25 of 31 days" in told
    # March is not computed, February is a draft: base pay as before, with a word, and the last locked month.
    assert report.people.wages is None and report.people.last.cost_fen == cost
    told = " ".join(str(cell.value) for cell in cells(sample_file(sample, report, tmp_path)).values())
    assert "The wages of 2026-03 are not computed yet." in told
    assert f"Last locked month: wages of 2026-01, {cost / 100:,.2f}, 10.69% of its turnover." in told
    february = sample.services.reports.weekly(store_id, week_of(date(2026, 2, 16)))
    assert february.people.wages is None and february.people.drafted
    view = sample.services.tiers.view(store_id)
    assert view.plan.team_fen == cost and view.plan.wages.newest.month == date(2026, 2, 1)


def sample_file(sample, report, folder):
    target = folder / "weekly.xlsx"
    write_workbook(report, target)
    return target


def test_a_week_without_anything_is_refused_in_words_and_no_file_is_written(app, store, tmp_path):
    target = tmp_path / "empty.xlsx"
    with pytest.raises(UserError, match="nothing to report on 2026-W11"):
        app.services.reports.write_weekly(store.id, WEEK, target)
    assert not target.exists()
    with pytest.raises(UserError, match="No whole week has figures yet"):
        app.services.reports.last_whole(store.id, By.WEEK)


def test_what_is_not_known_is_said_and_never_zero(app, store, tmp_path):
    app.services.problems.create(Problem(store_id=store.id, title="Late parcels", opened_on=WEEK.start))
    target = app.services.reports.write_weekly(store.id, WEEK, tmp_path / "thin.xlsx")
    words = " ".join(str(cell.value) for cell in cells(target).values())
    assert "No figures for this week" in words
    assert "No figures from order reports" in words
    assert "No target is set" in words
    found = cells(target)
    assert not [
        cell
        for cell in found.values()
        if cell.value == 0 and cell.column_letter != "A" and "checks" not in cell.parent.title
    ]


def test_names_that_look_like_formulas_stay_text(app, store, tmp_path, zh):
    evil = [
        '=HYPERLINK("http://x")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        f"坏{engines.NUL}字\x0b符",
    ]
    app.services.stores.update(replace(app.services.stores.get(store.id), name="=1+1"))
    for name in evil:
        app.services.problems.create(Problem(store_id=store.id, title=name, owner=name, opened_on=WEEK.start))
        app.services.campaigns.create(
            Campaign(store_id=store.id, name=name, state=CampaignState.PLANNED, start=WEEK.start, end=WEEK.end)
        )
    target = app.services.reports.write_weekly(store.id, WEEK, tmp_path / "evil.xlsx")
    found = cells(target)
    texts = {str(cell.value).strip() for cell in found.values()}
    # What steers a terminal is not kept at all; the rest stands as it was typed, and no cell reckons.
    assert {"+1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "坏字符"} <= texts
    for cell in found.values():
        if isinstance(cell.value, str) and cell.value.strip() in {name.strip() for name in evil}:
            assert cell.data_type == "s", cell.coordinate
            assert cell.quotePrefix, cell.coordinate
        elif cell.data_type == "f":
            assert "HYPERLINK" not in cell.value
            assert "cmd" not in cell.value


def test_chinese_throughout(report, tmp_path, zh):
    book = build(report)
    assert book.workbook.sheetnames[0] == "概览"
    latin = [
        str(cell.value)
        for sheet in book.workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and str(cell.value).isascii() and any(letter.isalpha() for letter in str(cell.value))
    ]
    lines = (*report.campaigns_run, *report.campaigns_running, *report.campaigns_coming)
    entered = {line.title for line in (*report.products, *report.falling)} | {line.agent for line in report.agents}
    entered |= {line.campaign.name for line in lines} | {line.campaign.owner for line in lines}
    entered |= {line.hero.title for line in report.heroes} | {part.factor for part in report.by_product}
    entered |= {text for one in report.checks.open_problems for text in (one.title, one.owner)}
    entered |= {row.title for row in report.money.products} | {one.name for one in report.seen}
    entered |= {text for one in report.minutes for text in (one.point.topic, one.point.decision, one.point.owner)}
    for one in report.standing:
        entered |= {one.task.title, one.task.owner, one.done.who if one.done is not None else ""}
    # Weeks are written 2026-W11; the rest is what somebody entered in another language.
    assert not [text for text in latin if "-W" not in text and text not in entered]


def test_the_week_last_year_has_the_same_number():
    assert same_week_last_year(parse_week("2020-W08")) == parse_week("2019-W08")
    assert same_week_last_year(parse_week("2020-W53")) == parse_week("2019-W52")


def test_a_target_that_cannot_be_written_gets_a_sentence(report, tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        write_workbook(report, tmp_path / "no" / "report.xlsx")
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(UserError):
        write_workbook(report, tmp_path / "taken.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]


def test_the_command_writes_it(sample, tmp_path, capsys):
    words = ["--data-dir", str(sample.paths.data), "--lang", "en", "report", "weekly", "--week"]
    assert run([*words, "2026-W11", "-o", str(tmp_path / "week.xlsx")]) == 0
    assert load_workbook(tmp_path / "week.xlsx").sheetnames == SHEETS
    # Without a week it is the last whole one with figures.
    assert run([*words[:-1], "-o", str(tmp_path / "last.xlsx")]) == 0
    assert "Weekly report 2026-W11" in str(load_workbook(tmp_path / "last.xlsx")["Overview"]["A2"].value)
    assert run([*words, "2026-W99", "-o", str(tmp_path / "x.xlsx")]) == 1
    assert "2020-W08" in capsys.readouterr().err


def recalculated(report: PeriodReport, folder: Path) -> tuple[Book, dict[tuple[str, str], Any]]:
    """The values that LibreOffice computes for the formulas; the file it gets holds none that it could take over."""
    book, source = build(report), folder / "bare.xlsx"
    book.workbook.save(source)
    bare = load_workbook(source, data_only=True)
    assert not [place for place in book.expected if bare[place[0]][place[1]].value is not None]
    (workbook,) = saved_by_office(folder / "recalculated", source)
    return book, {
        (sheet.title, cell.coordinate): cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row
    }


def assert_equal(values: dict[tuple[str, str], Any], book: Book) -> None:
    assert len(book.expected) > 20
    wrong = {
        place: (values.get(place), expected)
        for place, expected in book.expected.items()
        if not _same(values.get(place), expected)
    }
    assert not wrong, wrong


def _same(value: Any, expected: Any) -> bool:
    if not isinstance(value, int | float):
        return False
    return abs(float(expected) - float(value)) <= 1e-9 * max(1.0, abs(float(expected)))


@needs_office
def test_every_formula_recalculates_to_our_value(report, tmp_path):
    book, values = recalculated(report, tmp_path)
    assert_equal(values, book)


@needs_office
def test_the_real_report_of_2020_w08(shared_data, tmp_path):
    """The Tmall report's week equals the worked example, in our record and in the recalculated file."""
    app = open_app(tmp_path / "data", "en")
    store = app.services.stores.create("云裳旗舰店")
    app.services.imports.run_file(shared_data / "real" / "tmall_order_report.csv", store)
    report = app.services.reports.weekly(store.id or 0, parse_week("2020-W08"))
    app.close()
    example = json.loads(
        (shared_data / "real" / "expected" / "tmall_order_report.csv.json").read_text(encoding="utf-8"),
        parse_float=Decimal,
    )["result"]
    week = _week_of_example(example, "2020-W08")
    names = {
        "orders": "orders",
        "paid_orders": "paid_orders",
        "paid_gross_amount": "paid_amount",
        "net_amount": "net_amount",
        "refund_amount": "refund_amount",
        "paying_rate": "paying_rate",
    }
    for theirs, ours in names.items():
        figure = report.figure(ours)
        assert figure is not None
        now = Decimal(figure.now) / 100 if figure.kpi.unit.value == "money" else figure.now
        assert now == Decimal(str(week[theirs])), ours
    book, values = recalculated(report, tmp_path)
    assert_equal(values, book)


def _week_of_example(example: dict[str, Any], name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []

    def look(node: Any) -> None:
        if isinstance(node, dict):
            if name in node and isinstance(node[name], dict):
                found.append(node[name])
            if name in [node.get(key) for key in ("week", "period", "bucket", "key")]:
                found.append(node)
            for child in node.values():
                look(child)
        elif isinstance(node, list):
            for child in node:
                look(child)

    look(example)
    return found[0]


def test_the_checks_of_the_week_stand_in_it(app, store, tmp_path):
    app.services.ctx.clock.set(datetime(2026, 3, 10, 9, 0))
    sheet = app.services.daily.sheet(store.id, date(2026, 3, 10))
    for line in sheet.lines[:11]:
        app.services.daily.answer(sheet, line.item.code, Result.NOT_APPLICABLE, who="Lin", reason="x")
    app.services.ctx.clock.set(datetime(2026, 3, 16, 9, 0))
    report = app.services.reports.weekly(store.id, WEEK)
    assert report.checks.completion.done == 11 + 2, "and what the data answered"
    assert report.checks.days[0].day == date(2026, 3, 10)
    found = cells(app.services.reports.write_weekly(store.id, WEEK, tmp_path / "c.xlsx"))
    assert found["Daily checks", "D6"].value == 11 + 2
    assert WEEK.end - WEEK.start == timedelta(days=6)
