"""Title tests: whole days only, as many on each side, means by pandas, doubts in words, nothing said of causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.domain.title_tests import LONGEST_SPAN, TitleTest, compare, spans
from tests.kpi_data import add_product_days

TODAY = date(2026, 3, 16)


def made(store_id: int = 1, back: int = 14, **more: object) -> TitleTest:
    start = TODAY - timedelta(days=back)
    test = TitleTest(store_id=store_id, product_id="77", old_title="Old", new_title="New", start=start)
    return replace(test, **more)  # type: ignore[arg-type]


def test_pandas_says_the_same(app: App, store: Store) -> None:
    rnd, store_id = Random(3), store.id or 0
    rows = [
        {
            "product_id": code,
            "day": TODAY - timedelta(days=back),
            "visitors": rnd.choice([None, rnd.randint(0, 90)]),
            "buyers": rnd.choice([None, rnd.randint(0, 9)]),
            "page_views": rnd.randint(0, 300),
            "paid_pieces": rnd.randint(0, 9),
            "paid_fen": rnd.randint(0, 99_999),
        }
        for code in ("77", "78")
        for back in range(40)
        if rnd.random() < 0.9
    ]
    add_product_days(app.services.ctx, store_id, rows)
    test = app.services.title_tests.keep(made(store_id))
    view = app.services.title_tests.view(test.id or 0)
    frame = pd.DataFrame([row for row in rows if row["product_id"] == "77"])
    sides = {"before": view.comparison.before, "after": view.comparison.after}
    for name, side in sides.items():
        assert side is not None
        first = TODAY - timedelta(days=14 if name == "after" else 28)
        within = frame[(frame["day"] >= first) & (frame["day"] < first + timedelta(days=14))]
        assert (side.period.start, side.period.length, side.days) == (first, 14, len(within))
        means = {"visitors": side.visitors, "page_views": side.page_views, "paid_pieces": side.pieces,
                 "paid_fen": side.paid_fen}  # fmt: skip
        for column, mean in means.items():
            known = within[column].dropna()
            assert mean == (Decimal(int(known.sum())) / len(known)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        both = within.dropna(subset=["visitors", "buyers"])
        rate = Decimal(int(both["buyers"].sum())) / int(both["visitors"].sum())
        assert side.conversion == rate.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    assert TODAY not in [one.day for one in view.days], "today is not over"


@given(st.integers(-3, 80), st.integers(0, 80) | st.none())
def test_both_sides_have_as_many_whole_days(back: int, length: int | None) -> None:
    test = made(back=back)
    if length is not None:
        test = replace(test, until=test.start + timedelta(days=length))
    found = spans(test, TODAY)
    if found is None:
        assert test.start >= TODAY
        return
    before, after = found
    assert before.length == after.length <= LONGEST_SPAN
    assert before.end + timedelta(days=1) == after.start == test.start
    assert after.end < TODAY and (test.until is None or after.end <= test.until)


def test_what_little_can_be_read_from_is_said(app: App, store: Store) -> None:
    tests, store_id = app.services.title_tests, store.id or 0
    ahead = tests.keep(made(store_id, -1))
    assert [str(one) for one in tests.view(ahead.id or 0).comparison.doubts] == [
        "No whole day with the new title is over yet."
    ]
    add_product_days(
        app.services.ctx,
        store_id,
        [{"product_id": "77", "day": TODAY - timedelta(days=back), "visitors": 9, "buyers": 1} for back in range(1, 5)],
    )
    campaign = Campaign(store_id=store_id, name="Sale", kind=CampaignKind.DISCOUNT, start=TODAY - timedelta(days=3),
                        end=TODAY, state=CampaignState.RUNNING)  # fmt: skip
    app.services.campaigns.create(campaign)
    test = tests.keep(made(store_id, 2))
    said = [str(one) for one in tests.view(test.id or 0).comparison.doubts]
    assert said == [
        "Too few days before: 2 of 2.",
        "Too few days after: 2 of 2.",
        "Too few buyers before: 2.",
        "Too few buyers after: 2.",
        "Campaigns lie in these days: Sale.",
    ]


def test_a_test_that_tests_nothing_is_refused(app: App, store: Store) -> None:
    tests, store_id = app.services.title_tests, store.id or 0
    for wrong, words in (
        (made(store_id, new_title=" Old "), "Both titles are the same"),
        (made(store_id, until=date(2026, 1, 1)), "before the test begins"),
        (made(store_id, product_id=""), "is empty"),
        (made(store_id, new_title="长" * 121), "121 characters, 120 fit"),
        (made(store_id, start=date(1900, 1, 1)), "1990-01-01 or later"),
    ):
        with pytest.raises(UserError, match=words):
            tests.keep(wrong)
    kept = tests.keep(made(store_id))
    with pytest.raises(UserError, match="of that day already"):
        tests.keep(made(store_id))
    tests.remove(kept)
    app.services.history.undo()
    assert len(tests.of_store(store_id)) == 1


def test_nothing_known_is_no_figure() -> None:
    found = compare(made(), (), (), TODAY)
    assert found.after is not None
    assert (found.after.visitors, found.after.conversion, found.after.buyers, found.after.days) == (None, None, None, 0)
