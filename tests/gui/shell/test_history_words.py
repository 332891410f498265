"""The history speaks as the pages do: no table names, no field names, no amounts in fen."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.nouns import noun_name
from shopdesk.domain.stores import Store
from shopdesk.gui.dialogs.history import describe
from shopdesk.gui.dialogs.record_words import field_name
from shopdesk.infra.i18n import set_language
from shopdesk.storage.columns import metadata
from shopdesk.storage.tables import everything  # noqa: F401

DAY = date(2026, 3, 16)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_change_is_told_in_words(app: App, store: Store, language: str) -> None:
    set_language(language)
    store_id = store.id or 0
    app.services.people.hire(store_id, "张三", "service", DAY, base_fen=350_000)
    campaign = app.services.campaigns.create(
        Campaign(store_id=store_id, name="春季上新", start=DAY, end=DAY, budget_fen=120_050)
    )
    app.services.campaigns.move(campaign.id or 0, date(2026, 3, 20))
    codes = {"role_code": app.services.people.catalogue.role_names(store_id),
             "department_code": app.services.people.catalogue.department_names(store_id)}  # fmt: skip
    told = "\n".join(
        line for found in app.services.history.latest(3) for change in found.changes for line in describe(change, codes)
    )
    assert "3,500.00" in told
    assert "1,200.50" in told
    assert "2026-03-16 → 2026-03-20" in told
    assert not re.search(r"_fen|_id\b|store_id|people #|campaigns", told)
    if language == "zh_CN":
        assert "类型: 入职" in told
        assert "岗位: 售前客服" in told
        assert "活动 “春季上新”" in told
        assert not re.search(r"^  [A-Za-z_]+:", told, re.MULTILINE)


def test_a_day_of_the_roster_is_told_with_the_person_and_the_shift(app: App, store: Store) -> None:
    set_language("zh_CN")
    store_id = store.id or 0
    person = app.services.people.hire(store_id, "张三", "service", DAY)
    codes = {"duty": app.services.roster.shifts.names(store_id), "person_id": {person.id: person.label}}
    for duty, word in (("early", "早班"), ("sick", "病假")):
        app.services.roster.set(store_id, [(person.id or 0, DAY)], duty)
        codes["duty"] = app.services.roster.shifts.names(store_id)
        (change,) = app.services.history.latest(1)[0].changes
        told = "\n".join(describe(change, codes))
        assert "排班日 “2026-03-16”" in told
        assert word in told
    assert "班次: 早班 → 病假" in told
    (first,) = app.services.history.latest(2)[1].changes
    assert "人员: 张三" in "\n".join(describe(first, codes))


def test_every_table_that_is_edited_one_by_one_has_a_name() -> None:
    in_bulk = {"orders", "order_items", "order_days", "store_days", "product_days", "channel_days", "service_days",
               "keyword_days",
               "imports", "import_rows", "changes", "change_sets", "pay_runs", "pay_slips", "pay_lines",
               "pay_guard", "kept_answers", "file_contents", "order_hours", "handbook_uses",
               "statement_lines", "statement_spans", "statement_days", "statement_gaps", "order_money"}  # fmt: skip
    assert not [table for table in set(metadata.tables) - in_bulk if noun_name(table) is None]


def test_keys_say_nothing_to_a_reader() -> None:
    assert field_name("people", "store_id") is None
    assert field_name("people", "id") is None
    assert field_name("departments", "code") is None
    assert field_name("people", "base_fen") == "Base pay"
