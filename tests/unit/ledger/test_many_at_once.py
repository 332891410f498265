"""What is done for many lines at once says the same of each as what is done for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.import_fields import Cell
from shopdesk.domain.ledger.classify import Classifier
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.order_numbers import number_of, numbers_of
from shopdesk.domain.ledger.rules import RulePlace, RuleSign, StatementRule
from shopdesk.domain.ledger.running import RunningBalance, Step
from shopdesk.importing.cells import READERS, CellError
from shopdesk.importing.columns import column_reader
from shopdesk.services.ledger.rulebook import shipped_rules

ORDER = "2500000000000000001"
REMARKS = (
    None, "", f"天猫佣金（类目）{{{ORDER}}}扣款", f"代扣返点积分{ORDER}",
    "神秘费用", f"神秘\n费用{ORDER}", "T200P" + ORDER,
)  # fmt: skip
TYPES = (None, "", "交易付款", "其它", "提现")
TWO = f"T200P{ORDER}\nT200P{ORDER}"
NUMBERS = (None, "", ORDER, "T200P" + ORDER, "T200P" + ORDER + "\n", TWO, "T200P", "T1P" + "9" * 23, "支付" + ORDER)
CELLS = ("", " ", "-", "无", "null", "连衣裙", "连衣裙\t", ' ="x"', '="连衣裙"', "'12", "No:SF12", "N/A", "NOTHING",
         "a\nb", "\u202e连", "\u3000", "\u2003连衣裙连衣裙", "T200P" + ORDER, TWO, ORDER, "12\n", "1.0", "inf",
         "1.2E+18", None, 12, 12.0)  # fmt: skip

own_rules = st.builds(
    StatementRule,
    id=st.integers(1, 9),
    store_id=st.just(1),
    words=st.sampled_from(["神秘", ORDER, "佣金", "其它"]),
    kind=st.sampled_from([LineKind.DONATION, LineKind.TRANSFER]),
    place=st.sampled_from(list(RulePlace)),
    sign=st.sampled_from(list(RuleSign)),
    since=st.sampled_from([None, date(2026, 3, 1), date(2026, 5, 5)]),
)
lines = st.tuples(
    st.sampled_from(TYPES), st.sampled_from(REMARKS), st.sampled_from(REMARKS), st.sampled_from([-5, 0, 5]),
    st.sampled_from(["2026-02-28", "2026-03-01", "2026-05-05"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(own=st.lists(own_rules, max_size=3), told=st.lists(lines, min_size=1, max_size=20))
def test_kinds_of_many_lines(own: list[StatementRule], told: list[Any]) -> None:
    one_by_one = [Classifier(shipped_rules(), own).kind(*line) for line in told]
    assert Classifier(shipped_rules(), own).kinds(*zip(*told, strict=True)) == one_by_one


@settings(max_examples=80, deadline=None)
@given(
    told=st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(REMARKS)), min_size=1, max_size=6
    ),
    plain=st.booleans(),
)
def test_numbers_of_many_lines(told: list[Any], plain: bool) -> None:
    basis, merchant, remarks = zip(*told, strict=True)
    if plain:
        basis, merchant = ("",) * len(told), tuple(TWO if one == TWO else "T200P" + ORDER for one in merchant)
    assert list(numbers_of(basis, merchant, remarks)) == list(map(number_of, basis, merchant, remarks))


@settings(max_examples=120, deadline=None)
@given(cell=st.sampled_from([Cell.TEXT, Cell.ID]), column=st.lists(st.sampled_from(CELLS), min_size=1, max_size=6))
def test_cells_of_a_column(cell: Cell, column: list[Any]) -> None:
    def read(values: Any) -> Any:
        try:
            return list(values())
        except CellError as error:
            return str(error)

    assert read(lambda: column_reader(cell)(column)) == read(lambda: map(READERS[cell], column))


@settings(max_examples=80, deadline=None)
@given(
    told=st.lists(
        st.tuples(st.integers(0, 3), st.integers(-3, 3), st.one_of(st.none(), st.integers(-2, 2))), max_size=12
    ),
    start=st.one_of(st.none(), st.integers(-2, 2)),
)
def test_the_balance_breaks_where_a_line_does_not_follow(told: list[Any], start: int | None) -> None:
    begin = None if start is None else Step(0, "", 0, start)
    rows = [(place, str(at), amount, balance) for place, (at, amount, balance) in enumerate(sorted(told, key=_at))]
    follower = RunningBalance(begin)
    order = dict(enumerate(rows))
    for second in follower.follow(rows):
        ids = sorted(step.id for step in second)
        order.update(zip(ids, map(tuple, second), strict=True))
    balance, last, expected = start, "", []
    for place in sorted(order):
        _, at, amount, after = order[place]
        balance = None if balance is None else balance + amount
        if after is not None:
            if balance is not None and balance != after:
                expected.append((last, at, after - balance))
            balance = after
        last = at
    assert [(one.after, one.before, one.missing) for one in follower.breaks] == expected


def _at(line: Any) -> int:
    return int(line[0])
