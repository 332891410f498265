"""Stores: names are needed and unique, types fit the platform, a script's first import makes the first store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.__main__ import main
from shopdesk.bootstrap import App
from shopdesk.domain.daily.reminders import ReminderKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.stores import Platform, Store, StoreType, is_open
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.reminders import collect


def test_a_name_is_needed_and_taken_only_once(app: App, store: Store) -> None:
    with pytest.raises(UserError, match="Give the store a name"):
        app.services.stores.create("   ")
    with pytest.raises(UserError, match="already a store named"):
        app.services.stores.create(f" {store.name} ")
    assert app.services.stores.update(replace(store, platform=Platform.TMALL)) == store


def test_a_type_that_the_platform_does_not_have_is_refused(app: App) -> None:
    with pytest.raises(UserError, match="Taobao has no store of the type"):
        app.services.stores.create("店", Platform.TAOBAO, StoreType.FLAGSHIP)


def test_the_store_meant_is_found_or_asked_for(app: App, store: Store) -> None:
    stores = app.services.stores
    assert stores.named(None) == store
    second = stores.create("二店")
    with pytest.raises(NotFound, match="several stores"):
        stores.named(None)
    with pytest.raises(NotFound, match="no store named “三店”"):
        stores.named("三店")
    assert stores.named("二店") == second


def test_a_first_import_into_a_new_folder_makes_the_first_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(
        "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
        "1,178.8,178.8,上海,2020/2/20 23:59,2020/2/21 0:00,0\n",
        encoding="utf-8",
    )
    folder = ["--data-dir", str(tmp_path / "data"), "--lang", "en"]
    assert main([*folder, "import", str(file), "--store", "灯具店"]) == 0
    assert main([*folder, "import", str(file), "--store", "别的店"]) == 1
    assert "There are: 灯具店" in capsys.readouterr().err


def test_a_setting_of_one_store_is_not_anothers(app: App, store: Store) -> None:
    other = app.services.stores.create("二店")
    app.services.stores.set_setting(store.id or 0, "key", "a")
    app.services.stores.set_setting(store.id or 0, "key", "b")
    assert app.services.stores.setting(store.id or 0, "key") == "b"
    assert app.services.stores.setting(other.id or 0, "key") is None


def test_an_archived_store_is_out_of_sight_with_its_data_and_comes_back(app: App, store: Store) -> None:
    stores = app.services.stores
    with pytest.raises(UserError, match="only store"):
        stores.archive(store.id or 0)
    second = stores.open("二店")
    stores.archive(second.id or 0)
    assert stores.all() == [store]
    assert [old.name for old in stores.archived()] == ["二店"]
    with pytest.raises(UserError, match="archived store is named “二店”"):
        stores.create("二店")
    app.services.history.undo()
    assert [one.name for one in stores.all()] == [store.name, "二店"]
    stores.archive(second.id or 0)
    stores.bring_back(second.id or 0)
    assert app.services.setup.progress(second.id or 0).needed > 30
    assert stores.archived() == []


def test_undo_never_takes_a_store_away_with_what_was_imported_since(app: App, store: Store) -> None:
    stores, history = app.services.stores, app.services.history
    second = stores.create("二店")
    stores.update(replace(second, name="三店"))
    assert history.undo() is not None
    assert history.undo() is None or stores.get(second.id or 0).name == "二店"
    assert "二店" in [one.name for one in stores.all()]


def test_a_store_opened_by_a_script_is_as_complete_as_one_from_the_window(app: App) -> None:
    with app.services.stores.to_take_in("新店") as made:
        assert app.services.stores.all() == []
    assert [one.name for one in app.services.stores.all()] == ["新店"]
    assert app.services.setup.progress(made.id or 0).needed > 30
    assert app.services.people.roles(made.id or 0)


def test_a_trial_import_into_a_new_folder_makes_no_store(
    tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    report = shared_data / "real" / "taobao_orders_2018.xls"
    assert main(["--data-dir", str(folder), "--lang", "en", "import", "--dry-run", str(report)]) == 0
    assert "1783 would be new" in capsys.readouterr().out
    assert main(["--data-dir", str(folder), "--lang", "en", "kpi", "--from", "2018-01-01", "--to", "2018-01-02",
                 "--by", "day"]) == 1  # fmt: skip
    assert "no store yet" in capsys.readouterr().err


# --- open or not ------------------------------------------------------------------------------------------------------


def test_a_store_that_has_not_opened_is_reminded_of_no_daily_work(app: App, clock: FixedClock) -> None:
    services, today = app.services, clock.today()
    store = services.stores.open("新店")
    store_id = store.id or 0
    clock.set(datetime.combine(today, time(18)))
    assert collect(services, today) == []
    unopened = services.stores.unopened(store_id, today)
    assert unopened is not None
    assert "with the first figures" in str(unopened.sentence)
    services.setup.set_opening(store_id, today + timedelta(days=30))
    unopened = services.stores.unopened(store_id, today)
    assert unopened is not None
    assert "2026-04-15" in str(unopened.sentence)
    assert services.alerts.now(store_id) == []
    assert services.stores.open_already(store_id).opened_on == today
    assert services.stores.unopened(store_id, today) is None
    assert {one.kind for one in collect(services, today)} == {ReminderKind.ITEM}


def test_a_store_with_figures_or_filled_forms_is_open_whatever_its_day_says(app: App, clock: FixedClock) -> None:
    services, today = app.services, clock.today()
    for store in (services.stores.open("甲店"), services.stores.open("乙店")):
        services.stores.update(replace(store, opened_on=today + timedelta(days=9)))
        assert services.stores.unopened(store.id or 0, today) is not None
    with_forms, with_figures = services.stores.all()
    sheet = services.daily.sheet(with_forms.id or 0, today)
    services.daily.answer(sheet, "pages.notices", Result.PASS)
    orders = app.paths.data.parent / "orders.csv"
    orders.write_text("订单编号,总金额,订单创建时间\n1,178.8,2026/3/14 23:59\n", encoding="utf-8")
    services.imports.run([orders], with_figures)
    for store in (with_forms, with_figures):
        assert services.stores.unopened(store.id or 0, today) is None


@given(st.dates(), st.none() | st.dates(), st.booleans())
def test_open_is_one_rule(day: date, opened: date | None, at_work: bool) -> None:
    store = Store(name="店", opened_on=opened)
    assert is_open(store, day, at_work=at_work) == (at_work or (opened is not None and opened <= day))
