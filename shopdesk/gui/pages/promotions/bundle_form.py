"""A bundle of two products: prices and costs at the left, what the bundle comes to at the right while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from shopdesk.domain.campaigns.bundle_price import BUNDLE, Bundle, bundle_words
from shopdesk.domain.campaigns.bundles import Pair
from shopdesk.domain.campaigns.price_words import Passage
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.passages import passages_html
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.infra.i18n import tr


class BundleForm(AnsweringForm):
    """Keeps nothing: what a bundle comes to is copied, to be pasted where the offer is prepared."""

    def __init__(self, context: PageContext, pair: Pair, begun: Bundle, parent: QWidget) -> None:
        """Begin with what is known of both products of ``pair``."""
        super().__init__(
            context.tasks,
            BUNDLE,
            name="promotions.bundle",
            title=tr("Price of a bundle"),
            confirm=tr("Copy"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=begun,
        )
        self._theme, self._pair = context.theme, pair
        self.hint(tr("A: {first}", first=pair.first_title or pair.first))
        self.hint(tr("B: {second}", second=pair.second_title or pair.second))
        self.add_fields("first_fen", "second_fen", "first_cost_fen", "second_cost_fen")
        self.hint(tr("Newest list price, or what was paid on average; costs as entered under KPIs, Money."))
        self.add_fields("price_fen")
        self.begin_answers(tr("What the bundle comes to"), (1, 1), (860, 560))
        self["price_fen"].setFocus()

    def work(self) -> Callable[[], str]:
        """Copy both names and every sentence."""
        told = [f"A: {self._pair.first_title}", f"B: {self._pair.second_title}"]
        bundle = Bundle(**self.values())
        told += [f"{tr(field.label)}: {self.reader.shown(field, getattr(bundle, field.name))}"
                 for field in BUNDLE.fields if field.label is not None]  # fmt: skip
        for passage in bundle_words(bundle, self._pair):
            told += [tr(passage.heading), *map(tr, passage.lines)]
        text = "\n".join(told)
        QGuiApplication.clipboard().setText(text)
        return lambda: text

    def answered(self) -> str:
        """What it comes to; while a field cannot be read nothing is said, for what stood there was wrong."""
        try:
            bundle = Bundle(**self.typed())
        except UserError as error:
            passages = [Passage(Text("A figure cannot be used yet"), (error.text,), good=False)]
        else:
            passages = bundle_words(bundle, self._pair)
        return passages_html(passages, self._theme)
