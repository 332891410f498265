"""Answers that are kept are those that would be reckoned, and who reads them brings no rules of the money along."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.ledger.costs import CostKind, DatedCost, UnitCost
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matched import OrderFilter
from shopdesk.domain.ledger.rules import StatementRule
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import By, Period
from shopdesk.domain.stores import Store
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import (
    ADS_SPENT,
    ADS_TOP_UPS,
    BUYERS,
    LOSS_ALERT,
    MONEY_ALERTS,
    ORDER_MONTH_DAYS,
    ORDER_MONTHS,
    KeptKind,
)
from shopdesk.storage.queries.ads_account import spent_by_day, top_ups
from shopdesk.storage.queries.kpi_breakdown import waiting_orders
from shopdesk.storage.tables.kept import kept_answers as answers
from tests import money_files
from tests.storage.profit_stores import FIRST, LAST, PRODUCTS, world, write
from tests.storage.test_profit_months import Owner

ROOT = Path(__file__).resolve().parents[2]


def fresh(app: App, ask: Callable[[], object]) -> object:
    """The answer as if nothing were kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_answers, "__version__", "nobody")
        app.services.ctx.reader.forget()
        found = ask()
    app.services.ctx.reader.forget()
    return found


def keep_all(app: App) -> None:
    while app.services.kept.keep_some():
        pass


def sure(app: App) -> set[str]:
    with app.services.ctx.read() as uow:
        return set(uow.connection.scalars(select(answers.c.name).where(answers.c.sure)))


class Bookkeeper(Owner):
    """Does, besides, what changes the alerts of the money."""

    def __init__(self, app: App, store: Store, files: list[Path], chance: Random) -> None:
        super().__init__(app, store, files, chance)
        self.steps += [self.explain, self.close_month, self.close_month, self.rule, self.accept, self.dear, self.dear]

    def explain(self) -> None:
        orders = self.app.services.matching.orders(self.store_id, OrderFilter()).orders
        if orders:
            self.app.services.matching.explain(self.store_id, self.chance.choice(orders).order_no, "赠品")

    def close_month(self) -> None:
        try:
            self.app.services.matching.months.close(self.store_id, date(2026, self.chance.randint(1, 4), 1))
        except UserError:
            self.take()

    def accept(self) -> None:
        for view in self.app.services.matching.months.changed(self.store_id):
            self.app.services.matching.months.accept(self.store_id, view.month)

    def rule(self) -> None:
        word = self.chance.choice(("服务", "费", "退款", "转账"))
        self.app.services.ledger.save_rule(
            StatementRule(store_id=self.store_id, words=word, kind=self.chance.choice(list(LineKind)))
        )

    def dear(self) -> None:
        self.app.services.costs.keep(
            UnitCost(store_id=self.store_id, product_id=str(610_000_000_001 + self.chance.randrange(4)),
                     cost_fen=900_000, valid_from=date(2026, 1, self.chance.randint(1, 28)))
        )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 3])
def test_alerts_that_are_kept_are_those_that_would_be_found(app: App, store: Store, tmp_path: Path, seed: int) -> None:
    files = money_files.write_all(money_files.Maker(seed, 12).shop, tmp_path)
    app.services.setup.start(store)
    owner = Bookkeeper(app, store, files, Random(seed))
    said: set[str] = set()

    def ask() -> list[Alert]:
        return app.services.alerts.now(owner.store_id)

    for begin in (owner.take, owner.take, owner.take, owner.dear):
        begin()
    for _ in range(9):
        owner.chance.choice(owner.steps)()
        assert ask() == fresh(app, ask)
        ask()
        keep_all(app)
        app.services.ctx.reader.forget()
        assert {LOSS_ALERT.name, MONEY_ALERTS.name} <= sure(app) or app.services.kpi.data_range(owner.store_id) is None
        found = ask()
        assert found == fresh(app, ask)
        said |= {alert.code for alert in found}
    assert any(code.startswith(("orders_", "month_changed")) for code in said), said


def spent(app: App, store_id: int) -> object:
    with app.services.ctx.read() as uow:
        return spent_by_day(uow.connection, store_id)


def put_in(app: App, store_id: int) -> object:
    with app.services.ctx.read() as uow:
        return top_ups(uow.connection, store_id)


def test_everything_that_an_alert_is_read_from_ends_it(app: App, store: Store) -> None:
    """Whatever table it reads is one whose change makes it unsure, and each such change does."""
    write(app, store, world(1, PRODUCTS))
    store_id = store.id or 0
    works: dict[KeptKind, Callable[[], object]] = {
        LOSS_ALERT: lambda: app.services.profit.loss_alert(store_id, LAST),
        MONEY_ALERTS: lambda: app.services.matching.alerts(store_id),
        ADS_TOP_UPS: lambda: put_in(app, store_id),
        ADS_SPENT: lambda: spent(app, store_id),
    }
    for kind, work in works.items():
        with app.services.ctx.reading() as reading:
            work()
            assert reading.tables - {"kept_answers"} <= kind.sources, kind.name
        for table in sorted(kind.sources):
            app.services.alerts.now(store_id)
            keep_all(app)
            assert kind.name in sure(app)
            with app.services.ctx.open_uow("change") as uow:
                uow.touch(table)
                uow.commit()
            assert kind.name not in sure(app), table


def order_files(folder: Path, chance: Random) -> list[Path]:
    """Order reports of which each later one knows some orders of those before otherwise."""
    made: dict[int, list[object]] = {}
    files = []
    for name in "abc":
        for _ in range(40):
            number, day = chance.randrange(1, 120), date(2025, 12, 1) + timedelta(days=chance.randrange(100))
            paid = f"{day + timedelta(days=chance.choice((0, 0, 3)))} 09:00:00" if chance.random() < 0.8 else ""
            place, who = chance.choice(("上海", "广东省", "北京", "")), f"买家{chance.randrange(9)}"
            reason = chance.choice(("", "", "买家未付款", "退款"))
            state = chance.choice(("买家已付款,等待卖家发货", "交易成功")).replace(",", "，")
            yuan = chance.randrange(1, 300)
            made[number] = [number, yuan, yuan if paid else 0, place, f"{day} 08:00:00", paid, 0, reason, who, state]
        file = folder / f"{name}.csv"
        rows = [",".join(map(str, row)) for row in made.values() if chance.random() < 0.7]
        heading = (
            "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额,订单关闭原因,"
            "买家会员名,订单状态"
        )
        file.write_text("\n".join([heading, *rows]), encoding="utf-8")
        files.append(file)
    return files


@pytest.mark.parametrize("seed", [0])
def test_sums_of_months_that_are_kept_are_those_of_the_orders(
    app: App, store: Store, tmp_path: Path, seed: int
) -> None:
    files = order_files(tmp_path, Random(seed))
    store_id, imports = store.id or 0, app.services.imports
    spans = [Period(date(2025, 11, 3), date(2026, 5, 9)), Period(date(2026, 1, 1), date(2026, 1, 31)),
             Period(date(2026, 1, 30), date(2026, 3, 2)), Period(date(1999, 1, 1), date(9999, 12, 31))]  # fmt: skip
    moments = [datetime(2025, 12, 5), datetime(2026, 1, 20, 9), datetime(2026, 12, 31)]

    def ask() -> list[tuple[object, ...]]:
        charts, kpi = app.services.charts, app.services.kpi
        with app.services.ctx.reading() as reading:
            late = [waiting_orders(reading.uow.connection, store_id, moment) for moment in moments]
        return [tuple(late), *(
            (
                charts.provinces(store_id, span, basis), charts.closed_orders(store_id, span),
                [row["buyers"] for row in kpi.periods(store_id, span.start, span.end, By.MONTH, basis).rows],
                kpi.totals(store_id, span.start, span.end, basis)["buyers"],
            )
            for span in spans for basis in Basis
        )]  # fmt: skip

    def take_back() -> None:
        imports.undo(max(run.id or 0 for run in imports.list(store_id) if run.undone_at is None))

    steps = [*(lambda file=file: imports.run_file(file, store) for file in files), take_back]
    for step in steps:
        step()
        assert ask() == fresh(app, ask)
        ask()
        keep_all(app)
        app.services.ctx.reader.forget()
        assert {ORDER_MONTHS.name, ORDER_MONTH_DAYS.name, BUYERS.name} <= sure(app)
        found = ask()
        assert found == fresh(app, ask)
        assert found[1][3], "nobody bought"
        assert found[0][-1] != (0, None), "nothing waits"


def test_who_reads_sums_that_are_kept_listens_to_orders(app: App, store: Store) -> None:
    write(app, store, world(2, PRODUCTS))
    keep_all(app)
    with app.services.ctx.reading() as reading:
        app.services.charts.closed_orders(store.id or 0, Period(FIRST.replace(day=1), LAST))
        assert "orders" in reading.tables


@pytest.mark.parametrize(("table", "holds"), [("unit_costs", False), ("worksheets", True), ("stores", False)])
def test_what_was_noted_before_a_change_is_kept_only_if_the_change_leaves_it(
    app: App, store: Store, table: str, holds: bool
) -> None:
    write(app, store, world(2, PRODUCTS))
    app.services.alerts.now(store.id or 0)
    with app.services.ctx.open_uow("change") as uow:
        uow.touch(table)
        uow.commit()
    app.services.kept.keep_some()
    assert (LOSS_ALERT.name in sure(app)) is holds


def test_what_was_reckoned_within_a_step_that_failed_is_not_kept(app: App, store: Store) -> None:
    write(app, store, world(3, PRODUCTS))
    store_id = store.id or 0
    before = fresh(app, lambda: app.services.alerts.now(store_id))
    with pytest.raises(RuntimeError), app.services.ctx.one_step("costs") as uow:
        for product in PRODUCTS:
            app.services.costs.keep(
                UnitCost(store_id=store_id, product_id=product, cost_fen=9_000_000, valid_from=FIRST)
            )
        app.services.alerts.now(store_id)
        raise RuntimeError(uow.now)
    keep_all(app)
    app.services.ctx.reader.forget()
    assert app.services.alerts.now(store_id) == before


def test_alerts_of_a_start_import_no_rules_of_money(app: App, store: Store) -> None:
    """Of a store where nothing was changed since they were kept, in a program just started, the keeper included."""
    write(app, store, world(4, PRODUCTS))
    app.services.costs.keep(
        DatedCost(store_id=store.id or 0, kind=CostKind.RENT, amount_fen=100, first_day=date(2026, 1, 1))
    )
    app.services.alerts.now(store.id or 0)
    keep_all(app)
    folder = app.paths.data
    app.close()
    code = "\n".join(
        [
            "import sys",
            "from pathlib import Path",
            "from datetime import datetime",
            "from shopdesk.bootstrap import open_app",
            "from shopdesk.infra.clock import FixedClock",
            f"clock = FixedClock(datetime.fromisoformat('{app.clock.now()}'))",
            f"app = open_app(Path({str(folder)!r}), 'en', clock=clock)",
            f"app.services.alerts.now({store.id})",
            "assert not app.services.kept.keep_some()",
            "app.close()",
            "rules = ('domain.ledger', 'services.ledger', 'domain.payroll.', 'services.payroll')",
            "found = [name for name in sys.modules if name.removeprefix('shopdesk.').startswith(rules)]",
            "print([name for name in found if not name.endswith('pay_password')])",
        ]
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
