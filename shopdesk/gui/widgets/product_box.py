"""The number of a product, found by name, number, merchant code or pinyin wherever a product is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter

from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.infra.pinyin import place_of

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.widgets.record_form import RecordForm
    from shopdesk.services.products import NamedProduct

_MOST = 12


def fitting(typed: str, products: Sequence[NamedProduct]) -> list[NamedProduct]:
    """The products that can be meant, the best first: those that begin so, then those that hold it, by name.

    Several words have to fit all. Chinese may be typed by its pinyin, in full or by first letters.
    """
    wanted = typed.split()
    ranked = []
    for place, one in enumerate(products):
        texts = [text for text in (one.title, one.product_id, one.merchant_code) if text]
        found = [min((at for text in texts if (at := place_of(word, text)) is not None), default=None)
                 for word in wanted]  # fmt: skip
        if wanted and None not in found:
            ranked.append((max(at or 0 for at in found) > 0, place, one))
    return [one for _later, _place, one in sorted(ranked, key=lambda entry: entry[:2])]


class ProductBox(TypedLine):
    """A line for the number of a product; while a name, code or pinyin is typed it offers what fits.

    ``picked`` carries the product that was chosen. A number that nobody knows stays as it was typed: a product may be
    newer than every report.
    """

    picked = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """Offer the products of the store in view."""
        super().__init__()
        self._context = context
        self._products: Sequence[NamedProduct] = ()
        self._offered: list[NamedProduct] = []
        self._asked = False
        self.setPlaceholderText(tr("Name, number, code or pinyin"))
        self._lines = QStringListModel(self)
        self.offers = QCompleter(self._lines, self)
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.setMaxVisibleItems(_MOST)
        # Not the line's own completer: that one would put the offered words into the line.
        self.offers.setWidget(self)
        self.offers.activated[QModelIndex].connect(self._on_offer)
        self.textEdited.connect(lambda _text: self._offer())
        self.textChanged.connect(lambda _text: self._name())
        self.editingFinished.connect(self._on_done)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for the products once somebody means to choose one."""
        super().focusInEvent(event)
        self.ask()

    def ask(self) -> None:
        """Ask for the products, once."""
        if not self._asked:
            self._asked = True
            products, store_id = self._context.services.products, self._context.store_id
            self._context.tasks.database(lambda: products.named(store_id), done=self._on_known, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the offers; with them open, Enter and Tab choose the marked one."""
        shown = self.offers.popup().isVisible()
        if shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            marked = self.offers.popup().currentIndex()
            self.offers.popup().hide()
            self._on_offer(marked)
            event.accept()
            return
        if shown and event.key() == Qt.Key.Key_Escape:
            self.offers.popup().hide()
        if not shown and event.key() == Qt.Key.Key_Down:
            self._offer(all_too=True)
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Name the product under the mouse, too, once the products are known."""
        if event.type() == QEvent.Type.ToolTip:
            self.ask()
        return super().event(event)

    def _on_known(self, products: Sequence[NamedProduct]) -> None:
        self._products = products
        self._name()
        if self.hasFocus() and self.isModified():
            self._offer()

    def _offer(self, *, all_too: bool = False) -> None:
        typed = self.text().strip()
        found = list(self._products) if all_too and not typed else fitting(typed, self._products)
        known = [one for one in found if one.product_id == typed]
        self._offered = ([] if known else found)[: _MOST * 4]
        self._lines.setStringList([_words(one) for one in self._offered])
        if self._offered:
            self.offers.complete()
            # A number may be of a product that nobody knows yet, so none is marked that only holds it.
            self.offers.popup().setCurrentIndex(self._lines.index(-1 if typed.isdigit() else 0))
        else:
            self.offers.popup().hide()

    def _on_offer(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offered):
            self._pick(self._offered[index.row()])

    def _pick(self, product: NamedProduct) -> None:
        self.setText(product.product_id)
        self.picked.emit(product)

    def _on_done(self) -> None:
        """What names one product alone is that product; a number is what it is."""
        typed = self.text().strip()
        if self.offers.popup().isVisible() or not typed or typed.isdigit():
            return
        if any(one.product_id == typed for one in self._products):
            return
        found = fitting(typed, self._products)
        if len(found) == 1:
            self._pick(found[0])

    def _name(self) -> None:
        typed = self.text().strip()
        found = next((one for one in self._products if one.product_id == typed), None)
        self.setToolTip("" if found is None else found.title)
        self.setAccessibleDescription("" if found is None else found.title)


def _words(product: NamedProduct) -> str:
    return "  ·  ".join(filter(None, (product.title, product.product_id, product.merchant_code)))


def product_widgets(context: PageContext, noun: Any) -> Mapping[str, ProductBox]:
    """The editor of a noun's product number, where it has one; give it to :func:`follow` once the form is made."""
    return {one.name: ProductBox(context) for one in noun.fields if one.name == "product_id"}


def follow(form: RecordForm) -> None:
    """Fill what the form asks of a product with what is known of the one that is picked.

    What was typed stays, unless the form was of another product before: its name, costs and prices would be wrong. The
    merchant code is left out: a cost of a code is no cost of the whole product.
    """
    box = form.editors["product_id"].widget if "product_id" in form.editors else None
    if not isinstance(box, ProductBox):
        return
    began = [box.text().strip()]

    def fill(product: NamedProduct) -> None:
        other = began[0] not in ("", product.product_id)
        began[0] = product.product_id
        for name in ("title", "role", "list_fen", "cost_fen"):
            made = form.editors.get(name)
            if made is None:
                continue
            if name == "title" or other or made.raw() in (None, ""):
                made.set_value(getattr(product, name))

    box.picked.connect(fill)
