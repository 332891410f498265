"""``shopdesk self-test``: does everything work on this machine? One line for each check, in a scratch folder."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.domain.stores import Store

_ORDERS = """\
订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额
1,178.8,0,上海,2020/2/20 23:59,2020/2/21 0:00,178.8
2,21,21,内蒙古自治区,2020/2/20 23:59,2020/2/21 0:00,0
3,37,0,安徽省,2020/2/20 23:59,,0
"""
_FEWEST_COLORS = 24  # a window that was really drawn has many more


class CheckFailed(Exception):
    """Something came out otherwise than it must."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("self-test", help=tr("Check that everything works on this computer"))
    # Nothing of the user's data is opened: every check works in a folder of its own.
    parser.set_defaults(run=run, needs_data=False)


def run(_args: argparse.Namespace, _app: App) -> int:
    """Run every check and print how it went."""
    _draw_without_display()
    started = time.monotonic()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="shopdesk-self-test-", ignore_cleanup_errors=True) as folder:
        bench = _Bench(Path(folder))
        try:
            for name, check in _CHECKS:
                failed += not _one(tr(name), lambda check=check: check(bench))  # type: ignore[misc]
        finally:
            bench.close()
    seconds = f"{time.monotonic() - started:.0f}"
    if failed:
        print(tr("{failed} of {count} checks failed.", failed=failed, count=len(_CHECKS)), file=sys.stderr)
        return 1
    print(tr("All {count} checks passed in {seconds} s.", count=len(_CHECKS), seconds=seconds))
    return 0


def _one(name: str, check: Callable[[], str]) -> bool:
    """Run one check; whatever goes wrong in it is its result."""
    try:
        detail = check()
    except Exception as error:
        print(tr("failed  {name}: {why}", name=name, why=f"{type(error).__name__}: {error}"), flush=True)
        return False
    print(tr("ok      {name}: {detail}", name=name, detail=detail), flush=True)
    return True


def _draw_without_display() -> None:
    from shopdesk.gui.app import has_display

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


class _Bench:
    """The scratch folder with an app on it, opened by the first check."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._app: App | None = None
        self._store: Store | None = None

    @property
    def app(self) -> App:
        if self._app is None:
            from shopdesk import bootstrap

            self._app = bootstrap.prepare(self.folder / "data", current_language())
            self._app.open()
        return self._app

    @property
    def store_id(self) -> int:
        """The sample store's."""
        if self._store is None:
            self._store = self.app.services.demo.create()
        return self._store.id or 0

    @property
    def yesterday(self) -> date:
        return self.app.clock.today() - timedelta(days=1)

    def close(self) -> None:
        if self._app is not None:
            self._app.close()


def _expect(true: object, what: str) -> None:
    if not true:
        raise CheckFailed(what)


def _open(bench: _Bench) -> str:
    from shopdesk.storage import migrate

    revision = bench.app.place.revision()
    _expect(not migrate.is_behind(revision), "the data file is not at the newest schema")
    return tr("schema {revision}", revision=revision)


def _resources(_bench: _Bench) -> str:
    from shopdesk.infra import i18n, paths

    words = {language: len(i18n.load_catalogue(language)) for language in i18n.LANGUAGES if language != i18n.SOURCE}
    _expect(all(count > 100 for count in words.values()), f"translations are missing: {words}")
    icons = len(list(paths.resource("icons").glob("*.svg")))
    _expect(icons > 10, "icons are missing")
    return tr("{words} translations, {icons} icons", words=sum(words.values()), icons=icons)


def _sample(bench: _Bench) -> str:
    known = bench.app.services.kpi.data_range(bench.store_id)
    _expect(known is not None and known.end == bench.yesterday, "the sample store has no data until yesterday")
    assert known is not None
    return tr("{days} days of invented figures", days=known.length)


def _compute(bench: _Bench) -> str:
    from shopdesk.domain.money import format_yuan

    known = bench.app.services.kpi.data_range(bench.store_id)
    assert known is not None
    table = bench.app.services.kpi.periods(bench.store_id, known.start, known.end)
    total, days = table.totals["paid_amount"], [row["paid_amount"] for row in table.rows]
    _expect(total and total == sum(value for value in days if value is not None), "the days do not add up")
    return tr(
        "the paid amounts of {count} days add up to {amount}", count=len(days), amount=format_yuan(int(total or 0))
    )


def _calendar(bench: _Bench) -> str:
    found = [entry for entry in bench.app.services.calendar.days(2026) if entry.name_zh == "春节"]
    _expect(any(entry.date == date(2026, 2, 17) for entry in found), "Spring Festival 2026 is not on 17 February")
    target = bench.folder / "year.ics"
    count = bench.app.services.calendar.export_ics(2026, target)
    _expect(target.read_bytes().startswith(b"BEGIN:VCALENDAR"), "the calendar file is not one")
    return tr("{count} entries written", count=count)


def _import(bench: _Bench) -> str:
    services = bench.app.services
    file = bench.folder / "订单报表.csv"
    file.write_bytes(_ORDERS.encode("gbk"))
    store = services.stores.create("self-test")
    first, again = services.imports.run_file(file, store), services.imports.run_file(file, store)
    _expect((first.tally.new, again.tally.new, again.tally.unchanged) == (3, 0, 3), "the import is not idempotent")
    day = date(2020, 2, 20)
    totals = services.kpi.totals(store.id or 0, day, day)
    got = totals["orders"], totals["paid_orders"], totals["paid_amount"], totals["net_amount"]
    _expect(got == (3, 2, 19_980, 2_100), f"wrong figures: {got}")
    return tr("3 orders in, the second import changed nothing")


def _report(bench: _Bench) -> str:
    from openpyxl import load_workbook

    from shopdesk.domain.periods import week_of

    target = bench.folder / "week.xlsx"
    bench.app.services.reports.write_weekly(bench.store_id, week_of(bench.yesterday), target)
    workbook = load_workbook(target)
    formulas = sum(cell.data_type == "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)
    _expect(formulas > 20, "the workbook has no formulas")
    return tr("{sheets} sheets, {formulas} formulas", sheets=len(workbook.sheetnames), formulas=formulas)


def _worksheet(bench: _Bench) -> str:
    from shopdesk.gui.paper.output import write_daily_pdf
    from shopdesk.services.daily.papers import PaperWish, daily_papers

    wish = PaperWish(store_ids=(bench.store_id,), day=bench.yesterday, back=True)
    target = bench.folder / "day.pdf"
    pages = write_daily_pdf(daily_papers(bench.app.services, wish), target)
    _expect(target.read_bytes().startswith(b"%PDF") and pages >= 2, "the worksheet is not a PDF of two pages")
    return tr("{count} pages", count=pages)


def _backup(bench: _Bench) -> str:
    made = bench.app.services.backups.create()
    revision = bench.app.services.backups.verify(made.name)
    return tr("{name}: sound, schema {revision}", name=made.name, revision=revision)


def _pay_password(bench: _Bench) -> str:
    """The library that hashes it is there, also in the built program."""
    lock = bench.app.services.pay_lock
    lock.set("self-test")
    lock.lock()
    _expect(lock.locked(), "the wages are not locked")
    lock.unlock("self-test")
    lock.remove("self-test")
    return tr("set, asked for, removed")


def _draw(bench: _Bench) -> str:
    """The real window with the figures' chart, and the daily page, drawn and not blank."""
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from shopdesk.gui.pictures import take_page, window_on
    from shopdesk.gui.theme import base_font, chinese_font
    from shopdesk.infra.settings import CURRENT_STORE

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setFont(base_font())
    bench.app.settings.set(CURRENT_STORE, bench.store_id)
    bench.app.close_data()
    with window_on(application, bench.app) as desktop:
        for page in ("kpi", "daily"):
            image = QImage(str(take_page(desktop, page, bench.folder / f"{page}.png")))
            colors = {image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}
            _expect(len(colors) >= _FEWEST_COLORS, f"the page {page} is blank")
    return tr("two pages drawn, Chinese in {font}", font=chinese_font() or NO_DATA)


_CHECKS: tuple[tuple[Text, Callable[[_Bench], str]], ...] = (
    (Text("Files of the program"), _resources),
    (Text("Open and migrate"), _open),
    (Text("Sample store"), _sample),
    (Text("Compute"), _compute),
    (Text("Calendar"), _calendar),
    (Text("Import"), _import),
    (Text("Weekly report"), _report),
    (Text("Daily worksheet"), _worksheet),
    (Text("Backup"), _backup),
    (Text("Pay password"), _pay_password),
    (Text("Draw"), _draw),
)
