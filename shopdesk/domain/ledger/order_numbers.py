"""The order or sub-order that a line of a statement names."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"(?<!\d)\d{15,22}(?!\d)"
_WHOLE = re.compile(r"\d{15,22}")
_TRADE = re.compile(r"T\d{1,6}P(\d{15,22})(?!\d)")
_NAMED = re.compile(rf"订单号[:\s]*({_NUMBER})")
_BRACKETED = re.compile(rf"[\[({{【〔「〖《〈]\s*({_NUMBER})\s*[\])}}】〕」〗》〉]")
_AT_END = re.compile(rf"({_NUMBER})\s*[.。;,、]?\s*$")


def number_of(basis: str | None, merchant: str | None, remark: str | None) -> str | None:
    """The number that a line names: 15 to 22 digits; longer ones are payments.

    The first of these that has one counts: the basis order number (业务基础订单号), the merchant's order number as
    ``T200P`` and the number, the remark. In a remark the number stands behind ``T200P`` or 订单号, in brackets, or at
    the end.

    >>> number_of(None, "T200P2500000000000000001", None)
    '2500000000000000001'
    >>> number_of(None, None, "天猫佣金（类目）{2500000000000000001}扣款")
    '2500000000000000001'
    """
    if basis:
        found = _of_trade(basis)
        if found is None and _WHOLE.fullmatch(basis.strip()):
            found = basis.strip()
        if found is not None:
            return found
    if merchant:
        found = _of_trade(merchant)
        if found is not None:
            return found
    return _of_remark(remark) if remark else None


def _of_trade(text: str) -> str | None:
    found = _TRADE.search(text)
    return found.group(1) if found else None


def _of_remark(remark: str) -> str | None:
    text = remark if remark.isascii() else unicodedata.normalize("NFKC", remark)
    for form in (_TRADE, _NAMED, _BRACKETED, _AT_END):
        found = form.search(text)
        if found:
            return found.group(1)
    return None
