"""Every KPI is declared once and completely."""

from __future__ import annotations

import pytest

from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi import KPIS, Rebuild, kpi

CONTRACT = [
    "orders", "paid_orders", "gross_amount", "paid_amount", "refund_amount", "net_amount", "paying_rate",
    "amount_per_order", "buyers", "aov", "visitors", "page_views", "conversion",
]  # fmt: skip


def test_codes_and_names_are_unique() -> None:
    assert len({item.code for item in KPIS}) == len(KPIS)
    assert len({str(item.name) for item in KPIS}) == len(KPIS)


def test_the_command_lines_contract_is_covered_in_its_order() -> None:
    codes = [item.code for item in KPIS]
    assert [code for code in codes if code in CONTRACT] == CONTRACT


def test_quotients_name_their_divisor_and_sums_do_not() -> None:
    for item in KPIS:
        divides = item.rebuild in (Rebuild.RATIO, Rebuild.WEIGHTED, Rebuild.PER_PERSON)
        assert bool(item.per) is divides, item.code


def test_visitors_and_buyers_never_add_up() -> None:
    for code in ("visitors", "buyers", "new_buyers", "returning_buyers", "ad_new_buyers"):
        assert not kpi(code).additive
        assert kpi(code).why_no_total is not None


def test_an_unknown_code_is_refused_in_words() -> None:
    with pytest.raises(NotFound, match="There is no KPI"):
        kpi("likes")
