"""Save a small data file of today's schema as text, for later programs to be tested with: run it at each release.

Writes ``tests/migrations/saved/<revision>.sql``. A saved file is never changed afterwards.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.assortment import AssortmentRow
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.daily.inspections import InspectionRound
from shopdesk.domain.daily.meetings import MeetingKind, MeetingPoint
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.standing_tasks import StandingTask
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.handbook.records import HandbookEntry
from shopdesk.domain.ledger.costs import CostKind, DatedCost, UnitCost
from shopdesk.domain.ledger.courier_list import read_price_list
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.tax import TaxQuarter
from shopdesk.domain.setup.actuals import BudgetActual
from shopdesk.domain.setup.answers import Answers, Brand
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.setup.preparation import PreparationItem
from shopdesk.domain.setup.suppliers import Supplier, SupplierPrice
from shopdesk.infra import atomic
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.revision import file_revision

NOW = datetime(2026, 3, 16, 9, 0)
ORDERS = (
    "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
    "1,178.8,178.8,上海,2026/3/14 23:59,2026/3/15 0:00,0\n"
    "2,21,0,广东省,2026/3/15 8:30,2026/3/15 8:31,21\n"
    "3,99,0,北京,2026/3/15 9:30,,0\n"
)
DAYS = "统计日期,访客数,浏览量,支付金额,综合体验分,商品体验\n2026-03-15,120,300,178.80,4.72,4.8\n"


def fill(app: App, folder: Path) -> None:
    """A little of everything that users keep."""
    services = app.services
    store = services.stores.create("存档店")
    store_id = store.id or 0
    services.setup.start(store)
    services.setup.questions.answer(store_id, Answers(brand=Brand.AGENT, sells="food"))
    services.setup.fees.add_own(store_id, FeeItem.COMMISSION, rate=Decimal("0.03"), source="商家后台", category="茶")
    visit = services.setup.visits.of(services.setup.board(store_id))[0]
    services.setup.visits.pack(visit.visit, visit.papers[0].view.document.code, packed=True)
    services.people.catalogue.seed(store)
    person = services.people.hire(store_id, "小满", "service", date(2025, 6, 1), base_fen=200_000)
    services.roster.set(store_id, [(person.id or 0, NOW.date())], "early")
    services.roster.set_note(store_id, (person.id or 0, NOW.date()), "交接给晚班")
    services.campaigns.create(
        Campaign(store_id=store_id, name="38焕新周", start=date(2026, 3, 4), end=date(2026, 3, 8))
    )
    services.costs.keep(UnitCost(store_id=store_id, product_id="600001", title="杯子", cost_fen=12_50))
    services.costs.keep(
        DatedCost(store_id=store_id, kind=CostKind.RENT, amount_fen=300_000, first_day=date(2026, 1, 1), note="仓库")
    )
    services.taxes.keep(TaxQuarter(store_id=store_id, quarter=date(2025, 10, 1), income_fen=5_000_000))
    services.targets.set_month(store_id, date(2026, 3, 1), 20_000_000)
    services.targets.set_year(store_id, 2026, 250_000_000)
    services.targets.set_day(store_id, date(2026, 3, 8), 900_000)
    services.targets.set_month(store_id, date(2026, 3, 1), 3_000_000, group="杯具")
    services.assortment.keep(AssortmentRow(store_id=store_id, year=2026, quarter=2, product_group="杯具", pieces=300))
    sheet = services.daily.sheet(store_id, NOW.date())
    services.daily.answer(sheet, "pages.notices", Result.PASS, who="小满")
    services.problems.create(Problem(store_id=store_id, title="横幅链接打不开", opened_on=NOW.date()))
    entry = services.handbook.keep(HandbookEntry(store_id=store_id, title="几天能到？", text="三天内到。"))
    services.handbook.learn(entry, {person.id or 0})
    services.handbook.count_use(entry)
    walked = services.inspections.keep(InspectionRound(store_id=store_id, name="首页巡检", places="店招\n主视觉"))
    services.inspections.mark(walked.id or 0, NOW.date(), "店招", points=4, note="字太小")
    task = services.standing.keep(StandingTask(store_id=store_id, title="整理标准答案", start=NOW.date()))
    services.standing.tick(task.id or 0, NOW.date(), done=True, who="小满")
    supplier = services.suppliers.keep(Supplier(store_id=store_id, name="谷雨家纺厂", contact="小满"))
    services.suppliers.tell(supplier.id or 0, "lead_time", said="现货 2 天", points=5)
    services.suppliers.weigh(store_id, "lead_time", 5)
    services.suppliers.keep_price(
        SupplierPrice(
            store_id=store_id, supplier_id=supplier.id or 0, product_id="600001", from_pieces=100, price_fen=11_80
        )
    )
    budget = services.setup.budget
    budget.apply_preset(store_id, "campaign_left_out", date(2026, 3, 1))
    line = budget.view(store_id).lines[0]
    budget.save_line(replace(line, name="保证金", returns_on=date(2027, 3, 1), statement_kind=LineKind.DEPOSIT))
    yearly = budget.view(store_id).lines[-1]
    budget.save_line(replace(yearly, name="年费", fee_item=FeeItem.YEARLY_FEE))
    budget.paid.keep(BudgetActual(store_id=store_id, line_id=line.id or 0, on_day=NOW.date(), amount_fen=100_00))
    services.preparation.tick(store_id, [("600001", "photo_front"), ("", "home")], done=True, who="小满")
    own = PreparationItem(store_id=store_id, item="", title="短视频")
    services.preparation.add_item(own)
    listed = "省份\t1kg\t2kg\t续重\n江浙沪\t3.2\t4\t1\n新疆\t不送\t不送\t不送\n其他\t5\t7\t2"
    for courier in ("谷雨快运", "白露快递"):
        found = read_price_list(listed, store_id=store_id, courier=courier, valid_from=NOW.date())
        services.couriers.take(found.ready)
    services.couriers.choose(store_id, ["上海"], "白露快递", NOW.date())
    services.meetings.keep(MeetingPoint(store_id=store_id, kind=MeetingKind.WEEKLY, day=NOW.date(), topic="春夏换季"))
    exported = folder / "orders.csv"
    exported.write_text(ORDERS, encoding="utf-8")
    stated = folder / "store.csv"
    stated.write_text(DAYS, encoding="utf-8")
    services.imports.run([exported, stated], store)


def main() -> None:
    """Make the data file and write it down."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = open_app(folder / "data", "en", clock=FixedClock(NOW))
        fill(app, folder)
        database = app.paths.database
        app.close()
        revision = file_revision(database)
        with closing(sqlite3.connect(database)) as connection:
            lines = [line for line in connection.iterdump() if "sqlite_sequence" not in line]
    target = ROOT / "tests" / "migrations" / "saved" / f"{revision}.sql"
    target.parent.mkdir(exist_ok=True)
    atomic.write_text(target, "\n".join(lines) + "\n")
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
