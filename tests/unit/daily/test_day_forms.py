"""Which forms a day asks for."""

from __future__ import annotations

import pytest

from shopdesk.domain.daily.checklist import (
    Area,
    Checklist,
    Form,
    FormUse,
    Item,
    form_from_plain,
    form_to_plain,
    merge_shipped,
)
from shopdesk.domain.daily.day_forms import forms_due, use_of
from shopdesk.domain.daily.editing import shipped_news, used_on

NORMAL, CAMPAIGN, CLOSING = 1, 2, 3
EVERY, TOO, INSTEAD, CHOICE = (
    FormUse.EVERY_DAY,
    FormUse.CAMPAIGN_DAYS,
    FormUse.CAMPAIGN_INSTEAD,
    FormUse.BY_CHOICE,
)


@pytest.mark.parametrize(
    ("campaign_use", "closing_use", "begun", "campaign", "due"),
    [
        (TOO, CHOICE, [], False, [NORMAL]),
        (TOO, CHOICE, [], True, [NORMAL, CAMPAIGN]),
        (TOO, EVERY, [], False, [NORMAL, CLOSING]),
        (INSTEAD, EVERY, [], True, [CAMPAIGN, CLOSING]),
        (INSTEAD, EVERY, [], False, [NORMAL, CLOSING]),
        (INSTEAD, CHOICE, [NORMAL], True, [NORMAL, CAMPAIGN]),
        (CHOICE, CHOICE, [CLOSING], False, [CLOSING]),
        (CHOICE, CHOICE, [CLOSING, NORMAL], False, [NORMAL, CLOSING]),
        (TOO, EVERY, [CLOSING], False, [NORMAL, CLOSING]),
        (TOO, CHOICE, [CAMPAIGN], True, [NORMAL, CAMPAIGN]),
    ],
)
def test_the_forms_of_a_day(
    campaign_use: FormUse, closing_use: FormUse, begun: list[int], campaign: bool, due: list[int]
) -> None:
    uses = {NORMAL: EVERY, CAMPAIGN: campaign_use, CLOSING: closing_use}
    assert forms_due(uses, NORMAL, begun, campaign=campaign) == due


def test_what_was_begun_counts_even_when_it_was_put_away() -> None:
    assert forms_due({NORMAL: EVERY}, NORMAL, [9, NORMAL], campaign=False) == [NORMAL, 9]


def test_the_normal_form_is_asked_every_day_whatever_it_says() -> None:
    normal = Checklist(store_id=1, code="normal", name_zh="每日运营", name_en="Normal day")
    assert use_of(normal, CHOICE) is EVERY


FORM = Form(areas=(Area(code="a", zh="页", en="A"),), items=(Item(code="a.1", area="a", zh="一", en="One"),))


@pytest.mark.parametrize("use", list(FormUse))
def test_the_use_is_kept_with_the_form(use: FormUse) -> None:
    assert form_from_plain(form_to_plain(used_on(FORM, use))).use is use


def test_a_form_kept_before_there_was_a_use_is_asked_when_chosen() -> None:
    plain = form_to_plain(FORM)
    assert "use" not in plain
    assert form_from_plain(plain).use is CHOICE


def test_a_shipped_use_is_news_unless_the_store_chose_its_own() -> None:
    shipped = used_on(FORM, TOO)
    assert merge_shipped(FORM, FORM, shipped).use is TOO
    assert shipped_news(FORM, FORM, shipped).use
    own = used_on(FORM, EVERY)
    assert merge_shipped(own, FORM, shipped).use is EVERY
    assert not shipped_news(own, FORM, shipped).use
