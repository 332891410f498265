"""A forecast in words: its three scenarios line by line, what to have in stock, and what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from shopdesk.domain.campaigns.forecast import Forecast, Grounds, Learned, Scenario, errors, lifts
from shopdesk.domain.campaigns.forecast_stock import StockOutcome
from shopdesk.domain.campaigns.stock_dates import StockDates
from shopdesk.domain.money import format_yuan, percent_text, round_half_up
from shopdesk.domain.text import Text

Line = tuple[Text, str, str, str]
"""A figure by name in the careful, the expected and the bold scenario."""


def scenario_lines(found: Forecast) -> list[Line]:
    """Every figure that is known of the three."""
    each = (found.careful, found.expected, found.bold)

    def line(name: Text, read: Callable[[Scenario], int | None], money: bool = False) -> list[Line]:
        values = [read(one) for one in each]
        if None in values:
            return []
        careful, expected, bold = ((format_yuan(one) if money else f"{one:,}") for one in values if one is not None)
        return [(name, careful, expected, bold)]

    return [
        *line(Text("Visits"), lambda one: one.visitors),
        *line(Text("Orders and parcels"), lambda one: one.orders),
        *line(Text("Sales"), lambda one: one.sales_fen, money=True),
        *line(Text("Pieces"), lambda one: one.pieces),
        *line(Text("Chats"), lambda one: one.chats),
        *line(Text("People in service a day"), lambda one: one.service_people),
        *line(Text("Packers a day"), lambda one: one.shippers),
        *line(Text("Boxes"), lambda one: one.boxes),
        *line(Text("Cost of the parcels"), lambda one: one.freight_fen, money=True),
        *line(Text("Left after advertising"), lambda one: one.profit_fen, money=True),
    ]


def stock_words(found: Forecast, dates: StockDates | None, today: date) -> list[Text]:
    """What to have in stock, and what to order until when."""
    if found.stock is None:
        return []
    said = [Text("Have {pieces} pieces ready, the reserve in it.", pieces=f"{found.stock:,}")]
    if found.order is not None:
        said.append(
            Text("Order {pieces} more.", pieces=f"{found.order:,}") if found.order else Text("Enough is on hand.")
        )
        said += _date_words(dates, today) if found.order and dates is not None else []
    return said


def _date_words(dates: StockDates, today: date) -> list[Text]:
    if today <= dates.order_by:
        said = [Text("Order on {day} at the latest.", day=dates.order_by)]
    else:
        said = [
            Text(
                "The last day to order was {day}: ordered today, it comes on {arrival}.",
                day=dates.order_by,
                arrival=dates.arrival(today),
            )
        ]
    if dates.cancel_by is not None:
        said.append(Text("What is ordered that day can be taken back until {day}.", day=dates.cancel_by))
    elif dates.cancel_days is not None:
        said.append(Text("It comes too soon to be taken back."))
    return said


def outcome_words(one: StockOutcome) -> tuple[Text, ...]:
    """Pieces that stay or lack in a scenario, then what that costs where it is known."""
    if one.left:
        left = Text("{pieces} left", pieces=f"{one.left:,}")
        return (left,) if one.tied_fen is None else (left, Text("{amount} tied up", amount=format_yuan(one.tied_fen)))
    if one.short:
        short = Text("{pieces} short", pieces=f"{one.short:,}")
        if one.missed_fen is None:
            return (short,)
        return short, Text("{amount} missed", amount=format_yuan(one.missed_fen))
    return (Text("sold out exactly"),)


def unseen_words(grounds: Grounds, days: int) -> list[Text]:
    """What campaigns teach whose visitors no file knows: their sales alone, with the error of saying so."""
    if not grounds.unseen:
        return []
    times, off = lifts(grounds.unseen)
    said = [
        Text(
            "Of {count} past campaigns the sales are known and the visitors are not, because order files hold none: "
            "they teach nothing of visitors and orders. Import the daily figures of the store for those days.",
            count=len(grounds.unseen),
        )
    ]
    if grounds.usual.sales_per_day is not None:
        amount = format_yuan(round_half_up(grounds.usual.sales_per_day * times * days))
        said.append(
            Text(
                "By their sales alone, {times} times an ordinary day in the middle, these days bring about {amount} "
                "yuan.",
                times=_times(times),
                amount=amount,
            )
        )
    said.append(
        Text(
            "Made for each from those before it alone, that was off by {middle} in the middle and by {most} at most.",
            middle=percent_text(Decimal(median(off)), 0),
            most=percent_text(max(off), 0),
        )
        if off
        else Text("One such campaign is known, so how far that is off cannot be tried.")
    )
    return said


def basis_words(past: Sequence[Learned]) -> list[Text]:
    """Which campaigns the factors come from, and how far such forecasts were off when they were tried."""
    if not past:
        return [
            Text(
                "No campaign of this store that is over has both visitors and sales. The factors are those of an "
                "ordinary day, and how far careful and bold lie apart is an assumption: change them."
            )
        ]
    said = [
        Text(
            "“{campaign}” ({start}): visitors × {visitors}, orders of a visitor × {rate}, amount of an order × "
            "{value}.",
            campaign=one.name,
            start=one.start,
            visitors=_times(one.factors[0]),
            rate=_times(one.factors[1]),
            value=_times(one.factors[2]),
        )
        for one in reversed(past)
    ]
    said += [
        Text("Learned from “{campaign}”: {lessons}", campaign=one.name, lessons=one.lessons)
        for one in reversed(past)
        if one.lessons
    ]
    off = errors(past)
    said.insert(
        0,
        Text("One campaign is known, so how far such a forecast is off cannot be tried.")
        if not off
        else Text(
            "Made for each of {count} past campaigns from those before it alone, the forecast was off by {middle} in "
            "the middle and by {most} at most.",
            count=len(off),
            middle=percent_text(Decimal(median(off)), 0),
            most=percent_text(max(off), 0),
        ),
    )
    return said


def _times(factor: Decimal) -> str:
    return f"{factor:.2f}"
