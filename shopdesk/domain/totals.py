"""Rows of a table that are sums over its other rows, by the words that stand in their first cells."""

from __future__ import annotations

_TOTALS = frozenset(
    {"合计", "总计", "汇总", "小计", "全店", "同行", "平均", "均值", "全部", "总和", "合计值", "日均", "店铺",
     "同行平均", "Total", "total", "TOTAL", "Sum", "Average", "Grand Total"}
)  # fmt: skip
_TOTALS_START = ("合计", "总计", "汇总", "小计", "总和", "平均值", "同行")


def is_total(shown: str | None) -> bool:
    """Whether a cell names a sum over other rows."""
    return shown is not None and (shown in _TOTALS or shown.startswith(_TOTALS_START))


_NAMES_OF_SUMS = frozenset({"合计", "总计", "小计", "总和", "合计值", "total", "grand total", "subtotal", "sum"})


def is_name_of_a_sum(shown: str) -> bool:
    """Whether a name can only be that of a row of sums.

    Fewer words than :func:`is_total` has: a keyword may be 同行, a province “全部”.
    """
    return shown.strip(" :：").casefold() in _NAMES_OF_SUMS
