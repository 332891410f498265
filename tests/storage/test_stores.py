"""Stores: names are needed and unique, types fit the platform, a script's first import makes the first store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopdesk.__main__ import main
from shopdesk.bootstrap import App
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.stores import Platform, Store, StoreType


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
