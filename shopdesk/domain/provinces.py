"""Provinces as addresses and couriers' price lists write them, and the groups that price lists put them into."""

from __future__ import annotations

PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古",
    "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "海外",
)  # fmt: skip
"""All of them by the name that stands here for each, and what lies abroad."""

ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")

_BY_START = {name[:2]: name for name in PROVINCES}
_ONE_SIGN = {
    "京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "晋": "山西", "辽": "辽宁", "吉": "吉林",
    "黑": "黑龙江", "苏": "江苏", "江": "江苏", "浙": "浙江", "皖": "安徽", "闽": "福建", "赣": "江西", "鲁": "山东",
    "豫": "河南", "鄂": "湖北", "湘": "湖南", "粤": "广东", "琼": "海南", "川": "四川", "贵": "贵州", "黔": "贵州",
    "云": "云南", "滇": "云南", "陕": "陕西", "甘": "甘肃", "青": "青海", "台": "台湾", "蒙": "内蒙古", "桂": "广西",
    "藏": "西藏", "宁": "宁夏", "新": "新疆", "港": "香港", "澳": "澳门",
}  # fmt: skip
_NORTH_EAST = ("辽宁", "吉林", "黑龙江")
_GROUPS = {"东三省": _NORTH_EAST, "东北三省": _NORTH_EAST, "东北": _NORTH_EAST}
_ALL_OTHERS = frozenset({
    "", "其他", "其它", "其余", "其他地区", "其它地区", "其余地区", "其他省份", "其它省份", "其余省份", "全国",
    "全国统一", "默认", "allothers", "others", "other", "elsewhere",
})  # fmt: skip
_BETWEEN = "、，,/／;；+＋|\n"

EVERYWHERE = ""
"""What stands for all provinces that are not named."""


def place_key(province: str) -> str:
    """What tells provinces apart, however the rest of a name is written (广东, 广东省)."""
    return province.strip()[:2]


def province_of(written: str) -> str | None:
    """The province that a name stands for (内蒙, 内蒙古自治区: 内蒙古); ``None`` for what is no province alone."""
    text = "".join(written.split())
    name = _BY_START.get(text[:2])
    if name is None:
        return None
    rest = text[len(name) :] if text.startswith(name) else text[2:]
    return name if rest in {"", *ENDINGS} else None


def provinces_in(written: str) -> tuple[str, ...]:
    """The provinces that a cell of a price list names, each once: one, several (江苏、浙江), or a group (江浙沪).

    What stands for all others is :data:`EVERYWHERE` alone; empty where any part of the cell is not known.
    """
    text = "".join(written.split())
    if text.casefold() in _ALL_OTHERS:
        return (EVERYWHERE,)
    for sign in _BETWEEN[1:]:
        text = text.replace(sign, _BETWEEN[0])
    found: list[str] = []
    for part in filter(None, text.split(_BETWEEN[0])):
        places = _places_of(part)
        if not places:
            return ()
        found += [place for place in places if place not in found]
    return tuple(found)


def _places_of(part: str) -> tuple[str, ...]:
    one = province_of(part)
    if one is not None:
        return (one,)
    if part in _GROUPS:
        return _GROUPS[part]
    if len(part) > 1 and all(sign in _ONE_SIGN for sign in part):
        return tuple(_ONE_SIGN[sign] for sign in part)
    return ()
