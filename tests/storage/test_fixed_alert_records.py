"""An alert with a fixed bar says since when it stands and how often it was right, as a learned one does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.kpi.alert_marks import MarkKind, Record, explained_days
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.learned import RECORD_DAYS
from shopdesk.domain.kpi.stock_alert import MOST_TOLD
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.import_files import write_csv
from tests.kpi_data import add_channel_days, add_orders, add_product_days, add_store_days, order
from tests.statement_files import Form, Line, balanced, write_statement

SUNDAY = date(2026, 3, 15)


@pytest.fixture
def store_id(store: Store) -> int:
    """The store's id."""
    assert store.id is not None
    return store.id


def ago(days: int) -> date:
    return SUNDAY - timedelta(days=days)


def found(app: App, store_id: int, code: str) -> Alert:
    """The alert of that code, which stands with its record."""
    (one,) = [one for one in app.services.alerts.now(store_id) if one.code == code]
    assert one.record is not None and one.record.days == RECORD_DAYS
    return one


def test_a_low_rating_that_recovered_once_rang_twice(app: App, store_id: int) -> None:
    def score(age: int) -> str | None:
        if 40 <= age < 43:
            return None
        return "4.5" if age < 10 or 30 <= age < 50 else "4.8"

    rows = [{"day": ago(age), "dsr_service": score(age), "visitors": 100} for age in range(120)]
    add_store_days(app.services.ctx, store_id, rows)
    alert = found(app, store_id, "dsr_service_low")
    assert alert.since == ago(9)
    assert alert.record == Record(days=RECORD_DAYS, rang=2), "days without a rating end nothing"
    assert alert.can_be_explained, "a campaign may have been too much for the warehouse"


def test_ads_below_the_bar_count_as_right_once_a_problem_was_made_of_them(
    app: App, store_id: int, clock: FixedClock
) -> None:
    def rows(now: date, days: int) -> list[dict[str, object]]:
        made: list[dict[str, object]] = []
        for back in range(days):
            day = now - timedelta(days=back)
            low = day >= ago(6) and day <= SUNDAY
            made.append({"day": day, "channel": "search_ads", "spend_fen": 5000, "sales_fen": 100 if low else 20000})
        return made

    add_channel_days(app.services.ctx, store_id, rows(SUNDAY, 100))
    alert = found(app, store_id, "roi_low")
    assert alert.since is not None and alert.record == Record(days=RECORD_DAYS, rang=1)
    assert alert.can_be_explained
    # Made some days after the newest figures: by then its ads may be as they should again.
    clock.set(datetime(2026, 3, 20, 9))
    app.services.alerts.make_problem(store_id, alert, "Ads", "")
    assert not [one for one in app.services.alerts.now(store_id) if one.code == "roi_low"]

    later = date(2026, 4, 20)
    add_channel_days(app.services.ctx, store_id, rows(later, (later - SUNDAY).days))
    again = [
        {"day": later + timedelta(days=ahead), "channel": "search_ads", "spend_fen": 5000, "sales_fen": 100}
        for ahead in range(1, 8)
    ]
    add_channel_days(app.services.ctx, store_id, again)
    clock.set(datetime(2026, 4, 28, 9))
    assert found(app, store_id, "roi_low").record == Record(days=RECORD_DAYS, rang=2, right=1)


def test_what_a_campaign_explains_is_silent_and_counted(app: App, store_id: int, clock: FixedClock) -> None:
    rows = [
        {"day": ago(age), "channel": "search_ads", "spend_fen": 5000, "sales_fen": 100 if age < 7 else 20000}
        for age in range(100)
    ]
    add_channel_days(app.services.ctx, store_id, rows)
    alert = found(app, store_id, "roi_low")
    app.services.alerts.mark(store_id, alert, MarkKind.CAMPAIGN)
    clock.set(datetime(2026, 3, 18, 9))
    assert not [one for one in app.services.alerts.now(store_id) if one.code == "roi_low"], "for as long as it stands"
    app.services.history.undo()
    assert found(app, store_id, "roi_low").record == Record(days=RECORD_DAYS, rang=1)


def test_missed_targets_and_a_month_that_ends_below_its_own_have_a_record(app: App, store_id: int) -> None:
    days = (SUNDAY - date(2026, 2, 1)).days
    add_store_days(
        app.services.ctx,
        store_id,
        [
            # February: made but for three days; March: never.
            {"day": ago(age), "paid_fen": 1_000 + age % 2 if age < 15 or 20 <= age < 23 else 900_000}
            for age in range(days + 1)
        ],
    )
    app.services.targets.set_month(store_id, date(2026, 2, 1), 28 * 100_000)
    app.services.targets.set_month(store_id, date(2026, 3, 1), 31 * 100_000)
    missed = found(app, store_id, "target_missed")
    assert (missed.since, missed.record) == (date(2026, 3, 3), Record(days=RECORD_DAYS, rang=2))
    pace = found(app, store_id, "target_pace")
    assert pace.record == Record(days=RECORD_DAYS, rang=1)
    assert pace.since is not None and pace.since >= date(2026, 3, 2)


def test_orders_that_wait_are_counted_by_when_each_left(app: App, store_id: int, clock: FixedClock) -> None:
    clock.set(datetime(2026, 3, 16, 9))

    def paid(number: str, age: int, hour: int, left: datetime | None) -> dict[str, object]:
        made = order(number, ago(age), 100, paid=ago(age))
        made["paid_at"], made["shipped_at"] = datetime.combine(ago(age), datetime.min.time()).replace(hour=hour), left
        made["status"] = "卖家已发货，等待买家确认" if left else "买家已付款，等待卖家发货"
        return made

    noon = datetime(2026, 3, 1, 12)
    add_orders(
        app.services.ctx,
        store_id,
        [
            paid("1", 3, 9, None),
            # Paid on March 1 at 13:00 and 11:00, both shipped the next noon: only the second was late.
            paid("2", 14, 13, noon + timedelta(days=1)),
            paid("3", 40, 11, datetime.combine(ago(39), noon.time())),
            paid("4", 60, 9, datetime.combine(ago(60), noon.time())),
        ],
    )
    alert = found(app, store_id, "unshipped")
    assert (alert.since, alert.record) == (ago(2), Record(days=RECORD_DAYS, rang=2))
    app.services.alerts.mark(store_id, alert, MarkKind.SEEN)
    assert not [one for one in app.services.alerts.now(store_id) if one.code == "unshipped"]
    clock.set(datetime(2026, 3, 17, 9))
    assert found(app, store_id, "unshipped"), "others may wait tomorrow"


def test_missing_figures_are_judged_by_when_each_file_came(
    app: App, store: Store, store_id: int, clock: FixedClock, tmp_path: Path
) -> None:
    heading = ["日期", "访客数", "浏览量"]
    for number, (today, first, last) in enumerate(
        [
            (date(2026, 3, 2), date(2026, 2, 1), date(2026, 3, 1)),
            (date(2026, 3, 9), date(2026, 3, 2), date(2026, 3, 8)),
        ]
    ):
        clock.set(datetime.combine(today, datetime.min.time()).replace(hour=8))
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        rows = [[f"{day}", "100", "300"] for day in days]
        app.services.imports.run_file(write_csv(tmp_path / f"店铺{number}.csv", [heading, *rows]), store)
    clock.set(datetime(2026, 3, 12, 9))
    alert = found(app, store_id, "stale")
    assert (alert.since, alert.record) == (date(2026, 3, 11), Record(days=RECORD_DAYS, rang=2))


def test_an_ads_account_is_judged_by_its_days(app: App, store: Store, store_id: int, tmp_path: Path) -> None:
    lines = balanced(
        [
            Line("1", datetime(2026, 2, 1, 9), 500_000, "", "交易付款", ""),
            Line("2", datetime(2026, 2, 1, 10), -60_000, "", "其它", "直通车自动充值"),
            Line("3", datetime(2026, 2, 16, 10), -130_000, "", "其它", "直通车自动充值"),
            Line("4", datetime(2026, 3, 16, 9), 100, "", "交易付款", ""),
        ]
    )
    app.services.imports.run_file(write_statement(tmp_path / "alipay.csv", lines, Form()), store)
    spent = [
        {"day": date(2026, 2, 4) + timedelta(days=number), "channel": "search_ads", "spend_fen": 4_500}
        for number in range((SUNDAY - date(2026, 2, 4)).days + 1)
    ]
    add_channel_days(app.services.ctx, store_id, spent)
    alert = found(app, store_id, "ads_account_low")
    # At 45 yuan a day: 600 are almost gone on February 14, two days before the next top-up, and that one on March 15.
    assert (alert.since, alert.record) == (SUNDAY, Record(days=RECORD_DAYS, rang=2))


def stock_of(app: App, store_id: int) -> dict[str, Alert]:
    """By product the alerts of a stock that runs out."""
    return {one.subject: one for one in app.services.alerts.now(store_id) if one.code == "stock_low"}


def test_each_product_that_runs_out_has_a_record_and_marks_of_its_own(app: App, store_id: int) -> None:
    """Cup ran out once before, Pot never; a third sells, and no report states its stock."""
    rows = []
    for age in range(120):
        rows += [
            {"day": ago(age), "product_id": "7", "title": "Cup", "paid_pieces": 5,
             "stock_pieces": 20 if age < 3 or 50 <= age < 60 else 900},
            {"day": ago(age), "product_id": "8", "title": "Pot", "paid_pieces": 5,
             "stock_pieces": 30 if age < 2 else 400},
            {"day": ago(age), "product_id": "9", "title": "Tea", "paid_pieces": 5},
        ]  # fmt: skip
    add_product_days(app.services.ctx, store_id, rows)
    alerts, found = app.services.alerts, stock_of(app, store_id)
    assert {product: (one.since, one.record and one.record.rang) for product, one in found.items()} == {
        "7": (ago(2), 2), "8": (ago(1), 1),
    }  # fmt: skip
    alerts.mark(store_id, found["7"], MarkKind.SEEN)
    assert list(stock_of(app, store_id)) == ["8"], "what is said of one product is not said of another"
    app.services.history.undo()
    alerts.mark(store_id, found["8"], MarkKind.CAMPAIGN)
    assert list(stock_of(app, store_id)) == ["7"]
    assert not explained_days(alerts.marks(store_id)), "a stock is not held against what is usual"
    app.services.history.undo()
    alerts.make_problem(store_id, found["7"], "Order cups", "")
    assert list(stock_of(app, store_id)) == ["8"]
    assert len(app.services.problems.open(store_id)) == 1


def test_a_product_that_was_seen_makes_room_for_the_next(app: App, store_id: int) -> None:
    rows = [
        {"day": ago(age), "product_id": f"p{number:02}", "title": f"T{number}", "paid_pieces": 1,
         "stock_pieces": number + 1}
        for age in range(20)
        for number in range(MOST_TOLD + 2)
    ]  # fmt: skip
    add_product_days(app.services.ctx, store_id, rows)
    found = stock_of(app, store_id)
    assert list(found) == [f"p{number:02}" for number in range(MOST_TOLD)]
    assert str(found[f"p{MOST_TOLD - 1:02}"].text).endswith("So it is with 2 more.")
    app.services.alerts.mark(store_id, found["p00"], MarkKind.SEEN)
    again = stock_of(app, store_id)
    assert list(again) == [f"p{number:02}" for number in range(1, MOST_TOLD + 1)]
    assert str(again[f"p{MOST_TOLD:02}"].text).endswith("So it is with 1 more.")
    assert all(one.record is not None and one.since is not None for one in again.values())


def test_a_product_that_search_forgets_has_a_record_and_makes_room_for_the_next(app: App, store_id: int) -> None:
    """Lamp lost most, and once before; Rug lost less."""
    rows = []
    for age in range(RECORD_DAYS + 63):
        lamp = 200 if age < 7 or 100 <= age < 107 else 1000
        rows += [
            {"day": ago(age), "product_id": "1", "title": "Lamp", "page_views": 9, "search_visitors": lamp},
            {"day": ago(age), "product_id": "2", "title": "Rug", "page_views": 9,
             "search_visitors": 50 if age < 7 else 100},
        ]  # fmt: skip
    add_product_days(app.services.ctx, store_id, rows)
    alert = found(app, store_id, "search_low")
    assert (alert.subject, str(alert.text).endswith("So it is with 1 more.")) == ("1", True)
    assert alert.record == Record(days=RECORD_DAYS, rang=2) and alert.since is not None
    app.services.alerts.mark(store_id, alert, MarkKind.SEEN)
    other = found(app, store_id, "search_low")
    assert (other.subject, other.record) == ("2", Record(days=RECORD_DAYS, rang=1))
    app.services.alerts.mark(store_id, other, MarkKind.PROBLEM)
    assert "search_low" not in {one.code for one in app.services.alerts.now(store_id)}


def test_what_a_campaign_explains_of_a_search_leaves_what_is_usual(app: App, store_id: int) -> None:
    rows = [
        {
            "day": ago(age),
            "product_id": "1",
            "title": "Lamp",
            "page_views": 9,
            "search_visitors": 50 if age < 7 else 100,
        }
        for age in range(100)
    ]
    add_product_days(app.services.ctx, store_id, rows)
    alert = found(app, store_id, "search_low")
    app.services.alerts.mark(store_id, alert, MarkKind.CAMPAIGN)
    assert explained_days(app.services.alerts.marks(store_id)) == set(alert.period.days())
    assert "search_low" not in {one.code for one in app.services.alerts.now(store_id)}
