"""Which refunds somebody still has to act on, by the platform's words."""

from __future__ import annotations

import pytest

from shopdesk.domain.daily.refunds import is_open_request

WORDS = [
    ("买家已经申请退款，等待卖家同意", True),
    ("卖家已经同意退款，等待买家退货", True),
    ("待商家处理", True),
    ("退款中", True),
    ("平台处理中", True),
    ("退款成功", False),
    ("退款关闭", False),
    ("买家撤销退款申请", False),
    ("取消申请", False),
    ("无退款", False),
    ("没有申请退款", False),
    ("未申请退款", False),
    # Words that nobody knows are not guessed at.
    ("退款", False),
    ("-", False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("status", "wanted"), WORDS)
def test_a_request_is_open_until_it_is_settled(status, wanted):
    assert is_open_request(status) is wanted
