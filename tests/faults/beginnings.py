"""The data folders that the works under a failing disk begin with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from shopdesk.bootstrap import App, prepare
from shopdesk.domain.competitors import Competitor, CompetitorLook
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests import money_files
from tests.import_files import SHORT, short_row, write_csv
from tests.storage.test_payroll_cli import march

NOW = datetime(2026, 4, 20, 9, 0, 0)
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
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


def books(folder: Path) -> None:
    """A store with orders, a statement, costs, and kept months of profit; the next statement is there."""
    statement, reports, *_later, items = money_files.write_all(money_files.Maker(7, 12).shop, folder)
    app = at(folder)
    services = app.open()
    store = services.stores.open("云裳旗舰店", opened_on=date(2025, 1, 1))
    for file in (statement, reports, items):
        services.imports.run_file(file, store)
    services.costs.keep(UnitCost(store_id=store.id or 0, product_id="600001", cost_fen=31_37))
    while services.kept.keep_some(60):
        pass
    write_csv(folder / "costs.csv", [["商品ID", "成本价"], *([f"{600000 + one}", "20.5"] for one in range(1, 30))])
    app.close()


def market(folder: Path) -> None:
    """A shop with what is watched: a competitor seen once, with a picture; keywords by day are there as a file."""
    shop(folder)
    app = at(folder)
    services = app.open()
    store = store_id(app)
    watched = services.competitors.keep(Competitor(store_id=store, name="隔壁家", look_days=7))
    look = services.competitors.keep_look(
        CompetitorLook(store_id=store, competitor_id=watched.id or 0, day=MARCH, visitors_low=100, visitors_high=200)
    )
    assert not services.competitors.files.attach(look, [Pasted("首页.png", b"\x89PNG\r\n\x1a\n" + b"4" * 3000)])
    head = ["统计日期", "关键词", "展现量", "访客数", "支付买家数"]
    days = ([f"2026-03-{day:02}", "连衣裙", "900", "30", "2"] for day in range(1, 29))
    write_csv(folder / "words.csv", [head, *days])
    app.close()


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
