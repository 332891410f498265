"""Price lists as couriers write them are read whole, and every row that is refused says why and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.courier_list import PriceList, read_price_list
from shopdesk.domain.ledger.couriers import CourierRate

DAY = date(2026, 3, 1)


def read(text: str, existing: tuple[CourierRate, ...] = ()) -> PriceList:
    """A list of courier A from a day on."""
    return read_price_list(text, store_id=1, courier="A", valid_from=DAY, existing=existing)


def told(found: PriceList) -> dict[str, tuple[object, ...]]:
    """What each province costs: first weight and price, steps, further weight and price; or the refusal."""
    return {
        line.place: (line.row, str(line.problem))
        if line.rate is None
        else (line.rate.first_grams, line.rate.first_fen, line.rate.steps, line.rate.next_grams, line.rate.next_fen)
        for line in found.lines
    }


def test_provinces_by_weights() -> None:
    found = read(
        "2026 年报价\n\n省份\t1kg以内\t1-2kg\t3公斤\t续重/kg\t备注\n"
        "江浙沪\t3.2\t¥3.8\t4.5元\t0.8\t当日达\n内蒙古自治区\t8\t14\t\t6\n其他\t5\t6\t7\t1.5\n"
        "新疆维吾尔自治区\t不送\t不送\t不送\t-\n"
    )
    same = (1000, 320, "2kg 3.80; 3kg 4.50", 1000, 80)
    assert told(found) == {
        "江苏": same, "浙江": same, "上海": same, "内蒙古": (1000, 800, "2kg 14.00", 1000, 600),
        "": (1000, 500, "2kg 6.00; 3kg 7.00", 1000, 150), "新疆": (1000, None, "", 1000, None),
    }  # fmt: skip
    assert [line.rate.province for line in found.lines if line.rate is not None and line.rate.unserved] == ["新疆"]
    assert found.not_read == ("备注",) and not found.turned


def test_a_list_that_ends_says_nothing_of_heavier_parcels() -> None:
    assert told(read("地区\t0.5kg\t1kg\n浙江\t2.5\t3")) == {"浙江": (500, 250, "1kg 3.00", 1000, None)}


def test_a_row_for_each_province_and_weight() -> None:
    found = read("目的地\t重量(kg)\t运费\n浙江省\t1\t3\n浙江省\t2\t4\n浙江省\t续重\t1\n内蒙\t首重\t8\n内蒙\t续重1kg\t6")
    assert told(found) == {"浙江": (1000, 300, "2kg 4.00", 1000, 100), "内蒙古": (1000, 800, "", 1000, 600)}


def test_weights_by_provinces() -> None:
    found = read("\t浙江\t江苏\t新疆\n首重1kg\t3\t3.1\t不送\n续重500g\t1\t0.9\t不送")
    assert told(found) == {
        "浙江": (1000, 300, "", 500, 100), "江苏": (1000, 310, "", 500, 90), "新疆": (1000, None, "", 1000, None),
    }  # fmt: skip
    assert found.turned


def test_first_and_further_weight_in_columns_of_their_own_and_several_couriers() -> None:
    found = read(
        "快递公司\t省份\t首重(克)\t首重价格\t续重(克)\t续重价格\nB\t浙江、江苏\t500\t2.5\t500\t0.5\nC\t浙江\t1000\t4\t1000\t1"
    )
    assert [(line.rate.courier, line.place, line.rate.first_grams, line.rate.first_fen, line.rate.next_grams)
            for line in found.lines if line.rate is not None] == [
        ("B", "浙江", 500, 250, 500), ("B", "江苏", 500, 250, 500), ("C", "浙江", 1000, 400, 1000),
    ]  # fmt: skip
    assert told(read("Province\tFirst weight\tEach further 1kg\n黑龙江省\t6\t4")) == {
        "黑龙江": (1000, 600, "", 1000, 400)
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("火星\t1\t2\t3", "“火星” is no province"),
        ("华东\t1\t2\t3", "“华东” is no province"),
        ("\t1\t2\t3", "The province is empty"),
        ("浙江\tabc\t2\t3", "“abc” under “1kg” is no price"),
        ("浙江\t-3\t2\t3", "“-3” under “1kg” is no price"),
        ("浙江\t0\t2\t3", "0 is no price"),
        ("浙江\t5\t4\t1", "Up to 2 kg it costs 4.00 yuan, less than the 5.00 yuan up to 1 kg"),
        ("浙江\t\t\t", "No price stands here"),
        ("浙江\t3\t不送\t1", "“不送” stands beside prices"),
        ("浙江\t\t\t1", "The price of the first weight is missing"),
        ("江苏\t1\t2\t3", "Row 2 says the same province already"),
        ("浙江\t1.234\t2\t3", "1.234"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_what_to_do(row: str, said: str) -> None:
    found = read(f"省份\t1kg\t2kg\t续重\n江苏\t3\t4\t1\n{row}")
    refused = [line for line in found.lines if line.problem is not None]
    assert [line.row for line in refused] == [3] and said in str(refused[0].problem)
    assert [rate.province for rate in found.ready] == ["江苏"], "the other rows are not lost with it"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("省份\t0-2kg\t1-3kg\t续重\n江苏\t3\t4\t1", True),
        ("省份\t0-1kg\t500g-2kg\n江苏\t3\t4", True),
        ("省份\t1kg\t2kg\t0.5-3kg\n江苏\t3\t4\t5", True),
        ("省份\t2-3公斤\t1-2.5公斤\t1kg\n江苏\t5\t4\t3", True),
        ("省份\t重量\t价格\n江苏\t0-2kg\t3\n江苏\t1-3kg\t4", True),
        ("省份\t0-1kg\t1-2kg\t2-3kg\n江苏\t3\t4\t5", False),
        ("省份\t0-1kg\t1.01-2kg\t2.01-3kg\n江苏\t3\t4\t5", False),
        ("省份\t0-1kg\t2-3kg\n江苏\t3\t4", False),
        ("省份\t500-1kg\t1-2kg\n江苏\t3\t4", False),
        ("省份\t重量\t价格\n江苏\t0-1kg\t3\n江苏\t1-2kg\t4\n浙江\t0-2kg\t3", False),
    ],
)
def test_weights_that_overlap_are_two_prices_for_one_parcel(text: str, refused: bool) -> None:
    (line, *_others) = read(text).lines
    assert (line.problem is not None) is refused, line
    if refused:
        assert "have weights in common, so a parcel has two prices. Let each weight begin" in str(line.problem)
        assert not read(text).ready


def test_a_weight_that_is_none_refuses_its_province() -> None:
    found = read("省份\t重量\t价格\n浙江\t1kg\t3\n浙江\t很重\t9\n江苏\t1kg\t3")
    assert [(line.row, line.place) for line in found.lines if line.problem] == [(3, "浙江")]
    assert "“很重” under “重量” is no weight" in str(found.lines[0].problem)
    assert [rate.province for rate in found.ready] == ["江苏"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "浙江\t3\t4", "省份\t价格\n浙江\t3", "a\tb\nc\td"])
def test_what_is_no_price_list_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError):
        read(text)


def test_a_line_of_the_same_courier_province_and_day_is_changed_and_no_other() -> None:
    kept = CourierRate(
        id=7, store_id=1, courier="A", province="浙江省", first_fen=300, next_fen=100, valid_from=DAY, version=4
    )
    others = (
        replace(kept, id=8, courier="B"), replace(kept, id=9, valid_from=date(2026, 2, 1)),
        replace(kept, id=10, province=""),
    )  # fmt: skip
    found = read("省份\t1kg\t续重\n浙江\t3.5\t1\n江苏\t3\t1", (kept, *others))
    assert found.ready == (
        replace(kept, first_fen=350),
        CourierRate(store_id=1, courier="A", province="江苏", first_fen=300, next_fen=100, valid_from=DAY),
    )
    assert read("省份\t1kg\t续重\n浙江\t3\t1", (kept, *others)).ready == (), "read once more it changes nothing"


@given(st.text(alphabet="省份重量价格首续kg公斤克浙江苏新疆其他不送0123456789.-\t\n ", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except UserError:
        return
    for line in found.lines:
        assert (line.rate is None) == (line.problem is not None)
        assert line.rate is None or line.rate.unserved == (line.rate.first_fen is None)
        assert line.rate is None or line.rate.first_fen != 0
