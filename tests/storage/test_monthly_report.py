"""The monthly report: the weekly one's sheets for a month, with the plan of the next; an empty month is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.deadlines import DeadlineKind
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import By, Period, parse_month, parse_week
from shopdesk.domain.report.records import PeriodReport
from shopdesk.domain.report.summary import summary
from shopdesk.domain.stores import Store
from shopdesk.infra import atomic, i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr
from shopdesk.reporting.period_page import page
from shopdesk.reporting.period_workbook import build, write_workbook
from tests.gui.sample_store import NOW, make_sample
from tests.office import needs_office
from tests.storage.test_weekly_report import assert_equal, cells, recalculated

FEBRUARY = parse_month("2026-02")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The sample store in the midst of March: February is whole."""
    i18n.set_language("en")
    opened = open_app(make_sample(tmp_path_factory.mktemp("month"), "en"), "en", clock=FixedClock(NOW))
    yield opened
    opened.close()


def id_of(app: App) -> int:
    return app.services.stores.all()[0].id or 0


@pytest.fixture(scope="module")
def report(sample: App) -> PeriodReport:
    return sample.services.reports.monthly(id_of(sample), FEBRUARY)


def test_the_figures_are_those_of_the_services(sample: App, report: PeriodReport) -> None:
    services, store = sample.services, id_of(sample)
    totals = services.kpi.totals(store, FEBRUARY.start, FEBRUARY.end)
    before = services.kpi.totals(store, date(2026, 1, 1), date(2026, 1, 31))
    past = services.kpi.totals(store, date(2025, 2, 1), date(2025, 2, 28))
    for figure in report.key_figures:
        code = figure.kpi.code
        assert (figure.now, figure.before, figure.last_year) == (totals[code], before[code], past[code]), code
    paid = report.figure("paid_amount")
    assert paid is not None
    assert paid.target == services.targets.month(store, FEBRUARY.start)
    assert report.next_targets["paid_amount"] == services.targets.month(store, date(2026, 3, 1))
    assert report.next_target == report.next_targets["paid_amount"]
    assert [days[0].day.isocalendar().week for days in report.next_weeks] == [9, 10, 11, 12, 13, 14]
    assert report.money is not None
    assert report.money.days.total == services.profit.table(store, FEBRUARY.start, FEBRUARY.end, Split.DAY).total
    account = services.ledger.account(store, FEBRUARY.start, FEBRUARY.end).totals
    assert (report.money.opening, report.money.closing) == (account.opening, account.closing)
    assert [line.period for line in report.past][-1] == FEBRUARY
    assert len(report.past) == 13


def test_people_cost_is_that_of_the_whole_month(sample: App, report: PeriodReport) -> None:
    """February is a draft: base pay. January is locked: what its payslips cost, to the fen."""
    assert report.people is not None
    assert report.people.span == FEBRUARY
    assert report.people.wages is None and report.people.drafted
    january = sample.services.reports.monthly(id_of(sample), parse_month("2026-01"))
    run_of = sample.services.payroll.run(id_of(sample), date(2026, 1, 1))
    assert january.people is not None
    assert january.people.cost_fen == sum(slip.cost_fen for slip in run_of.slips)


def test_campaigns_and_deadlines_are_of_the_month_and_the_next(report: PeriodReport) -> None:
    for line in report.campaigns_coming:
        assert FEBRUARY.end < line.campaign.start <= date(2026, 3, 31)
    assert report.deadlines
    assert all(one.due <= date(2026, 3, 31) and not one.done for one in report.deadlines)


def test_the_plan_sheet_lists_what_the_words_count(report: PeriodReport, tmp_path: Path) -> None:
    write_workbook(report, tmp_path / "month.xlsx")
    sheet = load_workbook(tmp_path / "month.xlsx")["Next month and agenda"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    listed = sum(row[1] == "Milestone" for row in rows)
    assert listed == sum(one.kind is DeadlineKind.MILESTONE for one in report.deadlines) > 0
    words = " ".join(str(cell) for row in rows for cell in row if cell is not None)
    assert f"{listed} milestones due by 2026-03-31" in words
    todo = " ".join(tr(one) for one in summary(report).todo)
    assert f"Milestones that fall due by 2026-03-31: {listed}." in todo
    start = next(number for number, row in enumerate(rows) if row[0] == "Targets by week")
    weeks = rows[start + 2 : start + 8]
    assert [row[0] for row in weeks] == [f"2026-W{number:02d}" for number in range(9, 15)]
    assert all(str(row[2]).startswith("=SUM(") for row in weeks)


def test_every_amount_in_the_words_stands_on_a_sheet(report: PeriodReport, tmp_path: Path) -> None:
    """The summary is no second reckoning: each amount that it names is a cell's value, or a sum of the account."""
    book = build(report)
    known = {round(abs(float(value)), 2) for value in book.expected.values()}
    for sheet in book.workbook:
        for row in sheet.iter_rows():
            known |= {round(abs(cell.value), 2) for cell in row if isinstance(cell.value, int | float)}
            known |= {round(abs(float(cell.value)), 2) for cell in row if isinstance(cell.value, Decimal)}
    paid = report.figure("paid_amount")
    assert paid is not None and paid.now is not None and paid.target is not None
    known.add(round(abs(float(paid.target - paid.now)) / 100, 2))
    for _question, sentences in summary(report).blocks:
        for sentence in sentences:
            for amount in re.findall(r"\d{1,3}(?:,\d{3})*\.\d{2}(?![\d%])(?! percentage)", tr(sentence)):
                assert float(amount.replace(",", "")) in known or float(amount) < 10, (tr(sentence), amount)


@needs_office
def test_every_formula_recalculates_to_our_value(report: PeriodReport, tmp_path: Path) -> None:
    book, values = recalculated(report, tmp_path)
    assert_equal(values, book)


def test_a_closed_month_is_said_and_what_changed_since(sample: App, report: PeriodReport) -> None:
    assert report.money is not None and report.money.month is not None
    assert report.money.month.closed_on is None
    assert "check the month off" in " ".join(tr(one) for one in summary(report).todo)
    store = id_of(sample)
    sample.services.matching.months.close(store, FEBRUARY.start, who="Lin")
    try:
        closed = sample.services.reports.monthly(store, FEBRUARY)
        words = " ".join(str(cell.value) for row in build(closed).workbook["Account"].iter_rows() for cell in row)
        assert "The month was checked off on 2026-03-16 by Lin." in words
        assert "check the month off" not in " ".join(tr(one) for one in summary(closed).todo)
    finally:
        sample.services.matching.months.reopen(store, FEBRUARY.start)


def test_the_page_says_what_the_first_sheet_says(report: PeriodReport) -> None:
    html = page(report).html
    for _question, sentences in summary(report).blocks:
        for sentence in sentences:
            assert tr(sentence).split("“")[0].replace("&", "&amp;") in html
    assert "116,243.00" in html and "255,000.00" in html


def test_names_on_the_page_are_plain_text(app: App, store: Store) -> None:
    app.services.problems.create(
        Problem(store_id=store.id or 0, title="<b>x</b><script>", opened_on=FEBRUARY.start, due=FEBRUARY.start)
    )
    html = app.services.reports.page(store.id or 0, FEBRUARY, By.MONTH).html
    assert "&lt;b&gt;x" in html and "<script>" not in html


def test_a_month_without_anything_is_refused_in_words(app: App, store: Store, tmp_path: Path) -> None:
    target = tmp_path / "empty.xlsx"
    with pytest.raises(UserError, match="nothing to report on 2026-02"):
        app.services.reports.write(store.id or 0, FEBRUARY, By.MONTH, target)
    with pytest.raises(UserError, match="nothing to report on 2026-02"):
        app.services.reports.page(store.id or 0, FEBRUARY, By.MONTH)
    with pytest.raises(UserError, match="No whole month has figures yet"):
        app.services.reports.last_whole(store.id or 0, By.MONTH)
    assert not target.exists()
    spans, proposed = app.services.reports.choices(store.id or 0, By.MONTH)
    assert spans[0] == proposed == FEBRUARY
    assert len(spans) == 13


@pytest.mark.parametrize(
    ("span", "by"),
    [("9999-12", By.MONTH), ("0001-01", By.MONTH), ("0002-12", By.MONTH), ("9999-W40", By.WEEK), ("0001-W01", By.WEEK)],
)
def test_the_ends_of_the_calendar_get_a_sentence(app: App, store: Store, span: str, by: By) -> None:
    period = parse_month(span) if by is By.MONTH else parse_week(span)
    with pytest.raises(UserError, match="end of the calendar"):
        app.services.reports.page(store.id or 0, period, by)


@pytest.mark.parametrize("words", ["2026-13", "2026-00", "9999-12", "0000-01", "2026", "02-2026", "２０２６-02x"])
def test_the_command_refuses_what_is_no_month(
    sample: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    target = tmp_path / "x.xlsx"
    folder = str(sample.paths.data)
    assert run(["--data-dir", folder, "--lang", "en", "report", "monthly", "--month", words, "-o", str(target)]) == 1
    assert "2020-02" in (said := capsys.readouterr().err) or "calendar" in said
    assert not target.exists()


def test_the_last_week_of_the_calendar_is_no_crash() -> None:
    with pytest.raises(UserError, match="is not a week"):
        parse_week("9999-W52")


def test_the_command_writes_workbook_and_page_and_says_which_month(
    sample: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    words = ["--data-dir", str(sample.paths.data), "--lang", "en", "report", "monthly"]
    assert run([*words, "--month", "2026-01", "-o", str(tmp_path / "one.xlsx")]) == 0
    assert "The last whole month" not in capsys.readouterr().out
    assert run([*words, "-o", str(tmp_path / "last.xlsx")]) == 0
    assert "The last whole month with figures: 2026-02 (2026-02-01 to 2026-02-28)" in capsys.readouterr().out
    assert "Monthly report 2026-02" in str(load_workbook(tmp_path / "last.xlsx")["Overview"]["A2"].value)
    assert run([*words, "-o", str(tmp_path / "last.PDF")]) == 0
    assert (tmp_path / "last.PDF").read_bytes().startswith(b"%PDF")


def test_a_full_disk_leaves_the_old_file(report: PeriodReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "month.xlsx"
    write_workbook(report, target)
    before = target.read_bytes()

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(EnvironmentFault):
        write_workbook(report, target)
    assert target.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["month.xlsx"]


def test_a_month_that_runs_is_said_to(sample: App, tmp_path: Path) -> None:
    march = parse_month("2026-03")
    target = sample.services.reports.write(id_of(sample), march, By.MONTH, tmp_path / "march.xlsx")
    words = " ".join(str(cell.value) for cell in cells(target).values())
    assert "The month is not over; its last days are missing." in words
    found = sample.services.reports.monthly(id_of(sample), march)
    assert found.people is not None
    assert found.people.span == Period(march.start, march.start + timedelta(days=15))


def test_chinese_throughout(report: PeriodReport, zh: Any) -> None:
    book = build(report)
    assert "下月计划与议程" in book.workbook.sheetnames
    for question, sentences in summary(report).blocks:
        for sentence in (question, *sentences):
            assert re.search(r"[一-鿿]", tr(sentence))
