"""The words that a rule for a line begins with: those that it has in common with other lines of its kind."""

from __future__ import annotations

import re
import unicodedata

from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.ledger.rules import STATEMENT_RULE, RulePlace

_OWN = re.compile(
    r"(?:T\d{1,6}P)?\d{6,}"  # orders, payments, days without signs between
    r"|\d{4}[-/.年]\d{1,2}(?:[-/.月](?:\d{1,2}日?)?)?"  # days and months
    r"|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d[\d,]*\.\d+"  # amounts
)
"""What one line has for itself. Short numbers are parts of names: 双11, 3期."""
_CALLED = re.compile(r"(?:淘宝|天猫|支付宝|商户|业务|主|子)*(?:订单|交易|流水)(?:编号|号)?$")
"""What only says that a number follows."""
_EDGE = " \t()[]{}【】〔〕〖〗「」『』《》〈〉<>-_:,.;、。；，：·…#*|/\\"


def words_for(line: StatementLine) -> tuple[str, RulePlace]:
    """The longest words between the numbers of the remark; where it has none, of the business type or description.

    A number is left out wherever it stands, with its brackets and what only says that it follows.
    """
    places = (
        (RulePlace.REMARK, line.remark),
        (RulePlace.BUSINESS_TYPE, line.business_type),
        (RulePlace.DESCRIPTION, line.description),
    )
    said = [(text, place) for place, text in places if text and text.strip()]
    for text, place in said:
        words = common_words(text)
        if words:
            return words, place
    text, place = said[0] if said else ("", RulePlace.REMARK)
    return _fitting(text), place


def common_words(text: str) -> str:
    """The longest part of a text between what one line has for itself, the first of several; empty without any.

    >>> common_words("天猫佣金（类目）{2500000000000000001}扣款")
    '天猫佣金(类目)'
    >>> common_words("淘宝订单号2500000000000000001的包装补贴")
    '的包装补贴'
    """
    parts = _OWN.split(unicodedata.normalize("NFKC", text))
    named = [_bare(_CALLED.sub("", _bare(part))) for part in parts[:-1]]
    return _fitting(max((*named, _bare(parts[-1])), key=len))


def _bare(part: str) -> str:
    """A part without signs at its edges; a bracket that the part closes or opens itself stays."""
    bare = part.strip(_EDGE)
    place = part.index(bare) + len(bare) if bare else 0
    return bare + ")" if bare.rfind("(") > bare.rfind(")") and part[place : place + 1] == ")" else bare


def _fitting(words: str) -> str:
    return words[: STATEMENT_RULE.field("words").longest]
