"""Pages of statement lines: the same lines whichever way they are found, and days as far off as a date can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.periods import By
from shopdesk.domain.stores import Store
from shopdesk.services.ledger import service
from tests.import_files import write_csv
from tests.statement_files import ORDER, Form, Line, balanced, write_statement

SUB, OTHER = str(ORDER + 70), str(ORDER + 1)
LINES = balanced(
    [
        Line("1", datetime(2026, 5, 1, 10), 10_000, "", "交易付款", merchant=f"T200P{ORDER}"),
        Line("2", datetime(2026, 5, 1, 10), -500, "", "其它", f"天猫佣金（类目）{{{ORDER}}}扣款"),
        Line("3", datetime(2026, 5, 2, 9), -50, "", "其它", f"代扣返点积分{SUB}"),
        Line("4", datetime(2026, 5, 2, 9), -777, "", "其它", "神秘费用"),
        Line("5", datetime(2026, 5, 3, 9), 4_000, "", "交易付款", merchant=f"T200P{OTHER}"),
        Line("6", datetime(2026, 5, 3, 9), -200, "", "其它", f"天猫佣金（类目）{{{OTHER}}}扣款"),
        Line("7", datetime(2026, 5, 4, 9), -778, "", "其它", "神秘费用"),
    ]
)


def filled(app: App, store: Store, folder: Path) -> list[StatementLine]:
    """The lines of a store that knows which order its sub-order belongs to."""
    items = [["子订单编号", "主订单编号", "商品标题", "商品价格", "购买数量"], [SUB, str(ORDER), "台灯", "100", "1"]]
    app.services.imports.run_file(write_csv(folder / "items.csv", items), store)
    app.services.imports.run_file(write_statement(folder / "a.csv", LINES), store)
    return list(app.services.ledger.lines(store.id or 0).lines)


@pytest.mark.parametrize("few", [0, 10_000])
def test_lines_of_some_kinds_are_those_of_all_lines(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(service, "_FEW", few)
    every = filled(app, store, tmp_path)
    assert len(every) == len(LINES)
    choices: Sequence[tuple[LineKind, ...]] = (
        (LineKind.NOT_CLASSIFIED,), (LineKind.COMMISSION, LineKind.SALE), (LineKind.LOAN,), tuple(LineKind),
    )  # fmt: skip
    for kinds in choices:
        for newest_first in (False, True):
            wanted = [one for one in every if one.kind in kinds]
            wanted = wanted[::-1] if newest_first else wanted
            found = app.services.ledger.lines(
                store.id or 0, date(2026, 5, 1), date(2026, 5, 4), kinds=kinds, newest_first=newest_first, limit=2,
                offset=1,
            )  # fmt: skip
            assert list(found.lines) == wanted[1:3]
            assert (found.count, found.amount) == (len(wanted), sum(one.amount for one in wanted))


def test_an_order_has_the_lines_of_its_parts_and_a_part_only_its_own(app: App, store: Store, tmp_path: Path) -> None:
    every = filled(app, store, tmp_path)

    def keys(number: str) -> list[str]:
        return [one.key for one in app.services.ledger.lines(store.id or 0, order_no=number).lines]

    assert {one.number for one in every if one.key == "3"} == {SUB}
    assert keys(str(ORDER)) == ["1", "2", "3"] and keys(SUB) == ["3"] and keys(OTHER) == ["5", "6"]
    assert keys(str(ORDER + 2)) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("(类目)", ["2", "6"]),
        ("（类目）", ["2", "6"]),
        ("天猫佣金（类目)", ["2", "6"]),
        ("Ｔ２００Ｐ", []),
        ("神秘费用", ["4", "7"]),
    ],
)
def test_words_are_found_in_either_width(app: App, store: Store, tmp_path: Path, typed: str, found: list[str]) -> None:
    filled(app, store, tmp_path)
    assert [one.key for one in app.services.ledger.lines(store.id or 0, text=typed).lines] == found


def test_numbers_are_found_in_full_width(app: App, store: Store, tmp_path: Path) -> None:
    filled(app, store, tmp_path)
    for number, keys in ((str(ORDER), ["1", "2", "3"]), (OTHER, ["5", "6"]), ("7", ["7"])):
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
        plain = [one.key for one in app.services.ledger.lines(store.id or 0, text=number).lines]
        assert [one.key for one in app.services.ledger.lines(store.id or 0, text=wide).lines] == plain
        assert set(keys) <= set(plain)


@pytest.mark.parametrize("by", list(By))
def test_an_account_can_be_asked_for_all_days_that_there_are(app: App, store: Store, tmp_path: Path, by: By) -> None:
    filled(app, store, tmp_path)
    mine, ledger = store.id or 0, app.services.ledger
    usual, all_days = (
        ledger.account(mine, first, last, by)
        for first, last in ((date(2026, 5, 1), date(2026, 5, 31)), (date.min, date.max))
    )
    assert all_days.totals.sums == usual.totals.sums and all_days.totals.closing == usual.totals.closing
    assert ledger.account(mine, date.max, date.max, by).rows == ()
    assert ledger.lines(mine, date.min, date.max, text="神秘").count == 2


@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 9999), (2026, 9999), (9999, 9999)])
def test_a_period_that_nobody_traded_in_covers_nothing(
    app: App, store: Store, tmp_path: Path, first: int, last: int
) -> None:
    form = Form(first=date(first, 1, 1), last=date(last, 12, 30))
    with pytest.raises(UserError, match="no rows"):
        app.services.imports.run_file(write_statement(tmp_path / "empty.csv", [], form), store)
    app.services.imports.run_file(write_statement(tmp_path / "lines.csv", LINES, form), store)
    (covered,) = app.services.ledger.coverage(store.id or 0).covered
    assert (covered.start, covered.end) == (date(2026, 5, 1), date(2026, 5, 4))


@pytest.mark.parametrize("typed", ["类目", "扣款", "神秘费用", str(ORDER), OTHER, SUB, "none of them", "2"])
def test_a_search_in_stretches_ends_with_what_one_look_finds(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(service, "_FIRST_STRETCH", 1)
    filled(app, store, tmp_path)
    ledger, mine = app.services.ledger, store.id or 0
    whole = ledger.lines(mine, text=typed, limit=3)
    page, looks = ledger.search(mine, None, None, typed, limit=3, seconds=0), 1
    while page.looked_to is not None:
        assert page.count <= whole.count and list(page.lines) == list(whole.lines)[: len(page.lines)]
        page, looks = ledger.search(mine, None, None, typed, limit=3, so_far=page, seconds=0), looks + 1
    assert (page.lines, page.count, page.amount) == (whole.lines, whole.count, whole.amount)
    # An order's lines are found without looking through the others.
    assert looks == (1 if typed in (str(ORDER), OTHER, SUB) else 4)
    at_once = ledger.search(mine, None, None, typed, limit=3, seconds=600)
    assert at_once.looked_to is None, "a small store is looked through at once"
