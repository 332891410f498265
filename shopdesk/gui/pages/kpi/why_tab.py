"""Why sales moved: the change split into its causes, to the fen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Unit
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.decompose import AMOUNT_PER_ORDER, AOV, CONVERSION, DAYS, ORDERS, OTHER, REST, VISITORS, Part
from shopdesk.domain.kpi.slices import Cut, Slice
from shopdesk.domain.kpi.why_words import factor_name, slice_words, why_words
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.effect_bars import Bar, EffectBars
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.metric_tree import MetricTree, level
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.scaled import keep_seen
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.kpi import Why


class WhyTab(QWidget):
    """The split by visitors, conversion and order value, the tree of drivers, and the moves by region and product."""

    rows_wanted = Signal(str, object)
    product_wanted = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(parent)
        self._messages = context.messages
        self.headline = QLabel()
        self.headline.setObjectName("kpi.whyHeadline")
        self.headline.setProperty("role", "subtitle")
        self.headline.setWordWrap(True)
        self.headline.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._against_the_rest: list[Text] = []
        tip = tr("Copy these sentences, with what moved against the rest")
        self.copied = button("kpi.why.copy", tr("Copy"), self.copy_words, tip=tip)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.factors = EffectBars(context.theme, "kpi.whyFactors")
        self.regions = EffectBars(context.theme, "kpi.whyRegions")
        self.products = EffectBars(context.theme, "kpi.whyProducts")
        self.channels = EffectBars(context.theme, "kpi.whyChannels")
        self.others = QLabel(
            tr(
                "Each list adds up to the change of the paid amount. What its source does not say, or counts on other "
                "days (ads by the click, product reports by the payment), is under “Not in this source”."
            )
        )
        self.others.setObjectName("kpi.whyOthers")
        self.others.setProperty("role", "muted")
        self.others.setWordWrap(True)
        self._main = Card(tr("Causes"))
        self._main.add(self.factors)
        self._main.add(self.note)
        self.tree = MetricTree(context.theme)
        self.tree.rows_wanted.connect(lambda code: self.rows_wanted.emit(code, {}))
        self.tree_rows = button("kpi.tree.show", tr("Show rows"), self.tree.show_rows)
        self.tree_rows.setEnabled(False)
        self.tree.node_chosen.connect(lambda: self.tree_rows.setEnabled(self.tree.rows.isEnabled()))
        self._drivers = Card(tr("What drives sales"))
        self._drivers.header.addWidget(self.tree_rows)
        self._drivers.add(self.tree)
        self.slices = EffectBars(context.theme, "kpi.whySlices")
        self._slices = Card(tr("Moved against the rest"))
        self._slices.add(self.slices)
        self._slices.add(
            words(
                tr("The arrow says how far each is from what it would be, had it moved as all others together did."),
                name="kpi.whySlicesNote",
                role="muted",
            )
        )
        for bars in (self.factors, self.slices, self.regions, self.products, self.channels):
            bars.opened.connect(self._open)
        self._by_region = Card(tr("By province"))
        self._by_region.add(self.regions)
        self._by_product = Card(tr("By product"))
        self._by_product.add(self.products)
        self._by_channel = Card(tr("By channel"))
        self._by_channel.add(self.channels)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 8, 8)
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(self.copied, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._main)
        column.addWidget(self._drivers)
        column.addWidget(self._slices)
        row = QHBoxLayout()
        for card in (self._by_product, self._by_region):
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._by_channel)
        column.addWidget(self.others)
        column.addStretch(1)
        area = QuietScroll(name="kpi.why", label=tr("Why sales moved"))
        area.setWidgetResizable(True)
        area.setWidget(inner)
        keep_seen(area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.addWidget(area)

    def show_why(self, why: Why) -> None:
        """Show a split."""
        split = why.split
        for card, bars, parts, cut in (
            (self._by_region, self.regions, why.by_region, Cut.REGION),
            (self._by_product, self.products, why.by_product, Cut.PRODUCT),
            (self._by_channel, self.channels, why.by_channel, Cut.CHANNEL),
        ):
            card.setVisible(bool(parts))
            bars.set_bars([_named(part, cut) for part in parts])
        self._against_the_rest = slice_words(why.slices)
        self._slices.setVisible(bool(why.slices))
        self.slices.set_bars([_slice(one) for one in why.slices])
        self.tree.show_tree(why.tree)
        self.others.setVisible(bool(why.by_region or why.by_product or why.by_channel))
        self.headline.setText(sentences(map(tr, why_words(split, why.period, why.before, why.moved.lacking))))
        if split is None:
            self._main.hide()
            return
        self._main.show()
        bars = [self._factor(part) for part in split.parts]
        past, now = (Bar(days_text(span), "", 0, strong=True, total=fen, code="paid_amount", only={"period": span})
                     for span, fen in ((why.before, split.before), (why.period, split.after)))  # fmt: skip
        self.factors.set_bars([past, *bars, now])
        self.note.setText(self._note(split.parts))

    def copy_words(self) -> None:
        """Put the sentences about the change on the clipboard, and those about what moved against the rest."""
        QGuiApplication.clipboard().setText(sentences([self.headline.text(), *map(tr, self._against_the_rest)]))
        self._messages.success(tr("Copied."))

    def _note(self, parts: tuple[Part, ...]) -> str:
        exact = tr("The parts add up to the change to the fen: each is the cause's mean effect, whichever moved first.")
        if parts and parts[0].factor == ORDERS:
            return sentences((exact, tr("There are no visitors for both spans, so orders and their size explain it.")))
        return exact

    def _factor(self, part: Part) -> Bar:
        levels = [_level(part.factor, value) for value in (part.before, part.after)]
        code = {VISITORS: "visitors_per_day", DAYS: "visitors_per_day", REST: "paid_amount"}.get(
            part.factor, part.factor
        )
        return Bar(tr(factor_name(part.factor)), " → ".join(filter(None, levels)), part.effect, code=code)

    def _open(self, bar: Bar) -> None:
        if bar.code == _PRODUCT:
            self.product_wanted.emit(bar.only["title"])
        else:
            self.rows_wanted.emit(bar.code, bar.only)


_PRODUCT = "product"
"""Instead of a KPI: the bar is a product, whose figures and rows are in the part of the products."""


def _slice(one: Slice) -> Bar:
    levels = f"{format_yuan(one.before)} → {format_yuan(one.after)}"
    return replace(_bar_of(one.name, one.cut), levels=levels, effect=one.surprise)


def _named(part: Part, cut: Cut) -> Bar:
    if part.before is None or part.after is None:
        return Bar(tr("Not in this source") if part.factor == OTHER else tr("All others"), "", part.effect)
    levels = f"{format_yuan(int(part.before))} → {format_yuan(int(part.after))}"
    return replace(_bar_of(part.factor, cut), levels=levels, effect=part.effect)


def _bar_of(name: str, cut: Cut) -> Bar:
    """A slice by its name, and where its rows are."""
    if cut is Cut.CHANNEL:
        return Bar(tr(CHANNEL_NAMES[Channel(name)]), "", 0, code="ad_sales", only={"channel": Channel(name)})
    if cut is Cut.REGION:
        return Bar(name, "", 0, code="paid_amount", only={"province": name})
    return Bar(name, "", 0, code=_PRODUCT, only={"title": name})


def _level(factor: str, value: Fraction | None) -> str:
    """As the tree below says it, to the same fen."""
    unit = Unit.MONEY if factor in (AOV, AMOUNT_PER_ORDER) else Unit.RATE if factor == CONVERSION else Unit.COUNT
    return "" if value is None else level(unit, value)
