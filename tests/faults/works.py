"""What is done while the disk fails: each work with the data folder that it begins with."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from shopdesk.bootstrap import App
from shopdesk.domain.competitors import CompetitorLook
from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind
from shopdesk.domain.keywords import Keyword, KeywordKind
from shopdesk.domain.kpi.chosen import Tile, TileAgainst
from shopdesk.domain.kpi.definitions import OwnChange
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.domain.members import MemberLevel
from shopdesk.domain.target_plan import MonthPlan
from shopdesk.domain.title_tests import TitleTest
from shopdesk.infra.settings import (
    ACTOR,
    BACKUP_SECOND_FOLDER,
    CURRENT_PAGE,
    REMINDERS_SAID,
    TABLES,
    WINDOW_GEOMETRY,
)  # fmt: skip
from shopdesk.reporting.record_sheet import write_records
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage.sqlite import backup
from tests.faults.beginnings import (
    FEBRUARY,
    MARCH,
    NOW,
    Work,
    books,
    lost,
    market,
    month,
    nothing,
    saved,
    shop,
    spoiled,
    store_id,
    with_report,
    with_stick,
)

# --- what is done ----------------------------------------------------------------------------------------------------


def start(app: App, _folder: Path) -> None:
    app.open()


def first_import(app: App, folder: Path) -> None:
    services = app.open()
    with services.stores.to_take_in("新店") as store:
        services.imports.run_file(folder / "100.csv", store)


def bring_in(app: App, folder: Path) -> None:
    (store,) = app.services.stores.all()
    app.services.imports.run_file(folder / "140.csv", store)


def take_back(app: App, _folder: Path) -> None:
    app.services.imports.undo(app.services.imports.list()[0].id or 0)


def edit(app: App, _folder: Path) -> None:
    app.services.targets.set_month(store_id(app), MARCH, 30_000_000)


def undo(app: App, _folder: Path) -> None:
    app.services.history.undo()


def edit_a_setting(app: App, _folder: Path) -> None:
    app.settings.set(ACTOR, "小满")


def keep_a_photo(app: App, _folder: Path) -> None:
    keep_attachment(app.services.ctx, Pasted("门头.png", b"\x89PNG\r\n\x1a\n" + b"3" * 3000))


def back_up(app: App, _folder: Path) -> None:
    app.services.backups.create()


def copy_elsewhere(app: App, folder: Path) -> None:
    app.settings.set(BACKUP_SECOND_FOLDER, str(folder / "stick"))
    app.services.backups.copy_elsewhere()


def restore(app: App, _folder: Path) -> None:
    app.restore(next(one.name for one in backup.listed(app.paths.backups) if one.why == "manual"))


def lock_month(app: App, _folder: Path) -> None:
    app.services.payroll.lock(store_id(app), MARCH)


def close_month(app: App, _folder: Path) -> None:
    app.services.matching.months.close(store_id(app), FEBRUARY)


def reopen_month(app: App, _folder: Path) -> None:
    app.services.matching.months.reopen(store_id(app), FEBRUARY)


def bring_in_money(app: App, folder: Path) -> None:
    (store,) = app.services.stores.all()
    app.services.imports.run_file(folder / "b.csv", store)


def forget_months(app: App, _folder: Path) -> None:
    app.services.costs.keep(UnitCost(store_id=store_id(app), product_id="600002", cost_fen=5_05))


def keep_months(app: App, _folder: Path) -> None:
    app.services.kept.keep_some(60)


def bring_in_costs(app: App, folder: Path) -> None:
    app.services.costs.take(app.services.costs.read_file(store_id(app), folder / "costs.csv"))


def hold_a_meeting(app: App, _folder: Path) -> None:
    app.services.meetings.keep(
        MeetingPoint(
            store_id=store_id(app),
            kind=MeetingKind.WEEKLY,
            day=NOW.date(),
            topic="退款多的三款",
            decision="重写尺寸说明",
            due=date(2026, 4, 27),
        )
    )


def name_a_level(app: App, _folder: Path) -> None:
    app.services.members.keep(MemberLevel(store_id=store_id(app), name="金", orders_from=3, valid_from=MARCH))


def look_at_a_competitor(app: App, _folder: Path) -> None:
    (watched,) = app.services.competitors.board(store_id(app)).competitors
    look = CompetitorLook(store_id=store_id(app), competitor_id=watched.id or 0, day=NOW.date(), visitors_low=300)
    app.services.competitors.keep_look(look)


def keep_a_picture(app: App, _folder: Path) -> None:
    (look,) = app.services.competitors.board(store_id(app)).looks
    refused = app.services.competitors.files.attach(look, [Pasted("活动.png", b"\x89PNG\r\n\x1a\n" + b"5" * 3000)])
    if refused:
        raise UserError(refused[0])


def forget_a_competitor(app: App, _folder: Path) -> None:
    (watched,) = app.services.competitors.board(store_id(app)).competitors
    app.services.competitors.remove(watched)


def bring_in_words(app: App, folder: Path) -> None:
    (store,) = app.services.stores.all()
    app.services.imports.run_file(folder / "words.csv", store)


def name_a_keyword(app: App, _folder: Path) -> None:
    app.services.keywords.keep(Keyword(store_id=store_id(app), word="连衣裙", kind=KeywordKind.CORE))


def change_a_title(app: App, _folder: Path) -> None:
    app.services.title_tests.keep(
        TitleTest(store_id=store_id(app), product_id="600001", old_title="旧", new_title="新", start=MARCH)
    )


def set_a_year(app: App, _folder: Path) -> None:
    app.services.targets.set_year(store_id(app), 2026, 360_000_000)


def set_a_day(app: App, _folder: Path) -> None:
    app.services.targets.set_day(store_id(app), NOW.date(), 1_000_000)


def plan_a_month(app: App, _folder: Path) -> None:
    plan = MonthPlan(store_id=store_id(app), month=MARCH, paid_amount=50_000_000, visitors_per_day=900)
    app.services.targets.keep_plan(plan)


def choose_tiles(app: App, _folder: Path) -> None:
    app.services.kpi.choose_tiles(store_id(app), [Tile("paid_amount", TileAgainst.YEAR, wide=True), Tile("aov")])


def count_otherwise(app: App, _folder: Path) -> None:
    app.services.definitions.add(store_id(app), OwnChange(code="visitors", day=MARCH, words="从这天起不算自己人"))


def leave_the_window(app: App, _folder: Path) -> None:
    # What a window writes of itself: nobody is told where it cannot, and it holds until the program ends.
    app.settings.set(CURRENT_PAGE, "kpi")
    app.settings.set(TABLES, {"orders": {"widths": [80, 120]}})
    app.settings.set(REMINDERS_SAID, "一条")
    app.settings.set(WINDOW_GEOMETRY, "AdnQywADAAA=")


def salvage(app: App, folder: Path) -> None:
    app.salvage(folder / "data" / "saved.db")


def write_workbook(app: App, folder: Path) -> None:
    tempfile.tempdir = str(folder / "temp")  # the library of workbooks sets sheets aside
    app.services.payroll.write_inputs(store_id(app), MARCH, folder / "out" / "工资.xlsx")


# --- what must be whole beside the data ------------------------------------------------------------------------------


def no_half_salvage(folder: Path) -> None:
    target = folder / "data" / "saved.db"
    if target.exists():
        backup.verify(target, references=False)


def a_whole_workbook(folder: Path) -> None:
    book = load_workbook(folder / "out" / "工资.xlsx")
    assert "人员" in book.sheetnames
    book.close()


def write_table(app: App, folder: Path) -> None:
    tempfile.tempdir = str(folder / "temp")
    rows = [(number, "一行") for number in range(50)]
    write_records(folder / "out" / "工资.xlsx", "人员", ["数", "字"], [Kind.COUNT, None], rows)


def no_half_copy(folder: Path) -> None:
    # A copy that a killed program left has another name until it is whole; that it goes is looked at with the strays.
    for file in (folder / "stick").glob("shopdesk-*.db"):
        backup.verify(file)


# What stores begin with comes after the migration, and is made up for at the next start.
BEGUN_WITH = (
    "stores", "orders", "order_days", "problems", "checklists", "checklist_versions", "shifts", "setup_plans",
    "setup_steps", "alembic_version",
)  # fmt: skip
SHOP = ("stores", "orders", "order_days", "import_runs", "import_rows", "setup_steps", "people", "departments")
WORKS = {
    "first start": Work(nothing, start, opened=False, shown=SHOP),
    "start": Work(shop, start, opened=False),
    "first import": Work(nothing, first_import, opened=False, shown=SHOP),
    "import": Work(shop, bring_in),
    "import taken back": Work(shop, take_back),
    "edit": Work(shop, edit),
    "undo": Work(shop, undo, first=edit),
    "setting": Work(shop, edit_a_setting),
    "photo": Work(shop, keep_a_photo),
    "backup": Work(shop, back_up),
    "second folder": Work(with_stick, copy_elsewhere, no_half_copy),
    "restore": Work(shop, restore),
    "restore of a lost file": Work(lost, restore, opened=False),
    "restore of a damaged file": Work(spoiled, restore, opened=False, sound=False),
    "migration": Work(saved("0011"), start, opened=False, shown=BEGUN_WITH),
    "long migration": Work(saved("0001"), start, opened=False, shown=BEGUN_WITH),
    "lock of a month": Work(month, lock_month),
    "close of a month": Work(books, close_month),
    "month opened again": Work(books, reopen_month, first=close_month),
    "statement": Work(books, bring_in_money),
    "statement under a closed month": Work(books, bring_in_money, first=close_month),
    "statement taken back": Work(books, take_back, first=bring_in_money),
    "kept months": Work(books, keep_months, first=forget_months),
    "costs": Work(books, bring_in_costs),
    "meeting": Work(books, hold_a_meeting),
    "meeting undone": Work(books, undo, first=hold_a_meeting),
    "member level": Work(books, name_a_level),
    "competitor seen": Work(market, look_at_a_competitor),
    "competitor's picture": Work(market, keep_a_picture),
    "competitor taken out": Work(market, forget_a_competitor),
    "competitor's return": Work(market, undo, first=forget_a_competitor),
    "keywords by day": Work(market, bring_in_words),
    "keywords taken back": Work(market, take_back, first=bring_in_words),
    "keyword": Work(market, name_a_keyword),
    "title test": Work(market, change_a_title),
    "targets of a year": Work(shop, set_a_year),
    "target of a day": Work(shop, set_a_day),
    "plan of a month": Work(shop, plan_a_month),
    "plan undone": Work(shop, undo, first=plan_a_month),
    "tiles": Work(shop, choose_tiles),
    "changed definition": Work(shop, count_otherwise),
    "window": Work(shop, leave_the_window),
    "salvage": Work(spoiled, salvage, no_half_salvage, opened=False, sound=False),
    "table": Work(with_report, write_table, a_whole_workbook),
    "workbook": Work(with_report, write_workbook, a_whole_workbook),
}


def copied(begun: Path, folder: Path) -> Path:
    """A fresh copy of what a work begins with."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(begun, folder)
    return folder
