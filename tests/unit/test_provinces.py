"""Provinces however they are written, and the groups of price lists."""

from __future__ import annotations

import pytest

from shopdesk.domain.provinces import PROVINCES, province_of, provinces_in


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("内蒙古自治区", ("内蒙古",)), ("内蒙", ("内蒙古",)), (" 新疆维吾尔自治区 ", ("新疆",)),
        ("广西壮族自治区", ("广西",)),
        ("上海市", ("上海",)), ("黑龙江", ("黑龙江",)), ("江浙沪", ("江苏", "浙江", "上海")),
        ("江苏、浙江,上海", ("江苏", "浙江", "上海")), ("江浙沪、江苏", ("江苏", "浙江", "上海")),
        ("东三省", ("辽宁", "吉林", "黑龙江")), ("京津冀", ("北京", "天津", "河北")), ("其他", ("",)), ("全国", ("",)),
        ("华东", ()), ("浙江杭州", ()), ("江苏、火星", ()), ("abc", ()),
    ],
)  # fmt: skip
def test_a_cell_names_its_provinces(written: str, places: tuple[str, ...]) -> None:
    assert provinces_in(written) == places


def test_every_province_is_known_by_its_own_name_and_all_are_told_apart() -> None:
    assert [province_of(one) for one in PROVINCES] == list(PROVINCES)
    assert len({one[:2] for one in PROVINCES}) == len(PROVINCES)
