"""Which sheet of a workbook holds which costs, by its headings; and when an explanation of an order still holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from shopdesk.domain.fields import HIGHEST_FEN, check
from shopdesk.domain.ledger.cost_nouns import COURIER_RATE, DATED_COST, TAX_QUARTER, UNIT_COST
from shopdesk.domain.ledger.cost_sheets import NOUNS, recognise
from shopdesk.domain.ledger.explained import EXPLANATION, Explanation
from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.text import Text

SAY = (str,)


def read(cells: Sequence[str]) -> tuple[str, list[str | None]] | None:
    """The noun of a heading row, and the field of each of its columns."""
    found = recognise(cells, SAY)
    if found is None:
        return None
    return found.noun.table, [None if field is None else field.name for field in found.fields]


@pytest.mark.parametrize(
    ("cells", "noun", "fields"),
    [
        (["商品ID", "SKU", "成本价", "备注甲"], UNIT_COST, ["product_id", "variant", "cost_fen", None]),
        (["货号", "进货价"], UNIT_COST, ["merchant_code", "cost_fen"]),
        # Full-width brackets, blanks and capitals are no other name.
        (["商家编码", " 成 本 ", "重量（克）"], UNIT_COST, ["merchant_code", "cost_fen", "weight_grams"]),
        (["product_id", "Unit Cost"], UNIT_COST, ["product_id", "cost_fen"]),
        (["地区", "首重价", "续重价"], COURIER_RATE, ["province", "first_fen", "next_fen"]),
        (["费用类型", "金额", "开始日期"], DATED_COST, ["kind", "amount_fen", "first_day"]),
        (["季度", "收入净额"], TAX_QUARTER, ["quarter", "net_fen"]),
        (["季度", "申报销售额"], TAX_QUARTER, ["quarter", "declared_fen"]),
        # As owners and their suppliers write it: a unit in brackets, other words, columns that nobody needs.
        (["商家编码", "成本价（元）", "采购价"], UNIT_COST, ["merchant_code", "cost_fen", None]),
        (
            ["序号", "款号", "品名", "拿货价（元/件）", "供应商"],
            UNIT_COST,
            [None, "merchant_code", "title", "cost_fen", None],
        ),
        # The platform's own code goes before a maker's, wherever it stands.
        (["款号", "商家编码", "采购成本"], UNIT_COST, [None, "merchant_code", "cost_fen"]),
        (["地区", "首重价格(元)", "续重价格（元/kg）"], COURIER_RATE, ["province", "first_fen", "next_fen"]),
        # A second column of the same name is not used.
        (["商品id", "成本", "成本价"], UNIT_COST, ["product_id", "cost_fen", None]),
    ],
)
def test_a_sheet_is_known_by_the_names_of_its_columns(cells, noun, fields):
    assert read(cells) == (noun.table, fields)


@pytest.mark.parametrize(
    "cells",
    [
        [], ["商品id"], ["成本"], ["地区"], ["首重价"], ["费用类型", "金额"], ["金额", "开始日期"],
        ["费用类型", "开始日期"], ["季度"], ["收入净额"], ["商品id", "地区", "季度"],
    ],
)  # fmt: skip
def test_a_sheet_that_lacks_a_column_it_cannot_do_without_is_none(cells):
    assert read(cells) is None


def test_every_field_is_known_by_its_label_in_each_language():
    def other(text: Text) -> str:
        return f"另 {text}"

    for noun in NOUNS:
        labels = [field.label for field in noun.fields if field.label is not None]
        for say in (str, other):
            found = recognise([say(label) for label in labels], (str, other))
            assert found is not None and found.noun is noun
            assert [None if field is None else field.label for field in found.fields] == labels


@pytest.mark.parametrize(
    ("state", "difference", "holds"),
    [
        (OrderState.SHORT, 500, True), (OrderState.SHORT, 499, False), (OrderState.SHORT, -500, False),
        (OrderState.NO_MONEY, 500, False), (OrderState.NO_MONEY, 0, False),
    ],
)  # fmt: skip
def test_an_explanation_holds_for_what_it_was_said_of(state, difference, holds):
    said = Explanation(
        store_id=1, order_no="1", word="transfer", at=datetime(2026, 3, 1), state=OrderState.SHORT, difference_fen=500
    )
    assert said.holds_for(state, difference) is holds


@pytest.mark.parametrize("fen", [1, -1, HIGHEST_FEN, -HIGHEST_FEN])
def test_a_difference_goes_either_way(fen):
    assert check(EXPLANATION.field("difference_fen"), fen) == fen
