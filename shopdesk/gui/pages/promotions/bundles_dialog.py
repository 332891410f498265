"""What is bought together: the pairs of products in the paid orders of a span, and a bundle of a chosen pair."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.bundle_price import Bundle
from shopdesk.domain.campaigns.bundles import PAIR, Pair
from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.kpi.ranges import RANGE_NAMES, Range, range_period
from shopdesk.domain.money import decimal_text, percent_text
from shopdesk.domain.periods import Period
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.bundle_form import BundleForm
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.record_model import Column, FieldColumns, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.campaigns.bundles import MOST_SHOWN, Together
from shopdesk.services.registry import Services

_NAME = "promotions.together"
_SPANS = (Range.LAST_90, Range.LAST_365)
_ROUNDED = {Kind.RATE: lambda share: percent_text(share, 1), Kind.DECIMAL: decimal_text}
_WIDE = {"first_title": 140, "second_title": 140}


class BundlesDialog(QDialog):
    """Shows pairs, never people: an order of a buyer who comes again counts again."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with the last 90 days."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Bought together"))
        roomy(self, 1220, 640)
        self._context = context
        self._shown: Together | None = None
        self.span = named(QComboBox(), f"{_NAME}.span", tr("Days"))
        for one in _SPANS:
            self.span.addItem(tr(RANGE_NAMES[one]), one)
        self.said = words(name=f"{_NAME}.said", role="muted")
        reader = Reader(today=context.clock.today(), say=tr)
        self.table = RecordTable(RecordTableModel(_columns(reader)), f"{_NAME}.list", tr("Bought together"))
        panel = RecordPanel(context, self.table, lambda: reader)
        panel.offer_export(tr("Bought together"))
        self.bundle = button(f"{_NAME}.bundle", tr("Price of a bundle…"), self._on_bundle, role="primary")
        self.excel = button(f"{_NAME}.excel", tr("Export to Excel…"), panel.export)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.span)
        head.addWidget(self.said, 1)
        foot.addWidget(self.bundle)
        foot.addWidget(self.excel)
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(panel, 1)
        layout.addWidget(words(tr("A is the product that more orders hold. A few orders may be chance."), role="muted"))
        layout.addLayout(foot)
        self.look = Look(self, context, self._question, _load, self._show, covered=lambda: panel)
        self.span.currentIndexChanged.connect(lambda _index: self.look.ask())
        self.table.chosen.connect(lambda _pair: self._offer())
        self.table.opened.connect(lambda _pair: self._on_bundle())
        self._offer()

    def _question(self) -> Hashable:
        # Qt hands an enumeration of words back as the plain word
        span = range_period(Range(self.span.currentData()), self._context.clock.today())
        return self._context.store_id, span

    def _show(self, found: Together) -> None:
        self._shown = found
        self.said.setText(_summary(found))
        self.table.say_when_empty(_why_empty(found))
        self.table.set_records(found.pairs)
        self._offer()

    def _offer(self) -> None:
        self.bundle.setEnabled(self.table.current() is not None)
        self.excel.setEnabled(self._shown is not None and bool(self._shown.pairs))

    def _on_bundle(self) -> None:
        pair = self.table.current()
        if pair is None or self._shown is None:
            return
        bundles, store_id, period = self._context.services.campaigns.bundles, self._context.store_id, self._shown.period

        def show(begun: Bundle) -> None:
            open_once(BundleForm(self._context, pair, begun, self)).saved.connect(
                lambda _text: self.said.setText(tr("Copied"))
            )

        self._context.tasks.database(lambda: bundles.begun(store_id, pair, period), done=show, owner=self)


def _load(services: Services, question: tuple[int, Period]) -> Together:
    return services.campaigns.bundles.together(*question)


def _columns(reader: Reader) -> list[Column[Pair]]:
    return [_rounded(one) for one in FieldColumns[Pair](PAIR, reader).columns()]


def _rounded(column: Column[Any]) -> Column[Any]:
    """A share to a tenth of a point, a factor to a hundredth: what lies behind is no news."""
    text = _ROUNDED.get(column.field.kind) if column.field is not None else None
    return replace(column, text=text or column.text, width=_WIDE.get(column.name, column.width))


def _summary(found: Together) -> str:
    if not found.told:
        return ""
    told = [
        tr(
            "{start} – {end}: of {paid} paid orders the products of {told} are known, {several} hold more than one.",
            start=found.period.start,
            end=found.period.end,
            paid=f"{found.paid:,}",
            told=f"{found.told:,}",
            several=f"{found.several:,}",
        )
    ]
    if found.found > MOST_SHOWN:
        told.append(tr("The {count} most frequent pairs are shown.", count=f"{MOST_SHOWN:,}"))
    return sentences(told)


def _why_empty(found: Together) -> str:
    if not found.items:
        return tr(
            "No report has said which products an order holds. Import the item report of the seller backend "
            "(宝贝报表), file ExportOrderDetailList…, and the order report of the same days."
        )
    if not found.paid:
        return tr("No order was paid in these days. Choose a longer span, or import the order report of these days.")
    if not found.told:
        return tr(
            "Of the paid orders of these days no products are known. Import the item report (宝贝报表) of these days."
        )
    return tr("No paid order of these days holds two different products.")
