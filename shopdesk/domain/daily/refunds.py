"""Which refund requests are still open, by the words of the sub-order report."""

from __future__ import annotations

_SETTLED = ("成功", "关闭", "撤销", "取消", "无退款", "没有", "未申请")
_OPEN = ("等待", "待", "退款中", "处理中", "申请")


def is_open_request(status: str | None) -> bool:
    """Whether 退款状态 says that somebody still has to act; words that we do not know are not guessed at."""
    if not status or any(word in status for word in _SETTLED):
        return False
    return any(word in status for word in _OPEN)
