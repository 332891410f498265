"""The order or sub-order that a line of a statement names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NUMBER = r"(?<!\d)\d{15,22}(?!\d)"
_WHOLE = re.compile(r"\d{15,22}")
_TRADES = re.compile(r"(?:T[0-9]{1,6}P[0-9]{15,22}\n)*T[0-9]{1,6}P[0-9]{15,22}")
_TRADE = re.compile(r"T\d{1,6}P(\d{15,22})(?!\d)")
_NAMED = re.compile(rf"订单号[:\s]*({_NUMBER})")
_BRACKETED = re.compile(rf"[\[({{【〔「〖《〈]\s*({_NUMBER})\s*[\])}}】〕」〗》〉]")
_AT_END = re.compile(rf"({_NUMBER})\s*[.。;,、]?\s*$")


def is_order_number(text: str) -> bool:
    """Whether a text is as long a number as orders and sub-orders have."""
    return text.isascii() and _WHOLE.fullmatch(text) is not None


def numbers_of(
    basis: Sequence[str | None], merchant: Sequence[str | None], remarks: Sequence[str | None]
) -> Sequence[str | None]:
    """:func:`number_of` of many lines; where every one names its order like a payment, they are cut out at once.

    >>> numbers_of([None], ["T200P2500000000000000001"], [None])
    ['2500000000000000001']
    """
    try:
        together = "\n".join(merchant)  # type: ignore[arg-type]
    except TypeError:
        together = ""
    # A value of two lines would be two.
    if not any(basis) and are_trades(together) and together.count("\n") < len(merchant):
        before = together[: together.index("P") + 1]
        # Nearly always all have one beginning.
        if together.count(before) == len(merchant):
            return together.replace(before, "").split("\n")
        return [part.partition("P")[2] for part in together.split("\n")]
    return list(map(number_of, basis, merchant, remarks))


def are_trades(together: str) -> bool:
    """Whether lines of text are nothing but orders in the form of payments, ``T200P`` and the number."""
    return _TRADES.fullmatch(together) is not None


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
