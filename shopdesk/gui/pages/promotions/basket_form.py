"""Several products of a campaign in one order: pieces at the left, what the order comes to at the right while typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.basket_search import WorstBasket, worst_basket
from shopdesk.domain.campaigns.basket_words import basket_words, nothing_in_the_order, searched_words
from shopdesk.domain.campaigns.baskets import BasketLine, check_basket
from shopdesk.domain.campaigns.nouns import CAMPAIGN_PRODUCT
from shopdesk.domain.campaigns.price_cases import price_case
from shopdesk.domain.campaigns.price_words import Passage
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.passages import passages_html
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import sentences, tr

_NAME = "promotions.basket"
_MOST_PIECES = 1000
_LONGEST_LABEL = 16  # signs; the answer says every name whole


class BasketForm(AnsweringForm):
    """Keeps nothing: what an order comes to is copied, to be pasted where the offer is talked about."""

    def __init__(
        self,
        context: PageContext,
        campaign: Campaign,
        products: Sequence[CampaignProduct],
        parcels: ParcelGrounds | None,
        parent: QWidget,
    ) -> None:
        """Begin with the first of ``products``; those without a campaign price cannot be put in.

        ``parcels`` tell what shipping comes to where nobody typed it.
        """
        super().__init__(
            context.tasks,
            CAMPAIGN_PRODUCT,
            name=_NAME,
            title=tr("Several products in one order"),
            confirm=tr("Copy"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=products[0],
        )
        self._theme = context.theme
        self._offers = [
            BasketLine(name=one.title or one.product_id, case=price_case(campaign, one, parcels))
            for one in products
            if one.price_fen is not None
        ]
        self._counts = [_field(place, line.name) for place, line in enumerate(self._offers)]
        self.hint(tr("How many pieces of each product does a buyer take?"))
        self.add_fields(*self._counts, values=self._first_values(products[0]))
        if len(self._offers) < len(products):
            self.hint(tr("Without a campaign price, so not here: {count}.", count=len(products) - len(self._offers)))
        self.worst = button(f"{_NAME}.worst", tr("Find the worst order"), self._on_worst)
        self.form.addRow("", self.worst)
        self.searched = self.hint()
        self.begin_answers(tr("What the order comes to"), (2, 3), (980, 620))

    def _first_values(self, first: CampaignProduct) -> dict[str, int]:
        if first.price_fen is None:
            return {}
        return {self._counts[0].name: self._offers[0].case.pieces}

    def work(self) -> Callable[[], str]:
        """Copy every sentence about what is typed."""
        lines = self._order(self.values())
        told = []
        for passage in _passages(lines):
            told += [tr(passage.heading), *map(tr, passage.lines)]
        text = "\n".join(told)
        QGuiApplication.clipboard().setText(text)
        return lambda: text

    def answered(self) -> str:
        """What it comes to; while a field cannot be read nothing is said, for what stood there was wrong."""
        try:
            lines = self._order(self.typed())
        except UserError as error:
            passages = [Passage(Text("A figure cannot be used yet"), (error.text,), good=False)]
        else:
            passages = _passages(lines)
        return passages_html(passages, self._theme)

    def _order(self, said: dict[str, int | None]) -> list[BasketLine]:
        return [
            replace(line, case=replace(line.case, pieces=pieces))
            for field, line in zip(self._counts, self._offers, strict=True)
            if (pieces := said[field.name])
        ]

    def _on_worst(self) -> None:
        lines = self._offers
        self.worst.setEnabled(False)
        self._tasks.background(
            lambda _progress, _cancelled: worst_basket(lines),
            title=tr("Looking for the worst order"),
            done=self._show_worst,
            owner=self,
            stoppable=False,
        )

    def _show_worst(self, found: WorstBasket | None) -> None:
        self.worst.setEnabled(True)
        left_out = sum(1 for line in self._offers if line.case.cost_fen is None or not line.case.price_fen)
        told = searched_words(level_fen=None if found is None else found.level_fen, left_out=left_out)
        self.searched.setText(sentences(map(tr, told)))
        if found is not None:
            pieces = dict(found.pieces)
            for place, field in enumerate(self._counts):
                self.editors[field.name].set_value(pieces.get(place))
            self.begin_anew()
            self.show_answer()
        self.fit()


def _field(place: int, name: str) -> Field:
    short = name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"
    label = Text("{product}", product=short)
    return Field(f"pieces_{place}", Kind.COUNT, label, highest=_MOST_PIECES)


def _passages(lines: Sequence[BasketLine]) -> list[Passage]:
    return basket_words(lines, check_basket(lines)) if lines else [nothing_in_the_order()]
