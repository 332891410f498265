"""The sample store's market: competitors, what was seen of them, search words, the range, a title test that runs."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.competitors import Competitor, CompetitorLook
from shopdesk.domain.keywords import Keyword, KeywordKind
from shopdesk.domain.products import Product, ProductLife
from shopdesk.domain.sample.items import merchant_code
from shopdesk.domain.sample.market import SampleKeyword, keyword_days, look_days, span_around
from shopdesk.domain.sample.shape import SampleProduct
from shopdesk.domain.stores import Platform, Store
from shopdesk.domain.text import Text
from shopdesk.domain.title_tests import TitleTest
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.bulk_records import insert_records
from shopdesk.storage.tables.figures import keyword_days as keyword_table

_LEAD_DAYS = 7
_PRAISE = Decimal("0.993")


def add_market(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan, seed: int) -> None:
    """Enter what an owner would have seen and been told of the market."""
    text = paths.resource("templates/sample/market.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text, parse_float=Decimal)
    for entry in raw["competitors"]:
        _watch(nouns, store.id or 0, plan, entry)
    words = [_keyword(entry) for entry in raw["keywords"]]
    for one in words:
        if one.kind is not None:
            nouns.keywords.keep(
                Keyword(store_id=store.id or 0, word=one.word, kind=one.kind, product_id=one.product_id)
            )
    with ctx.open_uow(Text("Sample data written")) as uow:
        insert_records(uow.connection, keyword_table, keyword_days(store.id or 0, seed, plan.shape, words))
        uow.touch("keyword_days")
        uow.commit()
    said = {entry["id"]: entry for entry in raw["products"]}
    for number, product in enumerate(plan.products):
        if product.id in said:
            nouns.products.keep(_product(store.id or 0, number, product, said[product.id], plan.today))
    for entry in raw["title_tests"]:
        nouns.title_tests.keep(
            TitleTest(
                store_id=store.id or 0,
                product_id=entry["product"],
                old_title=pick(**entry["old"]),
                new_title=pick(**entry["new"]),
                start=plan.today - timedelta(days=entry["days"]),
            )
        )


def _product(store_id: int, number: int, sold: SampleProduct, entry: dict[str, Any], today: date) -> Product:
    """A product as its owner keeps it: what is sold all year has no season."""
    ends = {"warm": (9, 30), "cold": (3, 31)}.get(sold.season)
    season_end = None if ends is None else date(today.year, *ends)
    if season_end is not None and season_end < today:
        season_end = date(today.year + 1, season_end.month, season_end.day)
    return Product(
        store_id=store_id,
        product_id=sold.id,
        merchant_code=merchant_code(sold),
        role=ProductRole(entry["role"]),
        life=ProductLife(entry["life"]),
        product_group=pick(**entry["group"]) if "group" in entry else "",
        list_fen=sold.price,
        lead_days=_LEAD_DAYS + number % 4 * 3,
        reserve_pieces=sold.weight * 3,
        season_end=season_end,
        all_year=season_end is None,
        reviews=sold.weight * 130 + number * 17,
        praise_rate=_PRAISE - Decimal(number % 5) / 1000,
    )


def _watch(nouns: Nouns, store_id: int, plan: SamplePlan, entry: dict[str, Any]) -> None:
    days = look_days(plan.shape)
    competitor = nouns.competitors.keep(
        Competitor(
            store_id=store_id,
            name=pick(entry["zh"], entry["en"]),
            platform=Platform(entry["platform"]),
            category=pick(**entry["category"]),
            since=days[0],
            look_days=14,
        )
    )
    for number, day in enumerate(days):
        visitors = plan.shape.visitors(day) * entry["at"] / 100
        visitors_low, visitors_high = span_around(visitors, 500)
        paid_low, paid_high = span_around(visitors * plan.shape.conversion(day) * entry["order"], 5_000)
        campaign = plan.shape.campaign_on(day)
        description, service, logistics = (Decimal(score) for score in entry["scores"])
        nouns.competitors.keep_look(
            CompetitorLook(
                store_id=store_id,
                competitor_id=competitor.id or 0,
                day=day,
                level=pick(**entry["level"]),
                praise_rate=Decimal(entry["praise"]),
                dsr_description=description,
                dsr_service=service,
                dsr_logistics=logistics,
                products=entry["products"] + number,
                visitors_low=visitors_low,
                visitors_high=visitors_high,
                paid_low_fen=paid_low * 100,
                paid_high_fen=paid_high * 100,
                best_item=pick(**entry["best"]),
                best_price_fen=entry["price"] * 100,
                best_sold_low=entry["sold"],
                # The platform shows no upper end: "2,600+".
                best_sold_high=None,
                campaigns=campaign.name if campaign else "",
            )
        )


def _keyword(entry: dict[str, Any]) -> SampleKeyword:
    return SampleKeyword(
        word=pick(entry["zh"], entry["en"]),
        kind=KeywordKind(entry["kind"]) if "kind" in entry else None,
        product_id=entry["product"],
        share=entry["share"],
        trend=entry["trend"],
        rank=entry["rank"],
        cost=entry.get("cost"),
    )
