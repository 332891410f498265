"""The figures of a month one by one: sources, typing over, limits, single rows, what if, and the review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind
from shopdesk.domain.payroll import sheets
from shopdesk.domain.payroll.month_figures import (
    PERSON_FIGURES,
    STORE_FIGURES,
    MonthFigure,
    check_figure,
    declared_figure,
)
from shopdesk.importing.pay_workbook import cell_value
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.tables.figures import service_days
from tests.storage.test_payroll_cli import MONTH, STORE, Program, people, workbook
from tests.storage.test_payroll_corrections import APRIL, MARCH, MAY, Shop, line, slip


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path / "data", capsys)


def figure(shop: Shop, name: str, code: str, month: date = MARCH) -> MonthFigure:
    found = shop.payroll.figures.of_month(shop.store_id, month)
    return next(one for one in found if (one.who, one.field.name) == (name, code))


def report(shop: Shop, agent: str, sales: dict[int, int]) -> None:
    """A service report of March, by day."""
    with shop.app.services.ctx.open_uow("report") as uow:
        for day, fen in sales.items():
            row = {"store_id": shop.store_id, "agent": agent, "day": date(2026, 3, day), "sales_fen": fen}
            uow.connection.execute(insert(service_days).values(row))
        uow.commit()


def test_a_typed_figure_goes_before_what_is_known_until_it_is_taken_back(shop: Shop) -> None:
    shop.payroll.load(shop.store_id, MARCH, workbook(
        shop.folder / "map.xlsx", {"人员": people(白露={"客服账号": "店:白露", "部门": "客服", "岗位": "组员"})}
    ))  # fmt: skip
    report(shop, "店:白露", {day: 1000 for day in range(1, 32) if day not in (12, 13, 14)})
    known = figure(shop, "白露", "own_sales")
    assert (known.value, known.typed) == (28_000, False)
    assert str(known.lacking) == "service export of 03-12–03-14"
    rows = shop.payroll.rows.of_source(shop.store_id, MARCH, "service_export", "店:白露", None)
    assert rows.total == known.value == sum(row.amount or 0 for row in rows.rows)
    shop.enter(MARCH, "白露", "own_sales", 31_000, "三天没有导出")
    typed = figure(shop, "白露", "own_sales")
    assert (typed.value, typed.known, typed.reason, typed.lacking) == (31_000, 28_000, "三天没有导出", None)
    run = shop.payroll.compute(shop.store_id, MARCH)
    basis = next(one.basis for one in slip(run, "白露").lines if one.code == "own_commission")
    assert basis == "310.00"
    shop.payroll.figures.put(shop.store_id, MARCH, shop.ids["白露"], "own_sales", None, "")
    assert figure(shop, "白露", "own_sales").value == 28_000


def test_what_is_missing_blocks_the_lock_until_it_is_set_to_nothing_by_hand(shop: Shop) -> None:
    shop.lock(MARCH)
    missing = {(one.who, one.field.name) for one in shop.payroll.figures.of_month(shop.store_id, APRIL) if one.missing}
    assert missing == {("", "paid"), ("", "rating_now"), ("小满", "own_sales"), ("谷雨", "own_sales")}
    assert "04-01–04-30" in str(figure(shop, "小满", "own_sales", APRIL).lacking)
    with pytest.raises(UserError):
        shop.lock(APRIL)
    for who, code in missing:
        shop.enter(APRIL, who or None, code, 0)
    shop.lock(APRIL)


@pytest.mark.parametrize("field", [*PERSON_FIGURES, *STORE_FIGURES], ids=lambda field: field.name)
def test_limits_are_the_same_at_the_field_and_in_the_workbook(field: object) -> None:
    of_store = field in STORE_FIGURES
    columns = {one.code: one for one in sheets.COLUMNS[sheets.Sheet.STORE if of_store else sheets.Sheet.MONTH]}
    column = columns.get(field.name)  # type: ignore[attr-defined]
    if column is None:
        return
    declared = declared_figure(column.code, of_store=of_store)
    low, high = declared.limits
    scale = 100 if declared.kind is Kind.MONEY else 1
    assert cell_value(column.kind, str(Decimal(high) / scale)) == check_figure(declared, high, None)
    for beyond in (Decimal(high) / scale + 1, Decimal(low) - 1, Decimal(10) ** 20):
        with pytest.raises(UserError):
            cell_value(column.kind, str(beyond))
        with pytest.raises(UserError):
            check_figure(declared, type(high)(beyond * scale), None)


def test_a_figure_that_cannot_be_is_refused_and_nothing_changes(shop: Shop) -> None:
    for code, value, words in (
        ("overtime_workday", Decimal(-1), "Overtime"),
        ("own_sales", 10**20, "Own sales"),
        ("sick_days", Decimal(32), "Sick leave"),
        ("nothing", 1, "no figure"),
    ):
        with pytest.raises(UserError, match=words):
            shop.enter(MARCH, "白露", code, value)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="Reason"):
        shop.enter(MARCH, "白露", "award", 100, " ")
    assert figure(shop, "白露", "award").value == 0
    shop.lock(MARCH)
    with pytest.raises(UserError, match="locked"):
        shop.enter(MARCH, "白露", "award", 100)
    # Somebody who was not there on enough days cannot have been ill on more.
    leaves = workbook(shop.folder / "gone.xlsx", {"人员": [{"姓名": "白露", "离职日期": date(2026, 4, 3)}]})
    shop.payroll.load(shop.store_id, APRIL, leaves)
    with pytest.raises(UserError, match="3 on which"):
        shop.enter(APRIL, "白露", "sick_days", Decimal(4))  # type: ignore[arg-type]


def test_what_if_computes_and_keeps_nothing(shop: Shop) -> None:
    before = shop.payroll.draft(shop.store_id, MARCH)
    tried = shop.payroll.what_if.try_out(shop.store_id, MARCH, shop.ids["小满"], "own_sales", 15_000_000)
    changes = {(one.who, one.code): one.change_fen for one in tried.lines if one.change_fen}
    assert changes["小满", "own_commission"] == 10_000 and changes["谷雨", "team_commission"] == 10_000
    assert changes["小满", "net"] == (tried.net_fen or 0) - (tried.net_before_fen or 0)
    after = shop.payroll.draft(shop.store_id, MARCH)
    assert [one.net_fen for one in after.slips] == [one.net_fen for one in before.slips]


def test_the_review_says_what_is_unusual_in_words(shop: Shop) -> None:
    shop.lock(MARCH)
    shop.quiet(APRIL)
    shop.lock(APRIL)
    shop.quiet(MAY)
    shop.enter(MAY, "白露", "award", 90_000, "月度之星")
    shop.payroll.load(shop.store_id, MAY, workbook(
        shop.folder / "gone.xlsx", {"人员": [
            {"姓名": "霜降", "离职日期": date(2026, 4, 30)},
            {"姓名": "立秋", "部门": "美工", "岗位": "组员", "入职日期": date(2026, 5, 1), "底薪": 3000,
             "社保基数": 5000, "公积金基数": 5000, "公积金比例": "5%", "城市": "杭州"},
        ]}
    ))  # fmt: skip
    shop.payroll.compute(shop.store_id, MAY)
    found = shop.payroll.review(shop.store_id, MAY)
    by_name = {one.who: [str(flag) for flag in one.flags] for one in found.people}
    assert found.months == 2
    assert any(flag.startswith("Award: 900.00, and none before") for flag in by_name["白露"])
    assert by_name["立秋"][0].startswith("New:") and by_name["霜降"][0].startswith("Gone:")
    assert sum(one.cost_fen or 0 for one in found.departments) == found.cost_fen
    assert by_name["谷雨"] == []


def test_a_workbook_is_taken_whole_or_not_at_all(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from shopdesk.storage.repositories.payroll import PayValues

    rows = [
        {"姓名": "立秋", "部门": "美工", "岗位": "组员", "入职日期": date(2026, 3, 1), "底薪": 3000, "社保基数": 5000}
    ]
    file = workbook(shop.folder / "new.xlsx", {"人员": rows})

    def fails(*_args: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="gone"):
        patched.setattr(PayValues, "put", fails)
        shop.payroll.load(shop.store_id, MARCH, file)
    assert {one.name for one in shop.app.services.people.everyone(shop.store_id)} == set(shop.ids)
    shop.payroll.load(shop.store_id, MARCH, file)
    assert len(shop.app.services.people.everyone(shop.store_id)) == 5
    shop.app.services.history.undo()
    assert len(shop.app.services.people.everyone(shop.store_id)) == 4


def test_leave_before_the_first_day_and_a_base_of_nothing_are_refused(program: Program, tmp_path: Path) -> None:
    late, days = people(白露={"入职日期": date(2026, 3, 30)}), [*MONTH[:2], {"姓名": "白露", "病假天数": 3}]
    said = program(
        "payroll", "inputs", "--month", "2026-03", "--load",
        workbook(tmp_path / "a.xlsx", {"人员": late, "当月": days, "店铺": STORE}),
        code=1,
    )  # fmt: skip
    assert "3 天" in said and "2 天" in said
    said = program(
        "payroll", "inputs", "--month", "2026-03", "--load",
        workbook(tmp_path / "b.xlsx", {"人员": people(白露={"社保基数": 0}), "店铺": STORE}), code=1,
    )  # fmt: skip
    assert "社保基数 为 0" in said


def test_the_command_line_types_looks_over_corrects_and_reverses(program: Program, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"人员": people(), "当月": MONTH, "店铺": STORE})
    program("payroll", "inputs", "--month", "2026-03", "--load", file)
    program("payroll", "set", "--month", "2026-03", "--person", "白露", "--figure", "award", "--value", "200",
            "--reason", "奖")  # fmt: skip
    said = program("payroll", "set", "--month", "2026-03", "--person", "白露", "--figure", "overtime_workday",
                   "--value", "-3", "--reason", "x", code=1)  # fmt: skip
    assert "工作日加班" in said or "0" in said
    figures = json.loads(program("payroll", "figures", "--month", "2026-03", "--person", "白露", "--json"))["figures"]
    award = next(one for one in figures if one["figure"] == "award")
    assert (award["value"], award["reason"], award["typed"]) == ("200.00", "奖", True)
    program("payroll", "compute", "--month", "2026-03")
    seen = json.loads(program("payroll", "review", "--month", "2026-03", "--json"))
    assert seen["compared_with"] == 0 and len(seen["people"]) == 4
    program("payroll", "lock", "--month", "2026-03")
    before = program.shown()
    assert json.loads(program("payroll", "late", "--json"))["changes"] == []
    kept = json.loads(program("payroll", "adjust", "--person", "白露", "--original-month", "2026-03", "--line", "award",
                              "--amount", "-50", "--reason", "多发", "--json"))  # fmt: skip
    assert (kept["adjustments"][0]["month"], kept["adjustments"][0]["amount"]) == ("2026-04", "-50.00")
    apart = json.loads(program("payroll", "adjust", "--person", "白露", "--original-month", "2026-03", "--line",
                               "award", "--amount", "80", "--reason", "补", "--apart", "--json"))  # fmt: skip
    assert (apart["run"], apart["kind"], apart["people"][0]["gross"]) == (1, "off_cycle", "80.00")
    assert program.shown() == before
    program("payroll", "reverse", "--month", "2026-03", "--reason", "错", code=1)
    program("payroll", "reverse", "--month", "2026-03", "--run", "1", "--reason", "错")
    taken = json.loads(program("payroll", "reverse", "--month", "2026-03", "--reason", "错", "--json"))
    assert taken["totals"]["net"] == f"-{before['totals']['net']}"
    assert (
        json.loads(program("payroll", "show", "--month", "2026-03", "--run", "0", "--json"))["people"]
        == before["people"]
    )
    program("payroll", "show", "--month", "2026-03", code=1)


@pytest.mark.parametrize("seed", range(3))
def test_adjustments_add_up_and_a_locked_month_survives(shop: Shop, seed: int) -> None:
    """Whatever comes late, taken over in any order: paid before and after adds up to what the data say in the end."""
    import random

    from tests.storage.test_payroll_corrections import type_past_the_lock

    chance = random.Random(seed)
    locked = shop.lock(MARCH)
    for _ in range(3):
        type_past_the_lock(shop, chance.choice(["小满", "谷雨"]), "own_sales", str(chance.randint(0, 20_000_000)))
        type_past_the_lock(shop, "白露", "bad_reviews", str(chance.randint(0, 4)))
        changes = [one for one in shop.corrections.late(shop.store_id, MARCH) if one.way.value == "adjust"]
        for change in chance.sample(changes, chance.randint(0, len(changes))):
            shop.corrections.adjust_late(shop.store_id, change, "迟到")
    for change in shop.corrections.late(shop.store_id, MARCH):
        if change.way.value == "adjust":
            shop.corrections.adjust_late(shop.store_id, change, "迟到")
    assert shop.late() == {}
    assert shop.payroll.run(shop.store_id, MARCH) == locked
    today = shop.payroll.draft(shop.store_id, MARCH)
    shop.quiet(APRIL)
    april = shop.lock(APRIL)
    for name in ("小满", "谷雨", "白露", "霜降"):
        paid = (slip(locked, name).gross_fen or 0) + (line(april, name, "adjustment") or 0)
        assert paid == slip(today, name).gross_fen


@pytest.mark.parametrize("table", ["pay_inputs", "pay_values"])
@pytest.mark.parametrize("value", ["", "viel", "NaN", "1e400", "12.5.1"])
def test_a_stored_figure_that_is_no_number_is_named_and_nothing_falls_over(shop: Shop, table: str, value: str) -> None:
    with shop.app.services.ctx.open_uow("spoilt") as uow:
        where = "code = 'own_sales'" if table == "pay_inputs" else "code = 'base_fen' OR code = 'fund_rate'"
        uow.connection.execute(text(f"UPDATE {table} SET value = :value WHERE {where}"), {"value": value})
        uow.touch(table)
        uow.commit()
    if table == "pay_values" and not value:
        assert shop.payroll.figures.of_month(shop.store_id, MARCH)  # An empty value is one that was cleared.
        return
    with pytest.raises(UserError, match="no number"):
        shop.payroll.figures.of_month(shop.store_id, MARCH)


def test_what_came_late_is_adjusted_by_command_once(program: Program, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"人员": people(), "当月": MONTH, "店铺": STORE})
    program("payroll", "inputs", "--month", "2026-03", "--load", file)
    program("payroll", "compute", "--month", "2026-03")
    program("payroll", "lock", "--month", "2026-03")
    with closing(sqlite3.connect(program.folder / "shopdesk.db")) as data:
        data.execute("UPDATE pay_inputs SET value = '15000000' WHERE code = 'own_sales' AND value = '10000000'")
        data.commit()
    late = json.loads(program("payroll", "late", "--json"))["changes"]
    assert {(one["person"], one["line"], one["open"]) for one in late if one["way"] == "adjust"} >= {
        ("小满", "own_commission", "100.00"),
        ("谷雨", "team_commission", "100.00"),
    }
    words = ("payroll", "adjust", "--late", "--original-month", "2026-03", "--reason", "迟到")
    kept = json.loads(program(*words, "--person", "小满", "--json"))["adjustments"]
    assert [(one["line"], one["amount"], one["month"]) for one in kept] == [("own_commission", "100.00", "2026-04")]
    program(*words, "--person", "小满", code=1)
    apart = json.loads(program(*words, "--apart", "--json"))
    assert apart["kind"] == "off_cycle" and "小满" not in [one["name"] for one in apart["people"]]
    left = json.loads(program("payroll", "late", "--month", "2026-03", "--json"))["changes"]
    assert [one for one in left if one["way"] == "adjust"] == []
