"""What a statement says about itself, which days several cover, and which order a line names."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.ledger.coverage import coverage
from shopdesk.domain.ledger.head import StatedSum, StatementHead, is_aside, is_summary
from shopdesk.domain.ledger.lines import StatementSource, StatementSpan
from shopdesk.domain.ledger.order_numbers import number_of, numbers_of
from shopdesk.domain.periods import Period

ORDER, OTHER = "2500000000000000001", "2500000000000000002"


def head(*lines: str) -> StatementHead:
    """What some lines say."""
    found = StatementHead()
    for line in lines:
        found.take(line)
    return found


def may(day: int) -> date:
    """A day of May 2026."""
    return date(2026, 5, day)


@pytest.mark.parametrize(
    ("begins", "ends", "first", "last"),
    [
        ("2026年05月01日 00:00:00", "2026年06月01日 00:00:00", may(1), may(31)),
        ("2026年05月01日 00:00:00", "2026年05月31日 23:59:59", may(1), may(31)),
        ("2026-05-01", "2026-05-01", may(1), may(1)),
        ("2026年05月01日 00:00:00", "2026年05月01日 00:00:00", may(1), may(1)),
        ("2026年05月01日 00:00:00", "2026年05月02日 0:00", may(1), may(1)),
        ("2026年05月02日", "2026年05月01日", may(2), None),
        ("2026年05月01日", "2026年02月30日 00:00:00", may(1), None),
        ("2026年02月30日", "2026年05月02日 00:00:00", None, may(1)),
    ],
)
def test_the_days_of_its_period(begins: str, ends: str, first: date | None, last: date | None) -> None:
    found = head(f"#起始日期:[{begins}]   终止日期:[{ends}]")
    assert (found.first_day, found.last_day) == (first, last)
    assert found.has_period is (first is not None and last is not None)
    # Said apart it means the same, and what a later line does not say stays.
    assert head(f"#起始日期:[{begins}]", f"终止日期:[{ends}]", "#导出时间") == found


@pytest.mark.parametrize(
    ("exported", "last_line", "imported", "covered"),
    [
        ("2026年05月16日 09:00:00", None, may(18), may(16)),
        ("2026年05月16日 09:00:00", may(14), date(2026, 7, 1), may(16)),
        ("2026-06-02 09:00:00", may(14), date(2026, 7, 1), may(31)),
        # A machine whose clock is behind knows less than the foot.
        ("2026-06-02 09:00:00", may(14), date(2020, 1, 1), may(31)),
        # What has lines was known, whatever the foot or the machine says of the time.
        ("2026年05月16日 09:00:00", may(20), may(20), may(20)),
        ("", may(20), may(18), may(20)),
        ("", may(20), date(2020, 1, 1), may(20)),
        # The foot names a day before the period, or none at all: the day of the import is the last that can be known.
        ("2026年04月16日 09:00:00", may(14), may(18), may(18)),
        ("2026年04月16日 09:00:00", may(14), date(2026, 6, 1), may(31)),
        ("", may(14), may(18), may(18)),
        ("", None, may(18), may(18)),
        ("", None, may(1), may(1)),
        ("", None, may(31), may(31)),
        ("", may(14), date(2026, 6, 1), may(31)),
        ("", None, date(2026, 4, 30), None),
    ],
)
def test_no_day_is_covered_after_the_last_that_could_be_known(
    exported: str, last_line: date | None, imported: date, covered: date | None
) -> None:
    for word in ("导出时间", "下载时间"):
        found = head(
            "#起始日期:[2026年05月01日 00:00:00]   终止日期:[2026年06月01日 00:00:00]", f"#{word}:[{exported}]"
        )
        assert found.covered_to(last_line, imported) == covered


def test_the_first_account_and_the_sums_without_sign() -> None:
    found = head(
        "#账号:[20880001]", "#账号:[20880002]", "#支出合计:3笔,共-1,234.50元", "#收入合计:2笔,共0.07元",
        "#支出合计:4笔,共.元",
    )  # fmt: skip
    assert found.account == "20880001"
    assert found.expense == StatedSum(3, 123_450) and found.income == StatedSum(2, 7)
    assert is_aside("#x") and is_aside("-----") and not is_aside("----") and not is_aside("2026")
    assert is_summary(["#支付宝", "#支付宝账务汇总查询"]) and not is_summary(["#支付宝账务明细查询"])


@pytest.mark.parametrize(
    ("spans", "covered", "uncovered"),
    [
        ([], [], []),
        ([(1, 3)], [(1, 3)], []),
        ([(4, 5), (1, 3)], [(1, 5)], []),
        ([(1, 3), (5, 6)], [(1, 3), (5, 6)], [(4, 4)]),
        ([(1, 3), (7, 8)], [(1, 3), (7, 8)], [(4, 6)]),
        ([(1, 9), (3, 4), (9, 9), (12, 12)], [(1, 9), (12, 12)], [(10, 11)]),
        ([(1, 3), (2, 5)], [(1, 5)], []),
        ([(1, 2), (3, 3), (5, 5), (6, 7)], [(1, 3), (5, 7)], [(4, 4)]),
    ],
)
def test_which_days_are_covered(
    spans: list[tuple[int, int]], covered: list[tuple[int, int]], uncovered: list[tuple[int, int]]
) -> None:
    told = [StatementSpan(StatementSource.ALIPAY, "a", may(first), may(last), 1) for first, last in spans]
    found = coverage(told, [])
    assert found.covered == tuple(Period(may(first), may(last)) for first, last in covered)
    assert found.uncovered == tuple(Period(may(first), may(last)) for first, last in uncovered)
    assert found.last_day == (may(covered[-1][1]) if covered else None)


@pytest.mark.parametrize(
    ("basis", "merchant", "remark", "number"),
    [
        (None, f"T200P{ORDER}", None, ORDER),
        (OTHER, f"T200P{ORDER}", None, OTHER),
        (f"T200P{OTHER}", f"T200P{ORDER}", None, OTHER),
        ("x", f"T200P{ORDER}", None, ORDER),
        (None, "x", f"天猫佣金（类目）{{{ORDER}}}扣款", ORDER),
        (None, None, f"代扣返点积分{ORDER}", ORDER),
        (None, None, f"淘宝客佣金代扣款[{ORDER}]", ORDER),
        (None, None, f"基础软件服务费({ORDER})。", ORDER),
        (None, None, f"保险承保-卖家版运费险保费收取:淘宝订单号{ORDER} 完", ORDER),
        (None, None, f"花呗-售后退款-1-T200P{ORDER}", ORDER),
        (None, None, "1" * 15, "1" * 15),
        (None, None, "1" * 14, None),
        (None, None, "1" * 22, "1" * 22),
        (None, None, "1" * 23, None),
        (None, None, "2026031122001" + "1" * 15, None),
        (None, None, None, None),
    ],
)
def test_the_order_that_a_line_names(
    basis: str | None, merchant: str | None, remark: str | None, number: str | None
) -> None:
    assert number_of(basis, merchant, remark) == number
    assert list(numbers_of([basis], [merchant], [remark])) == [number]
    plain = f"T200P{ORDER}"
    assert list(numbers_of([basis, None], [merchant, plain], [remark, None])) == [number, ORDER]


def test_two_lines_in_one_cell_are_one_line() -> None:
    both = f"T200P{ORDER}\nT200P{OTHER}"
    assert list(numbers_of([None], [both], [None])) == [ORDER]
    assert list(numbers_of([None, None], [both, f"T200P{OTHER}"], [None, None])) == [ORDER, OTHER]
