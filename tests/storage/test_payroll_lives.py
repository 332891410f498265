"""What happens to people over months: leaving and being paid afterwards, coming back, balances, exports, the roster."""

from __future__ import annotations

import contextlib
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from shopdesk.bootstrap import open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.people import LeaveReason
from shopdesk.storage.tables.figures import service_days
from tests.storage.test_payroll_cli import MONTH, STORE, Program, march, people, workbook

QUIET = {"店铺支付金额": 300000, "上月评分": 4.7, "本月评分": 4.7}


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path / "data", capsys)


def load(program: Program, file: Path, month: str = "2026-03") -> dict[str, dict[str, Any]]:
    """Load and compute a month; the people by name."""
    program("payroll", "inputs", "--month", month, "--load", file)
    document = json.loads(program("payroll", "compute", "--month", month, "--json"))
    return {person["name"]: person for person in document["people"]}


def line(person: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = [entry for entry in person["lines"] if entry["code"] == code]
    return dict(found)


def test_a_leaver_is_paid_afterwards_only_what_is_typed(program: Program, tmp_path: Path) -> None:
    gone = people(白露={"离职日期": date(2026, 3, 10)})
    paid = load(program, workbook(tmp_path / "a.xlsx", {"人员": gone, "当月": MONTH, "店铺": STORE}))
    assert paid["白露"]["days_employed"] == 10
    assert line(paid["白露"], "base")["amount"] == "806.45"
    rows = [{"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨")]
    april = load(program, workbook(tmp_path / "b.xlsx", {"当月": rows, "店铺": QUIET}), "2026-04")
    assert "白露" not in april
    late = [*rows, {"姓名": "白露", "奖金": 500}]
    april = load(program, workbook(tmp_path / "c.xlsx", {"当月": late, "店铺": QUIET}), "2026-04")
    assert [(entry["code"], entry["amount"]) for entry in april["白露"]["lines"]] == [
        ("base", "0.00"),
        ("award", "500.00"),
        ("income_tax", "0.00"),
    ]
    assert april["白露"]["net"] == "500.00"


def test_somebody_who_comes_back_in_the_year_goes_on_with_the_same_tax(program: Program, tmp_path: Path) -> None:
    none = {**QUIET, "店铺支付金额": 0}
    rich = [{"姓名": "霜降", "部门": "美工", "岗位": "组员", "入职日期": date(2026, 1, 1),
             "离职日期": date(2026, 1, 31),
             "底薪": 29700, "参保(是/否)": "否", "专项附加扣除(每月)": 6500}]  # fmt: skip
    first = load(program, workbook(tmp_path / "a.xlsx", {"人员": rich, "店铺": none}), "2026-01")
    assert first["霜降"]["tax_cumulative"] == "555.00"
    back = [{"姓名": "霜降", "入职日期": date(2026, 3, 1), "参保(是/否)": "否"}]
    seen = load(program, workbook(tmp_path / "b.xlsx", {"人员": back, "店铺": none}))
    # Two months counted: the same as February in an unbroken year.
    assert seen["霜降"]["taxable_cumulative"] == "37000.00"
    assert seen["霜降"]["income_tax"] == "625.00"


def test_commission_below_zero_is_carried_and_a_leavers_is_not_taken(program: Program, tmp_path: Path) -> None:
    back = [{"姓名": "小满", "个人销售额": 1000, "个人退款额": 51000}, {"姓名": "谷雨", "个人销售额": 0}]
    seen = load(program, workbook(tmp_path / "a.xlsx", {"人员": people(), "当月": back, "店铺": STORE}))
    assert line(seen["小满"], "own_commission")["amount"] == "0.00"
    assert line(seen["小满"], "own_commission_carried")["amount"] == "-100.00"
    more = [{"姓名": "小满", "个人销售额": 80000}, {"姓名": "谷雨", "个人销售额": 0}]
    seen = load(program, workbook(tmp_path / "b.xlsx", {"当月": more, "店铺": QUIET}), "2026-04")
    assert line(seen["小满"], "own_commission")["amount"] == "60.00"
    last = [{"姓名": "小满", "个人销售额": 0, "个人退款额": 10000}, {"姓名": "谷雨", "个人销售额": 0}]
    leaves = [{"姓名": "小满", "离职日期": date(2026, 5, 31)}]
    seen = load(program, workbook(tmp_path / "c.xlsx", {"人员": leaves, "当月": last, "店铺": QUIET}), "2026-05")
    assert line(seen["小满"], "own_commission")["not_taken"] == "20.00"
    assert [entry["code"] for entry in seen["小满"]["lines"]].count("own_commission_carried") == 0


def test_an_opening_balance_replaces_and_never_adds(program: Program, tmp_path: Path) -> None:
    opening = {
        "姓名": "霜降",
        "已发月数": 2,
        "累计收入": 60000,
        "累计社保公积金": 9000,
        "累计专项附加": 4000,
        "累计已缴税": 1180,
    }
    base = people(霜降={"底薪": 29700, "社保基数": 24930})
    file = march(tmp_path / "a.xlsx", 人员=base, 期初=[opening])
    first = load(program, file)
    again = load(program, file)
    assert again["霜降"]["taxable_cumulative"] == first["霜降"]["taxable_cumulative"]
    changed = load(program, workbook(tmp_path / "b.xlsx", {"期初": [{"姓名": "霜降", "累计收入": 50000}]}))
    difference = float(first["霜降"]["taxable_cumulative"]) - float(changed["霜降"]["taxable_cumulative"])
    assert difference == 10000
    seen = load(program, workbook(tmp_path / "c.xlsx", {"店铺": QUIET, "当月": [
        {"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨")]}), "2026-04")  # fmt: skip
    assert float(seen["霜降"]["tax_cumulative"]) > float(changed["霜降"]["tax_cumulative"])


def test_own_sales_come_from_the_service_exports_of_the_mapped_accounts(program: Program, tmp_path: Path) -> None:
    mapped = people(小满={"客服账号": "店:小满；店:小满2"})
    program("payroll", "inputs", "--month", "2026-03", "--load", workbook(tmp_path / "a.xlsx", {"人员": mapped}))
    app = open_app(program.folder, "zh_CN")
    store = app.services.stores.all()[0]
    with app.services.ctx.open_uow("test") as uow:
        for agent, day, fen in (
            ("店:小满", 1, 100_00),
            ("店:小满", 31, 50_00),
            ("店:小满2", 2, 7_00),
            ("店:别人", 2, 900_00),
        ):
            row = {"store_id": store.id, "agent": agent, "day": date(2026, 3, day), "sales_fen": fen}
            uow.connection.execute(insert(service_days).values(row))
        uow.commit()
    white = next(one for one in app.services.people.everyone(store.id or 0) if one.name == "白露")
    app.services.roster.set(store.id or 0, [(white.id or 0, date(2026, 3, 5))], "sick")
    app.close()
    seen = load(program, workbook(tmp_path / "b.xlsx", {"当月": [{"姓名": "谷雨", "个人销售额": 0}], "店铺": STORE}))
    own = line(seen["小满"], "own_commission")
    assert own["basis"] == "157.00"
    assert [(source["id"], source["amount"]) for source in own["sources"]][:2] == [
        ("店:小满", "150.00"),
        ("店:小满2", "7.00"),
    ]
    (absence,) = [entry for entry in seen["白露"]["lines"] if entry["code"] == "absence"]
    assert absence["basis"] == "1.00"
    assert absence["sources"] == [{"kind": "roster", "id": "2026-03-05", "amount": "1"}]


def test_an_advance_stays_open_until_it_is_repaid(program: Program, tmp_path: Path) -> None:
    opening = [{"姓名": "白露", "未还预支": 500}]
    rows = [*MONTH[:2], {"姓名": "白露", "其他扣款": 200, "扣款理由": "预支"}]
    seen = load(program, march(tmp_path / "a.xlsx", 期初=opening, 当月=rows))
    assert seen["白露"]["open_advance"] == "300.00"
    rows = [{"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨")]
    seen = load(program, workbook(tmp_path / "b.xlsx", {"当月": rows, "店铺": QUIET}), "2026-04")
    assert seen["白露"]["open_advance"] == "300.00"


def test_last_months_rating_is_known_to_the_next(program: Program, tmp_path: Path) -> None:
    load(program, march(tmp_path / "a.xlsx"))
    rows = [{"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨")]
    store = {"店铺支付金额": 0, "本月评分": 4.6}
    seen = load(program, workbook(tmp_path / "b.xlsx", {"当月": rows, "店铺": store}), "2026-04")
    assert line(seen["白露"], "performance")["amount"] == "0.00"
    assert line(seen["白露"], "performance")["not_taken"] == "100.00"


@pytest.mark.parametrize("seed", range(3))
def test_a_locked_month_survives_whatever_changes_later(program: Program, tmp_path: Path, seed: int) -> None:
    load(program, march(tmp_path / "a.xlsx"))
    program("payroll", "lock", "--month", "2026-03")
    before = program.shown()
    chance = random.Random(seed)
    app = open_app(program.folder, "zh_CN")
    services, store_id = app.services, app.services.stores.all()[0].id or 0
    for person in services.people.everyone(store_id):
        if chance.random() < 0.5:
            services.people.change(person.id or 0, date(2026, 3, chance.randint(1, 31)), "shipping", base_fen=1)
        elif chance.random() < 0.5:
            services.people.leave(person.id or 0, date(2026, 3, 20), LeaveReason.OTHER)
    (department, *_) = services.people.catalogue.departments(store_id)
    services.people.catalogue.save_department(replace(department, name_zh="改名"))
    with services.ctx.open_uow("test") as uow:
        for table in chance.sample(["pay_inputs", "pay_values", "pay_openings", "pay_schemes"], 2):
            uow.connection.execute(text(f"DELETE FROM {table}"))
        uow.commit()
    for _ in range(chance.randint(0, 3)):
        with contextlib.suppress(UserError):
            services.history.undo()
    app.close()
    assert program.shown() == before


def test_a_month_in_which_nothing_was_paid_counts_for_the_tax_where_somebody_was_employed(
    program: Program, tmp_path: Path
) -> None:
    none = {**QUIET, "店铺支付金额": 0}
    rich = {
        "姓名": "霜降",
        "部门": "美工",
        "岗位": "组员",
        "入职日期": date(2026, 1, 1),
        "底薪": 29700,
        "参保(是/否)": "否",
    }
    load(program, workbook(tmp_path / "a.xlsx", {"人员": [rich], "店铺": none}), "2026-01")
    march_only = {"姓名": "霜降", "参保(是/否)": "否"}
    seen = load(program, workbook(tmp_path / "b.xlsx", {"人员": [march_only], "店铺": none}))
    assert seen["霜降"]["taxable_cumulative"] == "45000.00"  # twice 30,000 less three times 5,000


def test_pay_data_of_a_list_of_people_hold_from_their_first_day(program: Program, tmp_path: Path) -> None:
    program("people", "import", workbook(tmp_path / "a.xlsx", {"人员": people()}))
    rows = [{"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨")]
    seen = load(program, workbook(tmp_path / "b.xlsx", {"当月": rows, "店铺": QUIET}), "2025-03")
    assert seen["白露"]["social"] == "525.00"
    assert seen["白露"]["missing"] == []


def test_a_last_day_is_corrected_and_a_dash_takes_it_back(program: Program, tmp_path: Path) -> None:
    gone = people(白露={"离职日期": date(2026, 3, 10)})
    load(program, workbook(tmp_path / "a.xlsx", {"人员": gone, "当月": MONTH, "店铺": STORE}))
    later = {"姓名": "白露", "入职日期": date(2024, 5, 6), "离职日期": date(2026, 3, 20)}
    seen = load(program, workbook(tmp_path / "c.xlsx", {"人员": [later]}))
    assert seen["白露"]["days_employed"] == 20
    seen = load(program, workbook(tmp_path / "b.xlsx", {"人员": [{"姓名": "白露", "离职日期": "-"}]}))
    assert seen["白露"]["days_employed"] == 31


def test_another_department_or_post_holds_from_the_first_day_of_the_month(program: Program, tmp_path: Path) -> None:
    load(program, march(tmp_path / "a.xlsx"))
    rows = [{"姓名": name, "个人销售额": 0} for name in ("小满", "谷雨", "白露")]
    moved = [{"姓名": "白露", "部门": "客服", "岗位": "组员"}, {"姓名": "霜降", "岗位": "组员"}]
    file = workbook(tmp_path / "b.xlsx", {"人员": moved, "当月": rows, "店铺": QUIET})
    seen = load(program, file, "2026-04")
    assert seen["白露"]["department"] == "客服"
    assert "own_commission" in [entry["code"] for entry in seen["白露"]["lines"]]
    assert seen["霜降"]["role"] == "美工"
    again = load(program, march(tmp_path / "c.xlsx"))
    assert again["白露"]["department"] == "物流仓储"
