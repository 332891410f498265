"""What is done while the disk fails: each work with the data folder that it begins with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from shopdesk.bootstrap import App, prepare
from shopdesk.domain.fields import Kind
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR, BACKUP_SECOND_FOLDER
from shopdesk.reporting.record_sheet import write_records
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage import migrate
from shopdesk.storage.sqlite import backup
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.import_files import SHORT, short_row, write_csv
from tests.storage.test_payroll_cli import march

NOW = datetime(2026, 4, 20, 9, 0, 0)
MARCH = date(2026, 3, 1)
SAVED = Path(__file__).resolve().parents[1] / "migrations" / "saved"


def at(folder: Path) -> App:
    """The program on a data folder, not opened yet."""
    return prepare(folder / "data", "en", clock=FixedClock(NOW))


def store_id(app: App) -> int:
    """The only store."""
    (store,) = app.services.stores.all()
    return store.id or 0


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that a user does.

    ``begin`` makes ``folder/data`` and whatever else lies in ``folder``. ``first`` is done in peace, ``do`` is what
    fails; the data are open for it where ``opened``. ``look`` raises AssertionError where something beside is half.
    ``shown``: only these tables are compared, once the next start has cleared up; everything is, also before that,
    where none is named. ``sound``: no table is damaged from the beginning.
    """

    begin: Callable[[Path], None]
    do: Callable[[App, Path], None]
    look: Callable[[Path], None] = lambda _folder: None
    first: Callable[[App, Path], None] | None = None
    opened: bool = True
    shown: tuple[str, ...] = ()
    sound: bool = True


def orders(folder: Path, first: int, last: int) -> Path:
    """A file of orders."""
    return write_csv(folder / f"{first}.csv", [SHORT, *(short_row(number) for number in range(first, last))])


# --- what a data folder begins with ----------------------------------------------------------------------------------


def nothing(folder: Path) -> None:
    """No data folder, and a file to import."""
    orders(folder, 100, 130)


def shop(folder: Path) -> None:
    """A store with two imports, a target, a photo and a backup of what was before the second."""
    app = at(folder)
    services = app.open()
    store = services.stores.open("云裳旗舰店", opened_on=date(2025, 1, 1))
    services.imports.run_file(orders(folder, 100, 130), store)
    keep_attachment(services.ctx, Pasted("招牌.png", b"\x89PNG\r\n\x1a\n" + b"1" * 3000))
    services.backups.create()
    services.imports.run_file(orders(folder, 120, 150), store)
    services.targets.set_month(store.id or 0, MARCH, 20_000_000)
    keep_attachment(services.ctx, Pasted("新招牌.png", b"\x89PNG\r\n\x1a\n" + b"2" * 3000))
    orders(folder, 140, 170)
    app.close()
    app.clock.set(NOW.replace(hour=10))  # type: ignore[attr-defined]


def month(folder: Path) -> None:
    """A store with the computed wages of March."""
    app = at(folder)
    services = app.open()
    store = services.stores.open("云裳旗舰店", opened_on=date(2025, 1, 1))
    services.payroll.load(store.id or 0, MARCH, march(folder / "march.xlsx"))
    services.payroll.compute(store.id or 0, MARCH)
    app.close()


def saved(name: str) -> Callable[[Path], None]:
    """The data file of an earlier program."""

    def begin(folder: Path) -> None:
        (folder / "data").mkdir()
        with closing(sqlite3.connect(folder / "data" / "shopdesk.db")) as connection:
            connection.executescript((SAVED / f"{name}.sql").read_text(encoding="utf-8"))
            connection.commit()

    return begin


def spoiled(folder: Path) -> None:
    """A shop, one table of which is damaged."""
    shop(folder)
    file = folder / "data" / "shopdesk.db"
    with closing(sqlite3.connect(file)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'import_rows'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)
    (folder / "saved").mkdir()


def lost(folder: Path) -> None:
    """A shop whose data file is gone; its backup is there."""
    shop(folder)
    for file in (folder / "data").glob("shopdesk.db*"):
        file.unlink()


def with_stick(folder: Path) -> None:
    """A shop that copies its backups to a second folder."""
    shop(folder)
    (folder / "stick").mkdir()


def with_report(folder: Path) -> None:
    """A month, and a workbook of it written earlier."""
    month(folder)
    (folder / "out").mkdir()
    (folder / "temp").mkdir()
    app = at(folder)
    services = app.open()
    services.payroll.write_inputs(store_id(app), MARCH, folder / "out" / "工资.xlsx")
    app.close()


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
    "salvage": Work(spoiled, salvage, no_half_salvage, opened=False, sound=False),
    "table": Work(with_report, write_table, a_whole_workbook),
    "workbook": Work(with_report, write_workbook, a_whole_workbook),
}
NEWEST = migrate.known_revisions()[-1]


def copied(begun: Path, folder: Path) -> Path:
    """A fresh copy of what a work begins with."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(begun, folder)
    return folder
