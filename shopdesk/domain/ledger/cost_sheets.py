"""Costs in the sheets of a workbook: which sheet holds what, by the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopdesk.domain.fields import Field, Noun
from shopdesk.domain.ledger.cost_nouns import COURIER_RATE, DATED_COST, TAX_QUARTER, UNIT_COST
from shopdesk.domain.text import Text

NOUNS = (UNIT_COST, COURIER_RATE, DATED_COST, TAX_QUARTER)

_OTHER_NAMES: dict[str, dict[str, str]] = {
    UNIT_COST.table: {
        "商品id": "product_id",
        "宝贝id": "product_id",
        "商品编号": "product_id",
        "商品编码": "product_id",
        "sku": "variant",
        "sku规格": "variant",
        "规格": "variant",
        "商品属性": "variant",
        "商家编码": "merchant_code",
        "货号": "merchant_code",
        "商品名称": "title",
        "宝贝标题": "title",
        "商品标题": "title",
        "成本": "cost_fen",
        "成本价": "cost_fen",
        "单位成本": "cost_fen",
        "进价": "cost_fen",
        "进货价": "cost_fen",
        "生效日期": "valid_from",
        "重量": "weight_grams",
        "重量(克)": "weight_grams",
        "重量(g)": "weight_grams",
        "unitcost": "cost_fen",
        "productid": "product_id",
        "code": "merchant_code",
    },
    COURIER_RATE.table: {
        "地区": "province",
        "目的地": "province",
        "首重": "first_grams",
        "首重(克)": "first_grams",
        "首重价格": "first_fen",
        "首重价": "first_fen",
        "首重费用": "first_fen",
        "续重": "next_grams",
        "续重(克)": "next_grams",
        "续重价格": "next_fen",
        "续重价": "next_fen",
        "续重费用": "next_fen",
        "快递": "courier",
        "快递公司": "courier",
        "不送达": "unserved",
    },
    DATED_COST.table: {"费用": "kind", "费用类型": "kind", "金额": "amount_fen", "开始日期": "first_day",
                       "结束日期": "last_day"},
    TAX_QUARTER.table: {"季度": "quarter", "平台收入": "income_fen", "收入总额": "income_fen",
                        "退款金额": "returned_fen", "收入净额": "net_fen", "申报销售额": "declared_fen"},
}  # fmt: skip

_ONLY_THEN: dict[str, dict[str, str]] = {
    UNIT_COST.table: {
        **dict.fromkeys(("款号", "款式编码", "商品款号", "商品货号", "货品编码", "货品编号", "外部编码", "外部系统编号",
                         "sku编码", "规格编码", "编码"), "merchant_code"),
        **dict.fromkeys(("品名", "货品名称", "产品名称", "产品名"), "title"),
        **dict.fromkeys(("采购价", "采购成本", "采购单价", "拿货价", "供货价", "出厂价", "进货成本", "商品成本",
                         "产品成本", "成本单价"), "cost_fen"),
    },
}  # fmt: skip
"""What owners and their suppliers call a column too; it counts where no other column has the field's own name."""
_UNIT = re.compile(r"\((?:单位:?)?(?:元|人民币|rmb|cny|¥|￥)(?:/[^()]*)?\)$|\(yuan\)$")


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What a heading row says: the noun of its rows, and the field of each column (``None``: not used)."""

    noun: Noun
    fields: tuple[Field | None, ...]


def recognise(cells: Sequence[str], say: Sequence[Callable[[Text], str]]) -> CostSheet | None:
    """What a row is the heading of; ``None`` where no kind of cost has all of its required columns in it.

    Args:
        cells: the row's texts.
        say: the languages in which the names of fields may stand.
    """
    for noun in NOUNS:
        names, others = _names(noun, say), _ONLY_THEN.get(noun.table, {})
        heads = [_plain(cell) for cell in cells]
        found: list[Field | None] = [None] * len(heads)
        # A column with the field's own name counts wherever it stands, so those come first.
        for place in sorted(range(len(heads)), key=lambda place: heads[place] not in names):
            head = heads[place]
            field = names.get(head) or (noun.field(others[head]) if head in others else None)
            if field not in found:
                found[place] = field
        have = {field.name for field in found if field is not None}
        if _enough(noun, have):
            return CostSheet(noun, tuple(found))
    return None


def _enough(noun: Noun, have: set[str]) -> bool:
    if noun is UNIT_COST:
        return "cost_fen" in have and bool({"product_id", "merchant_code"} & have)
    if noun is COURIER_RATE:
        return {"province", "first_fen"} <= have
    if noun is DATED_COST:
        return {"kind", "amount_fen", "first_day"} <= have
    return "quarter" in have and bool({"income_fen", "net_fen", "declared_fen"} & have)


def _names(noun: Noun, say: Sequence[Callable[[Text], str]]) -> dict[str, Field]:
    names = {_plain(word): noun.field(name) for word, name in _OTHER_NAMES[noun.table].items()}
    for field in noun.fields:
        if field.label is not None:
            names |= {_plain(speak(field.label)): field for speak in say}
            names[_plain(str(field.label))] = field
        names[field.name] = field
    return names


def _plain(text: str) -> str:
    plain = "".join(text.split()).replace("（", "(").replace("）", ")").replace("：", ":").casefold()
    return _UNIT.sub("", plain)
