"""The fields of a forecast: how each figure is typed and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from shopdesk.domain.campaigns.forecast import Assumed, Learned, daily_parts, spread, usual_factors
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.text import Text

_MOST, _ALL = Decimal(100), Decimal(1)
_MOST_PIECES = Decimal(1000)
_MOST_DAYS = 365


def _factor(name: str, label: Text) -> Field:
    return Field(name, Kind.DECIMAL, label, required=True, lowest=Decimal(0), highest=_MOST, column=None)


def _each(name: str, label: Text) -> Field:
    return Field(name, Kind.COUNT, label, lowest=1, additive=False, column=None)


def _days(name: str, label: Text) -> Field:
    return Field(name, Kind.COUNT, label, highest=_MOST_DAYS, additive=False, column=None)


FORECAST = Noun(
    "forecasts",
    Assumed,
    Text("Forecast"),
    (
        Field("visitors", Kind.COUNT, Text("Visitors of an ordinary day"), additive=False, column=None),
        _factor("visitors_factor", Text("times")),
        Field("rate", Kind.RATE, Text("Orders of 100 visitors"), column=None),
        _factor("rate_factor", Text("times")),
        Field("value_fen", Kind.MONEY, Text("Amount of an order"), additive=False, column=None),
        _factor("value_factor", Text("times")),
        Field("spread", Kind.RATE, Text("Careful and bold, ± %"), required=True, column=None),
        Field("ads_fen", Kind.MONEY, Text("Advertising"), column=None),
        Field("paid_visitors_fen", Kind.MONEY, Text("Cost of a visitor by ads"), additive=False, column=None),
        Field(
            "margin",
            Kind.RATE,
            Text("Left of sales after goods, commission, shipping, %"),
            lowest=Decimal(-1),
            column=None,
        ),
        Field("pieces", Kind.DECIMAL, Text("Pieces of an order"), lowest=Decimal(0), highest=_MOST_PIECES, column=None),
        Field("piece_fen", Kind.MONEY, Text("Cost of a piece"), additive=False, column=None),
        Field("reserve", Kind.RATE, Text("Reserve, %"), required=True, column=None),
        Field("on_hand", Kind.COUNT, Text("Pieces on hand"), column=None),
        _days("lead_days", Text("Days of delivery")),
        _days("cancel_days", Text("To be cancelled until, days before arrival")),
        Field("chats", Kind.RATE, Text("Visitors who ask, %"), column=None),
        _each("chats_per_person", Text("Chats of a person a day")),
        _each("chats_per_hour", Text("Chats of a person an hour")),
        Field(
            "parcels_per_person", Kind.COUNT, Text("Parcels of a person a day"), lowest=1, additive=False, column=None
        ),
        Field("boxes", Kind.DECIMAL, Text("Boxes of an order"), lowest=Decimal(0), highest=_MOST_PIECES, column=None),
        Field(
            "parcel_fen",
            Kind.MONEY,
            Text("Cost of a parcel"),
            additive=False,
            column=None,
            help=Text("By the couriers' prices where orders go; what is left of the sales has it in it already."),
        ),
    ),
)
"""Typed for one look and kept nowhere; what is taken over are the plans of the campaign."""


def begun(
    campaign: Campaign,
    usual: Takings,
    past: Sequence[Learned],
    piece_fen: int | None = None,
    parcel_fen: int | None = None,
) -> Assumed:
    """What a forecast begins with: ordinary days and the middle of past campaigns; nothing is known of the rest."""
    parts = daily_parts(usual)
    visitors, rate, value = usual_factors(past)
    pieces = None
    if usual.pieces is not None and usual.orders:
        pieces = _rounded(Decimal(usual.pieces) / usual.orders, "0.01")
    return Assumed(
        visitors=None if parts is None else int(_rounded(parts[0], "1")),
        rate=None if parts is None else _rounded(parts[1], "0.0001"),
        value_fen=None if parts is None else int(_rounded(parts[2], "1")),
        visitors_factor=visitors,
        rate_factor=rate,
        value_factor=value,
        spread=spread(past),
        ads_fen=campaign.budget_fen,
        pieces=pieces,
        piece_fen=piece_fen,
        parcel_fen=parcel_fen,
    )


def _rounded(value: Decimal, to: str) -> Decimal:
    return value.quantize(Decimal(to), ROUND_HALF_UP)
