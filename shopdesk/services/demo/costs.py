"""The sample store's costs: what the products cost, a courier's prices, rent and software, and a reported quarter.

The same products give the same costs. One product costs nearly what it brings, so that there is something to find.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shopdesk.domain.ledger.costs import CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.couriers import ALWAYS, CourierRate
from shopdesk.domain.ledger.tax import DeclaredBasis, TaxQuarter
from shopdesk.domain.money import round_half_up
from shopdesk.domain.sample.shape import SampleProduct
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import pick
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan

_SHARE = {"traffic": Decimal("0.54"), "campaign": Decimal("0.46"), "profit": Decimal("0.38"), "image": Decimal("0.42")}
"""What a product costs, by its list price: what brings visitors earns the least."""
_LOSING = 17
_LOSING_SHARE = Decimal("0.97")
_DEARER = Decimal("1.03")
_ROUND = 10  # fen
_HEAVY, _LIGHT = 1800, 600
_HEAVY_FROM = 150_00
# Province (empty for all others), price of the first kilogramme and of each further one, in fen.
_COURIER = (
    ("", 3_60, 1_00),
    ("广东", 4_20, 1_50),
    ("四川", 4_80, 2_00),
    ("黑龙江", 6_00, 4_00),
    ("内蒙古", 8_00, 6_00),
)
# Who offered its prices, too, and does not go everywhere.
_OFFERED = (
    ("", 3_80, 90),
    ("广东", 3_60, 1_20),
    ("四川", 4_60, 2_20),
    ("黑龙江", 6_50, 3_50),
    ("内蒙古", None, None),
)
_RENT_FEN, _SOFTWARE_FEN, _PACKING_FEN = 4_500_00, 388_00, 85
_NOT_DECLARED_FEN = 2_356_40


def add_costs(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Enter them as the owner would; call it when the orders stand."""
    store_id, first = store.id or 0, plan.shape.first
    for number, product in enumerate(plan.products):
        share = _LOSING_SHARE if number == _LOSING else _SHARE.get(product.role, _SHARE["profit"])
        cost = _rounded(product.price * share)
        nouns.costs.keep(_unit(store_id, product, cost))
        if number < 3:
            # Cotton became dearer half a year ago.
            nouns.costs.keep(_unit(store_id, product, _rounded(cost * _DEARER), since=_half_a_year_ago(plan.today)))
    for province, first_fen, next_fen in _COURIER:
        nouns.costs.keep(
            CourierRate(
                store_id=store_id,
                province=province,
                first_fen=first_fen,
                next_fen=next_fen,
                courier=pick("合作快递", "Contract courier"),
            )
        )
    offered = pick("备选快递", "Other courier")
    nouns.couriers.take(
        [
            CourierRate(
                store_id=store_id,
                province=province,
                first_fen=first_fen,
                next_fen=next_fen,
                courier=offered,
                unserved=first_fen is None,
            )
            for province, first_fen, next_fen in _OFFERED
        ]
    )
    for kind, rhythm, fen, note in (
        (CostKind.RENT, Rhythm.MONTHLY, _RENT_FEN, pick("仓库和办公室", "Warehouse and office")),
        (CostKind.SOFTWARE, Rhythm.MONTHLY, _SOFTWARE_FEN, pick("打单软件等", "Label printing and other software")),
        (CostKind.PACKING, Rhythm.PER_PARCEL, _PACKING_FEN, pick("纸箱和胶带", "Boxes and tape")),
    ):
        nouns.costs.keep(
            DatedCost(store_id=store_id, kind=kind, rhythm=rhythm, amount_fen=fen, first_day=first, note=note)
        )
    _report_quarter(nouns, store_id)


def _unit(store_id: int, product: SampleProduct, cost: int, *, since: date = ALWAYS) -> UnitCost:
    return UnitCost(
        store_id=store_id,
        product_id=product.id,
        title=product.title,
        cost_fen=cost,
        sellable=Decimal("0.8"),
        weight_grams=_HEAVY if product.price >= _HEAVY_FROM else _LIGHT,
        valid_from=since,
    )


def _half_a_year_ago(today: date) -> date:
    month = today.year * 12 + today.month - 1 - 6
    return date(month // 12, month % 12 + 1, 1)


def _rounded(fen: Decimal) -> int:
    return round_half_up(fen / _ROUND) * _ROUND


def _report_quarter(nouns: Nouns, store_id: int) -> None:
    """The last whole quarter as the platform reported it; of what was declared a little stays unexplained."""
    _all, ended = nouns.taxes.quarters(store_id)
    known = nouns.taxes.bridge(store_id, ended)
    if known.paid.total_fen is None or known.confirmed.net_fen is None:
        return
    nouns.taxes.keep(
        TaxQuarter(
            store_id=store_id,
            quarter=ended.start,
            income_fen=known.paid.total_fen,
            returned_fen=known.paid.returned_fen,
            declared_fen=known.confirmed.net_fen - _NOT_DECLARED_FEN,
            without_vat=False,
            vat_rate=Decimal("0.13"),
            basis=DeclaredBasis.CONFIRMED,
        )
    )
