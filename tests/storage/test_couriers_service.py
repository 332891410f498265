"""Couriers are compared without a change to any parcel, chosen from a day on, renamed and removed, each as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.courier_list import read_price_list
from shopdesk.domain.ledger.couriers import ALWAYS, CourierRate
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
ROWS = (("01", "浙江省", "03-02"), ("02", "浙江省", "03-12"), ("03", "新疆维吾尔自治区", "03-12"), ("04", "", "03-12"))
HEADING = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额,收货地址\n"


@pytest.fixture
def mine(app: App, store: Store, tmp_path: Path) -> int:
    """A store with four orders in March, whose one courier takes 3.00, to 新疆 9.00, and 4.00 to all others."""
    lines = [
        f"23000000000000000{number},30,30,2026-{day} 10:00,2026-{day} 10:01,0,{place}" for number, place, day in ROWS
    ]
    file = tmp_path / "orders.csv"
    file.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")
    app.services.imports.run_file(file, store)
    for province, fen in (("浙江", 300), ("新疆", 900), ("", 400)):
        app.services.costs.keep(
            CourierRate(store_id=store.id or 0, courier="甲", province=province, first_fen=fen, valid_from=ALWAYS)
        )
    return store.id or 0


def freight(app: App, store_id: int) -> int | None:
    """What March's parcels cost, in fen; ``None`` where that of one is not known."""
    found = app.services.profit.table(store_id, MARCH.start, MARCH.end, Split.MONTH)
    return found.total[Part.FREIGHT]


def take(app: App, store_id: int, courier: str, text: str, since: date = ALWAYS) -> int:
    """Keep a pasted list."""
    kept = app.services.couriers.board(store_id).rates
    found = read_price_list(text, store_id=store_id, courier=courier, valid_from=since, existing=kept)
    return app.services.couriers.take(found.ready)


def test_a_second_courier_changes_no_parcel_until_it_is_chosen_and_then_only_from_its_day(app: App, mine: int) -> None:
    assert freight(app, mine) == 300 + 300 + 900 + 400
    assert take(app, mine, "乙", "省份\t1kg\t续重\n浙江\t2\t1\n新疆\t不送\t不送\n其他\t1\t1") == 3
    board = app.services.couriers.board(mine)
    assert board.book.couriers == ("甲", "乙") and board.book.chosen("浙江", board.today) == "甲"
    assert freight(app, mine) == 1900, "prices that are compared are not paid"
    assert board.book.cheapest("浙江省", 800, date(2026, 3, 5)).couriers == ("乙",)

    app.services.couriers.choose(mine, ["浙江"], "乙", date(2026, 3, 10))
    assert freight(app, mine) == 300 + 200 + 900 + 400, "by hand: only the parcel of 12 March goes with the other one"
    app.services.couriers.choose(mine, ["新疆"], "乙", date(2026, 3, 10))
    assert freight(app, mine) is None, "it does not go there: the freight is not known, and not 0"
    hole = [place for place, _count in app.services.costs.board(mine).unpriced]
    app.services.couriers.as_all_others(mine, ["新疆", "浙江"])
    assert freight(app, mine) == 1900 and hole in ([], ["新疆维吾尔自治区"])


def test_choosing_again_for_the_same_day_changes_the_choice_and_undo_takes_it_back(app: App, mine: int) -> None:
    take(app, mine, "乙", "省份\t1kg\n其他\t1")
    service, day = app.services.couriers, date(2026, 3, 10)
    service.choose(mine, ["浙江", ""], "乙", day)
    service.choose(mine, ["浙江省", ""], "甲", day)
    book = service.board(mine).book
    assert [book.chosen(place, day) for place in ("浙江", "广东")] == ["甲", "甲"]
    app.services.history.undo()
    book = service.board(mine).book
    assert [book.chosen(place, day) for place in ("浙江", "广东")] == ["乙", "乙"]
    with pytest.raises(UserError, match="has no prices yet"):
        service.choose(mine, [""], "丙", day)


def test_a_courier_is_renamed_with_its_choices_and_removed_with_them(app: App, mine: int) -> None:
    take(app, mine, "乙", "省份\t1kg\n其他\t1")
    service = app.services.couriers
    service.choose(mine, ["浙江"], "乙", ALWAYS)
    before = freight(app, mine)
    with pytest.raises(UserError, match="There is a courier"):
        service.rename(mine, "乙", "甲")
    service.rename(mine, "乙", "  乙快运 ")
    assert freight(app, mine) == before and service.board(mine).book.couriers == ("甲", "乙快运")
    assert service.remove(mine, "乙快运") == 1
    assert freight(app, mine) == 1900 and {one.courier for one in service.board(mine).choices} == {"甲"}
    app.services.history.undo()
    assert freight(app, mine) == before


def test_a_list_is_kept_as_one_step_or_not_at_all(app: App, mine: int) -> None:
    service = app.services.couriers
    good = CourierRate(store_id=mine, courier="乙", province="浙江", first_fen=1)
    with pytest.raises(UserError):
        service.take([good, replace(good, province="江苏", first_fen=None)])
    assert service.board(mine).book.couriers == ("甲",)
    take(app, mine, "乙", "省份\t1kg\n浙江\t1\n江苏\t2")
    app.services.history.undo()
    assert service.board(mine).book.couriers == ("甲",) and service.board(mine).choices == ()


def test_a_workbook_that_names_no_courier_means_the_one_that_is_there(app: App, mine: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["省份", "首重价格"], ["浙江", 3.5], ["广东", 5]):
        book.active.append(row)
    book.save(tmp_path / "rates.xlsx")
    costs = app.services.costs
    read = costs.read_file(mine, tmp_path / "rates.xlsx")
    assert (read.new, read.updated) == (1, 1)
    costs.take(read)
    assert app.services.couriers.board(mine).book.couriers == ("甲",)
    assert freight(app, mine) == 350 + 350 + 900 + 400


def test_what_the_page_shows_are_the_provinces_that_matter(app: App, mine: int) -> None:
    board = app.services.couriers.board(mine)
    assert board.places == ("", "浙江", "新疆")
    assert (board.orders_to("浙江"), board.orders_to(""), board.orders_to("新疆")) == (2, 1, 1)
    take(app, mine, "乙", "省份\t1kg\n内蒙古自治区\t8")
    assert app.services.couriers.board(mine).places == ("", "浙江", "内蒙古", "新疆")
