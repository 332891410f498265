"""What a campaign may bring: what it is reckoned from at the left, three scenarios at the right while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.campaigns.forecast import Assumed, Forecast, Grounds, forecast, usual_factors
from shopdesk.domain.campaigns.forecast_fields import FORECAST, begun
from shopdesk.domain.campaigns.forecast_hours import BusyHour, busy_hours
from shopdesk.domain.campaigns.forecast_words import basis_words, scenario_lines, stock_words
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.stock_dates import stock_dates
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.infra.i18n import tr

_NAME = "promotions.forecast"
_TABLE = '<table width="100%" cellspacing="0" cellpadding="3">'
_LACKS = Text("Say the visitors of a day, the orders of 100 visitors and the amount of an order.")


class ForecastForm(AnsweringForm):
    """Takes the expected scenario over as the campaign's plan."""

    def __init__(self, context: PageContext, campaign: Campaign, grounds: Grounds, parent: QWidget) -> None:
        """Begin with ordinary days and what past campaigns taught."""
        super().__init__(
            context.tasks,
            FORECAST,
            name=_NAME,
            title=tr("What “{campaign}” may bring", campaign=campaign.name),
            confirm=tr("Take over as plan"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=begun(campaign, grounds.usual, grounds.past),
        )
        self._campaigns, self._campaign, self._grounds = context.services.campaigns, campaign, grounds
        self._past, self._today = grounds.past, context.clock.today()
        self.basis = QComboBox()
        self.basis.addItem(tr("All past campaigns ({count})", count=len(self._past)))
        self.basis.addItems([f"{one.name} ({one.start.isoformat()})" for one in self._past])
        self.add_row(tr("As in"), self.basis, f"{_NAME}.basis")
        self.basis.setEnabled(bool(self._past))
        self.add_fields("visitors", "visitors_factor", "rate", "rate_factor", "value_fen", "value_factor", paired=True)
        self.add_fields("spread", "ads_fen", "paid_visitors_fen", "margin")
        self.section(tr("Stock"))
        self.add_fields("pieces", "reserve", "on_hand", "lead_days", "cancel_days")
        self.section(tr("People and packing"))
        self.add_fields("chats", "chats_per_person", "chats_per_hour", "parcels_per_person", "boxes")
        self.begin_answers(tr("What it may bring"), (1, 1), (1080, 680))
        self.basis.currentIndexChanged.connect(self._on_basis)

    def work(self) -> Callable[[], Campaign]:
        """Keep the expected scenario as what the owner expects.

        Raises:
            UserError: there is none yet.
        """
        found = self._found(self.values())
        if found is None:
            raise UserError(_LACKS)
        plan = found.expected
        campaign = replace(
            self._campaign, plan_visitors=plan.visitors, plan_orders=plan.orders, plan_sales_fen=plan.sales_fen
        )
        return lambda: self._campaigns.update(campaign)

    def _found(self, said: dict) -> Forecast | None:
        return forecast(Assumed(**said), self._campaign.period.length)

    def _on_basis(self, place: int) -> None:
        factors = usual_factors(self._past) if not place else self._past[place - 1].factors
        for name, factor in zip(("visitors_factor", "rate_factor", "value_factor"), factors, strict=True):
            self.editors[name].set_value(factor)
        self.show_answer()

    def answered(self) -> str:
        """Three scenarios, what to have in stock, and what they stand on."""
        try:
            said = self.typed()
            found = self._found(said)
        except FieldError as error:
            wrong = tr("{field}: {problem}", field=tr(error.field.label or ""), problem=tr(error.text))
            return f"<p>{escape(wrong)}</p>"
        parts = [f"<p>{escape(tr(_LACKS))}</p>"] if found is None else self._parts(Assumed(**said), found)
        heading = escape(tr("What it stands on"))
        return "".join([*parts, f"<p><b>{heading}</b></p>", _words(basis_words(self._past))])

    def _parts(self, assumed: Assumed, found: Forecast) -> list[str]:
        campaign = self._campaign
        dates = stock_dates(campaign.start, assumed.lead_days, assumed.cancel_days)
        place = self.basis.currentIndex()
        hours = self._grounds.hours(self._past[place - 1] if place > 0 else None)
        busy = busy_hours(found.expected, campaign.period.length, hours, assumed.chats_per_hour)
        return [_table(found), _words(stock_words(found, dates, self._today)), _hours(busy)]


def _hours(busy: Sequence[BusyHour]) -> str:
    """The hours in which anything is expected, the busiest of them strong."""
    if not busy:
        return ""
    most = max(one.orders for one in busy)
    rows = [
        _row([f"{one.hour:02}:00", *map(_count, (one.orders, one.chats, one.people))], strong=one.orders == most)
        for one in busy
        if one.orders or one.chats
    ]
    heading = escape(tr("Expected by hour, all days together"))
    heads = _row(["", tr("Orders"), tr("Chats"), tr("People at once")], strong=True)
    return f"<p><b>{heading}</b></p>{_TABLE}{heads}{''.join(rows)}</table>"


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _row(cells: Sequence[str], *, strong: bool = False) -> str:
    first, *others = (f"<b>{escape(one)}</b>" if strong else escape(one) for one in cells)
    return f"<tr><td>{first}</td>" + "".join(f'<td align="right">{one}</td>' for one in others) + "</tr>"


def _table(found: Forecast) -> str:
    heads = ("", tr("careful"), tr("expected"), tr("bold"))
    rows = [_row([tr(name), *figures]) for name, *figures in scenario_lines(found)]
    return f"{_TABLE}{_row(heads, strong=True)}{''.join(rows)}</table>"


def _words(lines: Sequence[Text]) -> str:
    return "".join(f'<div style="margin-bottom:4px">{escape(tr(line))}</div>' for line in lines)
