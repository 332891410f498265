"""A review's figures from imported orders, daily figures and product figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.ads.records import AdsBudget, AdsChannel
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.domain.campaigns.review import Beside
from shopdesk.domain.orders import Basis
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days, order_items, orders
from tests.kpi_data import add_channel_days


def fill(app: App, store_id: int) -> None:
    """Ten days from the 1st: the first five sell 100 yuan a day in 2 orders, the last five 300 yuan in 4 orders."""
    with app.services.ctx.open_uow("figures") as uow:
        for offset in range(10):
            day = date(2026, 3, 1) + timedelta(days=offset)
            count, fen = (2, 100_00) if offset < 5 else (4, 300_00)
            uow.connection.execute(
                insert(order_days).values(
                    store_id=store_id, basis=Basis.PAID, day=day, orders=count, paid_orders=count, unpaid_orders=0,
                    paid_fen=fen,
                )
            )  # fmt: skip
            uow.connection.execute(insert(store_days).values(store_id=store_id, day=day, visitors=100, buyers=count))
            uow.connection.execute(
                insert(product_days).values(
                    store_id=store_id, product_id="6012", day=day, visitors=40, page_views=100, paid_pieces=3,
                    paid_fen=60_00,
                )
            )  # fmt: skip
            moment = datetime.combine(day, datetime.min.time())
            uow.connection.execute(
                insert(orders).values(
                    store_id=store_id, order_key=f"k{offset}", order_no=f"n{offset}", created_at=moment,
                    created_day=day, paid_at=moment, paid_day=day,
                )
            )  # fmt: skip
            uow.connection.execute(
                insert(order_items).values(
                    store_id=store_id, item_key=f"i{offset}", order_no=f"n{offset}", product_id="6012"
                )
            )
        uow.touch("orders")
        uow.commit()


def test_the_figures_are_rebuilt_from_sums(app: App, store: Store) -> None:
    store_id = store.id or 0
    fill(app, store_id)
    campaigns = app.services.campaigns
    campaign = campaigns.create(
        Campaign(
            store_id=store_id, name="上新周", state=CampaignState.ENDED, start=date(2026, 3, 6), end=date(2026, 3, 10),
            spend_fen=100_00, plan_sales_fen=1250_00,
        )
    )  # fmt: skip
    before = campaigns.review(campaign.id or 0)
    assert before.campaign is None
    assert before.share_of_sales is None
    campaigns.products.save(campaign.id or 0, [CampaignProduct(store_id=0, campaign_id=0, product_id="6012")])
    figures = campaigns.review(campaign.id or 0)
    assert (figures.store.sales_fen, figures.store.orders) == (1500_00, 20)
    assert (figures.usual.sales_fen, figures.usual.orders) == (500_00, 10)
    assert figures.sales_change == Decimal(2)
    assert (figures.store.conversion, figures.usual.conversion) == (Decimal("0.04"), Decimal("0.02"))
    assert figures.store.visitors_per_day == 100
    assert (
        figures.store.conversion
        == app.services.kpi.totals(store_id, campaign.start, campaign.end, Basis.PAID)["conversion"]
    )
    assert before.roi is None
    assert figures.campaign is not None
    assert (figures.campaign.sales_fen, figures.campaign.pieces, figures.campaign.orders) == (300_00, 15, 5)
    assert (figures.share_of_orders, figures.share_of_sales) == (Decimal("0.25"), Decimal("0.2"))
    assert figures.sells_cheap is True
    assert figures.clicks_per_visitor == Decimal("2.5")
    assert (figures.roi, figures.sales_against_plan) == (Decimal(3), Decimal("1.2"))


def test_a_campaign_is_held_against_ordinary_days(app: App, store: Store) -> None:
    """Another campaign, the Spring Festival and this campaign's own warm-up are no ordinary days."""
    store_id = store.id or 0
    start = date(2026, 1, 20)
    loud = {*(date(2026, 2, 24) + timedelta(days=offset) for offset in range(5))}
    with app.services.ctx.open_uow("figures") as uow:
        for offset in range(60):
            day = start + timedelta(days=offset)
            festival = date(2026, 2, 15) <= day <= date(2026, 2, 23)
            fen = 900_00 if day in loud else 20_00 if festival else 500_00 if day >= date(2026, 3, 12) else 100_00
            uow.connection.execute(
                insert(store_days).values(
                    store_id=store_id, day=day, visitors=50, buyers=5, orders=5, paid_fen=fen, paid_pieces=5
                )
            )
        uow.touch("store_days")
        uow.commit()
    campaigns = app.services.campaigns
    campaigns.create(
        Campaign(store_id=store_id, name="开工季", state=CampaignState.ENDED, start=min(loud), end=max(loud))
    )
    sale = campaigns.create(
        Campaign(
            store_id=store_id, name="春上新", state=CampaignState.ENDED, start=date(2026, 3, 16), end=date(2026, 3, 18),
            warm_up_on=date(2026, 3, 12), plan_visitors=300,
        )
    )  # fmt: skip
    figures = campaigns.review(sale.id or 0)
    assert figures.usual.sales_per_day == 100_00
    assert 14 <= figures.usual.days <= 28
    assert figures.sales_change == Decimal(4)
    assert figures.usual.visitors_per_day == 50
    visitors = app.services.campaign_results.of(sale.id or 0).plan[0]
    assert (visitors.planned, visitors.actual, visitors.share) == (100, 50, Decimal("0.5"))
    assert figures.extra == Beside(days=3, change_fen=1200_00)
    assert figures.warm_up == Beside(days=4, change_fen=1600_00)
    assert figures.after == Beside(days=2, change_fen=800_00), "the file ends two days after the campaign"
    assert figures.net_extra_fen == 3600_00


def test_days_after_that_another_campaign_has_are_left_out(app: App, store: Store) -> None:
    """What a campaign took from the days after it is told by ordinary ones alone."""
    store_id = store.id or 0
    with app.services.ctx.open_uow("figures") as uow:
        for offset in range(40):
            day = date(2026, 3, 1) + timedelta(days=offset)
            fen = 300_00 if day == date(2026, 3, 30) else 40_00 if day > date(2026, 3, 30) else 100_00
            values = {"store_id": store_id, "day": day, "orders": 1, "paid_fen": fen, "refund_fen": fen // 10}
            uow.connection.execute(insert(store_days).values(values))
        uow.touch("store_days")
        uow.commit()
    campaigns = app.services.campaigns

    def held(start: date, end: date) -> Campaign:
        return campaigns.create(
            Campaign(store_id=store_id, name=f"{start}", state=CampaignState.ENDED, start=start, end=end)
        )

    sale = held(date(2026, 3, 30), date(2026, 3, 30))
    held(date(2026, 4, 1), date(2026, 4, 2))
    figures = campaigns.review(sale.id or 0)
    # The seven days after it are 31 March to 6 April, of which the second campaign has two and Qingming three.
    assert figures.after == Beside(days=2, change_fen=-120_00)
    assert figures.net_extra_fen == 80_00
    assert figures.warm_up is None
    assert figures.refunds_until == date(2026, 4, 14)


def test_what_other_products_lost_or_won_on_its_days(app: App, store: Store) -> None:
    """Four ordinary days sell 50 yuan of the other products, one 30; the campaign's days only 20."""
    store_id = store.id or 0
    fill(app, store_id)
    campaigns = app.services.campaigns
    number = campaigns.create(
        Campaign(
            store_id=store_id, name="上新周", state=CampaignState.ENDED, start=date(2026, 3, 6), end=date(2026, 3, 10)
        )
    ).id  # fmt: skip
    assert number is not None
    assert campaigns.review(number).others is None, "without products of its own nothing is beside them"
    campaigns.products.save(number, [CampaignProduct(store_id=0, campaign_id=0, product_id="6012")])
    assert campaigns.review(number).others is None, "no file names another product"
    with app.services.ctx.open_uow("others") as uow:
        for offset in range(10):
            for product, fen in (("1", 40_00 if offset < 4 else 20_00), ("2", 10_00 if offset < 5 else 0)):
                uow.connection.execute(
                    insert(product_days).values(
                        store_id=store_id,
                        product_id=product,
                        day=date(2026, 3, 1) + timedelta(days=offset),
                        paid_fen=fen,
                    )
                )
        uow.commit()
    # (4 x 50 + 30) / 5 = 46 yuan on an ordinary day; 5 days x 20 yuan.
    assert campaigns.review(number).others == Beside(days=5, change_fen=(100_00 - 5 * 46_00))


def test_every_figure_of_the_plan_stands_against_what_came(app: App, store: Store) -> None:
    """Chats by the service reports, people by the roster; what a day is silent about is not known."""
    store_id, services = store.id or 0, app.services
    fill(app, store_id)
    people = [services.people.hire(store_id, name, role, date(2025, 6, 1)).id or 0 for name, role in
              (("小满", "service"), ("阿芳", "service"), ("老周", "warehouse"))]  # fmt: skip
    sale = services.campaigns.create(
        Campaign(
            store_id=store_id, name="上新周", state=CampaignState.ENDED, start=date(2026, 3, 6), end=date(2026, 3, 7),
            plan_visitors=400, plan_orders=4, plan_sales_fen=1200_00, plan_pieces=10, plan_chats=50, plan_service=1,
            plan_packers=2, plan_boxes=5, plan_profit_fen=-10_00, budget_fen=200_00, spend_fen=300_00,
        )
    )  # fmt: skip

    def lines() -> dict[str, tuple[object, object, object]]:
        found = services.campaign_results.of(sale.id or 0).plan
        return {str(line.name): (line.actual, line.planned, line.share) for line in found}

    with services.ctx.open_uow("chats") as uow:
        for agent, day, received in (("a", 6, 30), ("b", 6, 10), ("a", 7, 60)):
            uow.connection.execute(
                insert(service_days).values(store_id=store_id, agent=agent, day=date(2026, 3, day), received=received)
            )
        uow.touch("service_days")
        uow.commit()
    found = lines()
    assert found["Visitors per day"] == (100, 200, Decimal("0.5"))
    assert found["Paid orders"] == (8, 4, 2)
    assert found["Paid amount"] == (600_00, 1200_00, Decimal("0.5"))
    assert found["Amount per order"] == (75_00, 300_00, Decimal("0.25"))
    assert found["Chats"] == (100, 50, 2)
    assert found["Advertising"] == (300_00, 200_00, Decimal("1.5"))
    assert found["Boxes"] == (None, 5, None)
    assert found["Ads on its days, by the reports"] == (None, 200_00, None), "no report tells of ads"
    assert found["People in service a day"] == (None, 1, None), "these days have no roster"
    assert found["Left after advertising"][2] is None, "no share of a planned loss"
    services.roster.set(store_id, [(one, date(2026, 3, 6)) for one in people], "early")
    assert lines()["Packers a day"] == (None, 2, None), "one of the days has no roster"
    services.roster.set(store_id, [(people[0], date(2026, 3, 7))], "early")
    assert lines()["People in service a day"] == (Decimal("1.5"), 1, Decimal("1.5"))
    assert lines()["Packers a day"] == (Decimal("0.5"), 2, Decimal("0.25"))
    longer = services.campaigns.resize(sale.id or 0, date(2026, 3, 6), date(2026, 3, 8))
    assert longer.period.length == 3 and lines()["Chats"] == (None, 50, None), "the third day has no service report"


def test_ads_on_its_days_stand_against_its_budget_with_the_programmes_that_budgets_name(app: App, store: Store) -> None:
    store_id, services = store.id or 0, app.services
    sale = services.campaigns.create(
        Campaign(
            store_id=store_id, name="上新周", state=CampaignState.ENDED, start=date(2026, 3, 31), end=date(2026, 4, 1),
            budget_fen=200_00,
        )
    )  # fmt: skip

    def ads() -> dict[str, tuple[object, object, object]]:
        found = services.campaign_results.of(sale.id or 0).plan
        lines = [line for line in found if "Ads on" in str(line.name) or "Of these" in str(line.name)]
        return {str(line.name): (line.actual, line.planned, line.share) for line in lines}

    def spend(day: date, *rows: tuple[str, str, int | None]) -> None:
        add_channel_days(
            services.ctx, store_id,
            [{"day": day, "channel": one, "subject": subject, "spend_fen": fen} for one, subject, fen in rows],
        )  # fmt: skip

    spend(date(2026, 3, 30), ("search_ads", "", 999_00))
    spend(date(2026, 3, 31), ("search_ads", "", None), ("search_ads", "7", 60_00), ("site_ads", "", 10_00))
    assert ads() == {"Ads on 1 of its 2 days, by the reports": (70_00, 200_00, Decimal("0.35"))}
    spend(date(2026, 4, 1), ("search_ads", "", 50_00), ("search_ads", "7", 30_00))
    services.ads.keep_budget(
        AdsBudget(store_id=store_id, month=date(2026, 3, 1), channel=AdsChannel.SEARCH_ADS, plan="Spring 7",
                  amount_fen=1)
    )  # fmt: skip
    assert ads() == {
        "Ads on its days, by the reports": (120_00, 200_00, Decimal("0.6")),
        "Of these Spring 7": (90_00, None, None),
        "Of these Search ads, the rest": (20_00, None, None),
        "Of these Whole-site ads": (10_00, None, None),
    }


def test_campaigns_of_a_store_that_has_orders_alone_teach_their_sales(app: App, store: Store) -> None:
    store_id, campaigns = store.id or 0, app.services.campaigns
    loud = {date(2026, 1, 20): 3, date(2026, 2, 3): 6}
    with app.services.ctx.open_uow("orders") as uow:
        for offset in range(70):
            day = date(2026, 1, 1) + timedelta(days=offset)
            times = loud.get(day, 1)
            uow.connection.execute(
                insert(order_days).values(
                    store_id=store_id, basis=Basis.PAID, day=day, orders=2 * times, paid_orders=2 * times,
                    unpaid_orders=0, paid_fen=100_00 * times,
                )
            )  # fmt: skip
        uow.touch("orders")
        uow.commit()
    for day in loud:
        campaigns.create(Campaign(store_id=store_id, name="年货", state=CampaignState.ENDED, start=day, end=day))
    ahead = campaigns.create(
        Campaign(store_id=store_id, name="女神节", state=CampaignState.PLANNED, start=date(2026, 3, 18),
                 end=date(2026, 3, 19))
    )  # fmt: skip
    grounds = campaigns.reviews.grounds(ahead.id or 0)
    assert grounds.past == () and [one.sales_per_day for one in grounds.unseen] == [300_00, 600_00]
    assert set(grounds.weekdays) == {100_00} and grounds.piece_fen is None
