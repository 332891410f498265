"""The province of an address, which is all of it that is kept unless the owner wants more."""

from __future__ import annotations

from typing import Any

from shopdesk.importing.cells import text

_PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古",
    "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "海外",
)  # fmt: skip
_BY_START = {name[:2]: tuple(other for other in _PROVINCES if other[:2] == name[:2]) for name in _PROVINCES}
_ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")


def province(value: Any) -> str | None:
    """The province at the start of an address, in the address's own form (“广东省”, “上海”); ``None`` if none is there.

    Anything behind the province is dropped here, so a street never gets further than this function.
    """
    written = text(value)
    if written is None:
        return None
    for name in _BY_START.get(written[:2], ()):
        if written.startswith(name):
            rest = written[len(name) :]
            for ending in _ENDINGS:
                if rest.startswith(ending):
                    return name + ending
            return name
    return None
