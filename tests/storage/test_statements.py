"""Statements of money: what each quirk of a file comes to, what is taken back, and what is refused in words."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import RulePlace, RuleSign, StatementRule
from shopdesk.domain.periods import By
from shopdesk.domain.stores import Store
from tests.import_files import SHORT, short_row, write_csv
from tests.statement_files import ORDER, Form, Line, balanced, summary, text_of, write_statement

MAY = (date(2026, 5, 1), date(2026, 5, 31))


def move(key: int, day: int, amount: int, words: str = "", *, hour: int = 10, **more: Any) -> Line:
    """A line of May; ``words`` is its remark, or the business type behind ``type:``."""
    known, _, named = words.partition("type:")
    return Line(str(key), datetime(2026, 5, day, hour), amount, "", named or "其它", known, **more)


LINES = balanced(
    [
        move(1, 1, 10_000, "type:交易付款", merchant=f"T200P{ORDER}"),
        move(2, 1, -500, f"天猫佣金（类目）{{{ORDER}}}扣款"),
        move(3, 10, -2_000, f"售后退款-余额-T200P{ORDER}", hour=11),
        move(4, 20, -777, "神秘费用"),
        move(5, 31, -5_000, "type:提现", hour=23),
    ]
)


def load(app: App, store: Store, path: Path) -> Any:
    return app.services.imports.run_file(path, store)


def put(app: App, store: Store, path: Path, lines: Sequence[Line] = LINES, **form: Any) -> Any:
    return load(app, store, write_statement(path, lines, Form(**form)))


def total(app: App, store: Store, first: date = MAY[0], last: date = MAY[1]) -> dict[str, int]:
    view = app.services.ledger.account(store.id or 0, first, last, By.MONTH)
    return {kind.value: fen for kind, fen in view.totals.sums.items()}


EXPECTED = {"sale": 10_000, "commission": -500, "refund": -2_000, "not_classified": -777, "transfer": -5_000}


def test_the_lines_of_an_order_are_found_with_file_and_row(app: App, store: Store, tmp_path: Path) -> None:
    result = put(app, store, tmp_path / "a.csv")
    page = app.services.ledger.lines(store.id or 0, order_no=str(ORDER))
    assert [(line.kind.value, line.amount, line.file_row) for line in page.lines] == [
        ("sale", 10_000, 6),
        ("commission", -500, 7),
        ("refund", -2_000, 8),
    ]
    assert {line.import_id for line in page.lines} == {result.run.id}
    assert (page.count, page.amount) == (3, 7_500)
    by_kind = app.services.ledger.lines(store.id or 0, *MAY, kinds=[LineKind.NOT_CLASSIFIED], newest_first=True)
    assert [line.remark for line in by_kind.lines] == ["神秘费用"]
    assert app.services.ledger.lines(store.id or 0, text="神秘").count == 1


def test_an_empty_statement_covers_its_days(app: App, store: Store, tmp_path: Path) -> None:
    result = put(app, store, tmp_path / "a.csv", [], first=MAY[0], last=MAY[1])
    assert (result.tally.rows, result.run.id is not None) == (0, True)
    found = app.services.ledger.coverage(store.id or 0)
    assert [(part.start, part.end) for part in found.covered] == [MAY]
    assert found.last_day == MAY[1]
    assert app.services.ledger.account(store.id or 0, *MAY).rows == ()
    assert put(app, store, tmp_path / "b.csv", [], first=MAY[0], last=MAY[1]).run.id is None
    app.services.imports.undo(result.run.id)
    assert app.services.ledger.coverage(store.id or 0).covered == ()


def test_a_file_without_head_and_rows_is_refused(app: App, store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="headings but no rows"):
        put(app, store, tmp_path / "a.csv", [], head=False, foot=False)


def test_a_foot_that_disagrees_is_said_and_the_import_goes_on(app: App, store: Store, tmp_path: Path) -> None:
    result = put(app, store, tmp_path / "a.csv", stated_out="-99.00")
    assert result.tally.new == 5
    wrong = [check for check in result.tally.checks if not check.ok]
    assert [(check.check, check.stated, check.found) for check in wrong] == [("expense", 9_900, 8_277)]
    assert "The money out at the foot of the file is 99.00" in str(result.tally.notes[0])


def test_an_archive_is_read_and_its_summary_compared(app: App, store: Store, tmp_path: Path) -> None:
    result = put(app, store, tmp_path / "a.zip")
    assert {check.check: check.ok for check in result.tally.checks} == {
        "income": True, "expense": True, "summary_income": True, "summary_expense": True, "balance": True,
    }  # fmt: skip
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("账务汇总.csv", summary(LINES[1:]).encode("gb18030"))
        package.writestr("账务明细.csv", text_of(LINES, Form()))
    again = load(app, store, path)
    assert [check.check for check in again.tally.checks if not check.ok] == ["summary_income"]


def test_a_summary_alone_and_an_archive_of_other_exports_are_refused(app: App, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "汇总.csv"
    path.write_bytes(summary(LINES).encode("gb18030"))
    with pytest.raises(UserError, match="Import the detail file"):
        load(app, store, path)
    orders = write_csv(tmp_path / "orders.csv", [SHORT, short_row("1")])
    for name, content in (("订单.csv", orders.read_bytes()), ("订单.csv", b"a"), ("../../evil.csv", b"x,y\n1,2\n")):
        archive = tmp_path / "订单.zip"
        with zipfile.ZipFile(archive, "w") as package:
            package.writestr(name, content)
        with pytest.raises(UserError, match="packed archive"):
            load(app, store, archive)
    assert not (tmp_path.parent / "evil.csv").exists()


def test_an_archive_within_an_archive_is_refused(app: App, store: Store, tmp_path: Path) -> None:
    inner = write_statement(tmp_path / "inner.zip", LINES)
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(inner, "账务明细.csv")
    with pytest.raises(UserError, match="packed archive"):
        load(app, store, path)


def test_a_damaged_archive_is_refused_in_words(app: App, store: Store, tmp_path: Path) -> None:
    path = write_statement(tmp_path / "a.zip", LINES)
    content = bytearray(path.read_bytes())
    content[80:120] = b"\x00" * 40
    path.write_bytes(bytes(content))
    with pytest.raises(UserError, match="cut off"):
        load(app, store, path)
    assert total(app, store) == {}


def test_the_same_key_with_other_content_is_an_update_and_undo_brings_the_old_back(
    app: App, store: Store, tmp_path: Path
) -> None:
    put(app, store, tmp_path / "a.csv")
    changed = [replace(LINES[3], remark="公益宝贝捐赠")]
    result = put(app, store, tmp_path / "b.csv", changed)
    assert (result.tally.new, result.tally.updated) == (0, 1)
    assert total(app, store) == {**{k: v for k, v in EXPECTED.items() if k != "not_classified"}, "donation": -777}
    app.services.imports.undo(result.run.id)
    assert total(app, store) == EXPECTED


def test_an_older_file_takes_nothing_from_what_is_known(app: App, store: Store, tmp_path: Path) -> None:
    line = replace(LINES[3], basis=str(ORDER + 5))
    put(app, store, tmp_path / "a.csv", [*LINES[:3], line, LINES[4]])
    result = put(app, store, tmp_path / "b.csv", LINES, older=True)
    assert result.tally.unchanged == 5
    assert app.services.ledger.lines(store.id or 0, order_no=str(ORDER + 5)).count == 1


def test_an_import_that_a_later_one_overlaps_is_taken_back_after_it(app: App, store: Store, tmp_path: Path) -> None:
    first = put(app, store, tmp_path / "a.csv", LINES[:4])
    second = put(app, store, tmp_path / "b.csv", LINES[2:])
    assert (second.tally.new, second.tally.unchanged) == (1, 2)
    with pytest.raises(UserError, match="Take that one back first"):
        app.services.imports.undo(first.run.id)
    app.services.imports.undo(second.run.id)
    assert app.services.ledger.coverage(store.id or 0).last_day == date(2026, 5, 20)
    app.services.imports.undo(first.run.id)
    assert total(app, store) == {}
    assert app.services.ledger.coverage(store.id or 0).covered == ()


def test_a_file_that_names_no_account_is_of_the_known_one(app: App, store: Store, tmp_path: Path) -> None:
    put(app, store, tmp_path / "a.csv", LINES[:3], head=False, foot=False)
    named = put(app, store, tmp_path / "b.csv", LINES)
    assert (named.tally.new, named.tally.unchanged) == (2, 3)
    assert put(app, store, tmp_path / "c.csv", LINES, head=False).tally.unchanged == 5
    assert total(app, store) == EXPECTED


def test_days_between_two_files_are_missing_until_qianniu_tells_them(app: App, store: Store, tmp_path: Path) -> None:
    put(app, store, tmp_path / "a.csv", LINES[:2], last=date(2026, 5, 2))
    put(app, store, tmp_path / "b.csv", LINES[3:], first=date(2026, 5, 20))
    view = app.services.ledger.account(store.id or 0, *MAY)
    (gap,) = view.totals.gaps
    assert (gap.after, gap.before, gap.missing) == (datetime(2026, 5, 1, 10), datetime(2026, 5, 20, 10), -2_000)
    assert (gap.days[0], gap.days[-1], len(gap.days)) == (date(2026, 5, 1), date(2026, 5, 20), 20)
    (uncovered,) = app.services.ledger.coverage(store.id or 0).uncovered
    assert (uncovered.start, uncovered.end) == (date(2026, 5, 3), date(2026, 5, 19))
    path = qianniu(tmp_path / "q.csv", [("9001", "2026-05-10", "11:00:00", "售后退款", "", "20.00", str(ORDER), "")])
    assert load(app, store, path).run.kind == "qianniu_statement"
    view = app.services.ledger.account(store.id or 0, *MAY)
    assert view.totals.gaps == ()
    assert {kind.value: fen for kind, fen in view.totals.sums.items()} == EXPECTED
    assert (view.totals.opening, view.totals.closing) == (100_000, LINES[-1].balance)


def qianniu(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """A money statement of Qianniu: key, day, time, kind, in, out, order, sub-order."""
    names = ["商家昵称", "入帐日期", "入帐时间", "支付流水号", "主订单id", "子订单id", "入帐类型", "收入金额(元)",
             "支出金额(元)", "业务描述", "备注", "收/付渠道", "数据创建时间", "数据修改时间"]  # fmt: skip
    body = [
        ["店", day, f"{day} {clock}", key, order, item, kind, income, out, "", "", "支付宝", day, day]
        for key, day, clock, kind, income, out, order, item in rows
    ]
    return write_csv(path, [names, *body])


def test_qianniu_fills_only_days_that_alipay_does_not_cover(app: App, store: Store, tmp_path: Path) -> None:
    rows = [
        ("9001", "2026-05-01", "10:00:00", "交易付款", "100.00", "", str(ORDER), ""),
        ("9001", "2026-05-01", "10:00:00", "交易付款", "7.00", "", str(ORDER), ""),
        ("9002", "2026-06-01", "10:00:00", "软件服务费", "", "-3.00", "", ""),
    ]
    result = load(app, store, qianniu(tmp_path / "q.csv", rows))
    assert (result.tally.rows, result.tally.new) == (3, 3)
    assert total(app, store) == {"sale": 10_700}
    statement = put(app, store, tmp_path / "a.csv", last=date(2026, 5, 31))
    assert total(app, store) == EXPECTED
    assert total(app, store, MAY[0], date(2026, 6, 30)) == {**EXPECTED, "software_fee": -300}
    app.services.imports.undo(statement.run.id)
    assert total(app, store) == {"sale": 10_700}


def test_a_sub_order_is_looked_up_also_when_its_report_comes_later(app: App, store: Store, tmp_path: Path) -> None:
    item, order = str(ORDER + 100), str(ORDER + 1)
    lines = balanced([move(1, 2, -500, f"天猫佣金（类目）{{{item}}}扣款")])
    put(app, store, tmp_path / "a.csv", lines)
    service = app.services.ledger
    assert service.lines(store.id or 0, order_no=order).count == 0
    report = write_csv(
        tmp_path / "items.csv", [["子订单编号", "主订单编号", "商品标题", "购买数量"], [item, order, "裙", "1"]]
    )
    brought = load(app, store, report)
    (line,) = service.lines(store.id or 0, order_no=order).lines
    assert (line.order_no, line.number) == (order, item)
    app.services.imports.undo(brought.run.id)
    assert service.lines(store.id or 0, order_no=order).count == 0
    load(app, store, report)
    again = balanced([*lines, move(2, 3, -100, f"代扣返点积分{item}")])
    put(app, store, tmp_path / "b.csv", again)
    assert service.lines(store.id or 0, order_no=order).count == 2


def test_own_rules_go_before_the_shipped_ones_and_say_what_they_catch(app: App, store: Store, tmp_path: Path) -> None:
    put(app, store, tmp_path / "a.csv")
    service = app.services.ledger
    rule = StatementRule(store_id=store.id or 0, words=" 神秘 费用", kind=LineKind.DONATION, sign=RuleSign.OUT)
    caught = service.would_catch(rule)
    assert (caught.count, caught.amount, [line.remark for line in caught.examples]) == (1, -777, ["神秘费用"])
    assert caught.taken == (), "nobody gave that line a kind"
    assert total(app, store) == EXPECTED
    kept = service.save_rule(rule)
    assert total(app, store)["donation"] == -777
    with pytest.raises(UserError, match="already"):
        service.save_rule(rule)
    later = service.save_rule(replace(kept, since=date(2026, 5, 21)))
    assert total(app, store) == EXPECTED
    service.save_rule(
        StatementRule(store_id=store.id or 0, words="提现", kind=LineKind.DEPOSIT, place=RulePlace.BUSINESS_TYPE)
    )
    assert total(app, store)["deposit"] == -5_000
    app.services.history.undo()
    assert total(app, store)["transfer"] == -5_000
    app.services.history.redo()
    assert total(app, store)["deposit"] == -5_000
    service.remove_rule(later)
    assert [one.words for one in service.rules(store.id or 0)] == ["提现"]


def test_work_on_all_lines_tells_how_far_it_is_and_stopped_changes_nothing(
    app: App, store: Store, tmp_path: Path
) -> None:
    put(app, store, tmp_path / "a.csv")
    service, told = app.services.ledger, list[tuple[int, int]]()
    rule = StatementRule(store_id=store.id or 0, words="神秘费用", kind=LineKind.DONATION, sign=RuleSign.OUT)
    service.would_catch(rule, lambda done, of: told.append((done, of)))
    assert told and told[-1][0] == told[-1][1] > 0

    def stop(_done: int, _of: int) -> None:
        raise UserError("stopped")

    for work in (service.would_catch, service.save_rule):
        with pytest.raises(UserError, match="stopped"):
            work(rule, stop)
    assert (service.rules(store.id or 0), total(app, store)) == ([], EXPECTED)
    kept = service.save_rule(rule)
    with pytest.raises(UserError, match="stopped"):
        service.remove_rule(kept, stop)
    assert service.rules(store.id or 0) == [kept]


def test_where_the_money_is(app: App, store: Store, tmp_path: Path) -> None:
    lines = [*LINES, *(move(50 + n, 31, -100 * n, words, hour=23) for n, words in
                       enumerate(("天猫保证金-充值", "直通车自动充值"), start=1))]  # fmt: skip
    put(app, store, tmp_path / "a.csv", balanced(lines))
    found = app.services.ledger.balances(store.id or 0)
    assert (found.account, found.held, found.withdrawn, found.ads) == (101_723 - 300, 100, 5_000, None)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, "2.02605E+21", "lost digits"),
        (4, "2026-13-01 10:00:00", "is not a date"),
        (6, "十元", "is not a number"),
        (6, "12345678901234567890.00", "is far too large"),
        (6, "", "neither money in nor money out"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_kept(
    app: App, store: Store, tmp_path: Path, column: int, value: str, said: str
) -> None:
    path = tmp_path / "a.csv"
    lines = text_of(LINES, Form(tabs=False)).decode("gb18030").split("\r\n")
    cells = lines[5].split(",")
    cells[column] = value
    lines[5] = ",".join(cells)
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    tally = load(app, store, path).tally
    (problem,) = tally.problems
    assert problem.row == 6
    assert said in str(problem.message)
    assert (tally.rows, tally.new, tally.skipped) == (5, 4, 1)
    assert [check.check for check in tally.checks if not check.ok][:1] == ["income"]


def test_a_statement_cut_off_within_a_row_changes_nothing(app: App, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    content = text_of(LINES, Form(foot=False))
    path.write_bytes(content[:-60])
    with pytest.raises(UserError, match="cut off"):
        load(app, store, path)
    assert total(app, store) == {}


def test_equal_rows_of_a_file_count_once(app: App, store: Store, tmp_path: Path) -> None:
    result = put(app, store, tmp_path / "a.csv", [*LINES, LINES[-1]])
    assert (result.tally.rows, result.tally.new, result.tally.skipped) == (6, 5, 1)
    assert total(app, store) == EXPECTED


def test_lines_of_one_second_newest_first(app: App, store: Store, tmp_path: Path) -> None:
    at = datetime(2026, 5, 3, 12)
    lines = balanced(
        [Line(str(n), at, amount, "", "其它", "提现") for n, amount in enumerate((500, -300, 500, -300, 900))]
    )
    put(app, store, tmp_path / "a.csv", [lines[n] for n in (3, 0, 4, 2, 1)])
    page = app.services.ledger.lines(store.id or 0)
    assert [line.balance for line in page.lines] == [line.balance for line in lines]
    assert app.services.ledger.account(store.id or 0, *MAY).totals.gaps == ()


def test_a_period_that_ends_at_midnight_ends_the_day_before(app: App, store: Store, tmp_path: Path) -> None:
    put(app, store, tmp_path / "a.csv", LINES, first=MAY[0], last=MAY[1] + timedelta(days=9))
    assert app.services.ledger.coverage(store.id or 0).last_day == date(2026, 6, 9)


def test_an_amount_beyond_fen_is_told_although_a_tab_ends_it(app: App, store: Store, tmp_path: Path) -> None:
    file = write_statement(tmp_path / "a.csv", LINES)
    content = file.read_bytes()
    assert content.count(b"-7.77\t") == 1
    file.write_bytes(content.replace(b"-7.77\t", b"-7.774\t"))
    notes = [str(note) for note in load(app, store, file).tally.notes]
    assert any("more than two decimals; it was rounded to fen: 1 cells" in note for note in notes), notes
