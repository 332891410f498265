"""What a campaign may bring: what it is reckoned from at the left, three scenarios at the right while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.campaigns.forecast import Assumed, Forecast, Grounds, forecast, usual_factors
from shopdesk.domain.campaigns.forecast_fields import FORECAST, begun
from shopdesk.domain.campaigns.forecast_hours import busy_hours
from shopdesk.domain.campaigns.forecast_replay import ReplayDay, replay
from shopdesk.domain.campaigns.forecast_stock import stock_rows
from shopdesk.domain.campaigns.forecast_words import basis_words, stock_words, unseen_words
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.stock_dates import stock_dates
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.forecast_tables import (
    hour_table,
    replay_table,
    scenario_table,
    stock_table,
    word_lines,
)
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.infra.i18n import tr
from shopdesk.services.registry import Services

_NAME = "promotions.forecast"
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
            record=begun(campaign, grounds.usual, grounds.past, grounds.piece_fen, grounds.parcel_fen),
        )
        self._campaigns, self._campaign, self._grounds = context.services.campaigns, campaign, grounds
        self._begun_campaign = campaign
        self._past, self._today = grounds.past, context.clock.today()
        self.basis = QComboBox()
        self.basis.addItem(tr("All past campaigns ({count})", count=len(self._past)))
        self.basis.addItems([f"{one.name} ({one.start.isoformat()})" for one in self._past])
        self.add_row(tr("As in"), self.basis, f"{_NAME}.basis")
        self.basis.setEnabled(bool(self._past))
        self.add_fields("visitors", "visitors_factor", "rate", "rate_factor", "value_fen", "value_factor", paired=True)
        self.add_fields("spread", "ads_fen", "paid_visitors_fen", "margin")
        self.section(tr("Stock"))
        self.add_fields("pieces", "piece_fen", "reserve", "on_hand", "lead_days", "cancel_days")
        self.section(tr("People and packing"))
        self.add_fields("chats", "chats_per_person", "chats_per_hour", "parcels_per_person", "boxes", "parcel_fen")
        self.begin_answers(tr("What it may bring"), (1, 1), (1080, 680))
        self.basis.currentIndexChanged.connect(self._on_basis)
        self.look = Look(self, context, lambda: campaign.id, _load, self._renew, failed=self.complain)

    def _renew(self, campaign: Campaign) -> None:
        """Its days are those of this moment: they may be moved in another window while the form is open."""
        self._campaign = campaign
        self.show_answer()

    def work(self) -> Callable[[], Campaign]:
        """Keep the expected scenario as what the owner expects.

        Raises:
            UserError: there is none yet.
        """
        found = self._found(self.values())
        if found is None:
            raise UserError(_LACKS)
        plan, spent = found.expected, self.values()["ads_fen"]
        begun = self._begun_campaign
        campaign = replace(
            begun,
            plan_visitors=plan.visitors,
            plan_orders=plan.orders,
            plan_sales_fen=plan.sales_fen,
            plan_pieces=plan.pieces,
            plan_chats=plan.chats,
            plan_service=plan.service_people,
            plan_packers=plan.shippers,
            plan_boxes=plan.boxes,
            plan_profit_fen=plan.profit_fen,
            budget_fen=begun.budget_fen if spent is None else spent,
        )
        return lambda: self._campaigns.update(campaign, was=begun)

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
        basis = [*unseen_words(self._grounds, self._campaign.period.length), *basis_words(self._past)]
        return "".join([*parts, f"<p><b>{heading}</b></p>", word_lines(basis)])

    def _parts(self, assumed: Assumed, found: Forecast) -> list[str]:
        campaign = self._campaign
        dates = stock_dates(campaign.start, assumed.lead_days, assumed.cancel_days)
        place = self.basis.currentIndex()
        chosen = self._past[place - 1] if place > 0 else None
        length = campaign.period.length
        busy = busy_hours(found.expected, length, self._grounds.hours(chosen), assumed.chats_per_hour)
        days: Sequence[ReplayDay] = ()
        if chosen is not None:
            each = assumed.parcels_per_person
            days = replay(chosen, campaign.start, length, found.expected, self._grounds.weekdays, each)
        return [
            scenario_table(found),
            stock_table(stock_rows(found, assumed)),
            word_lines(stock_words(found, dates, self._today)),
            replay_table(days),
            hour_table(busy),
        ]


def _load(services: Services, campaign_id: int) -> Campaign:
    return services.campaigns.get(campaign_id)
