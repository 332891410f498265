"""The form for an own fee figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import percent_text
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, RATE_ITEMS, FeeLine
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import tr


class FeeDialog(FormDialog):
    """Asks for the amount or the rate, and where it is known from."""

    def __init__(
        self,
        line: FeeLine,
        save: Callable[[FeeDialog, int | None, Decimal | None, str], object],
        parent: QWidget | None,
    ) -> None:
        """A form for the item of ``line``."""
        super().__init__(tr(FEE_ITEM_NAMES[line.item]), lambda: save(self, *self.read()), parent, ok_label=tr("Save"))
        self.setObjectName("setup.feeDialog")
        self._is_rate = line.item in RATE_ITEMS
        if self._is_rate:
            self.rate = QLineEdit(percent_text(line.rate) if line.rate is not None else "")
            self.rate.setPlaceholderText("5%")
            self.add_row(tr("Share of sales"), self.rate, "setup.feeDialog.rate")
        else:
            self.amount = MoneyEdit()
            self.amount.set_fen(line.amount_fen)
            self.add_row(tr("Amount (yuan)"), self.amount, "setup.feeDialog.amount")
        self.source = QLineEdit(line.source.en if line.own else "")
        self.source.setPlaceholderText(tr("for example: seller centre, fee page"))
        self.add_row(tr("Where from"), self.source, "setup.feeDialog.source")

    def read(self) -> tuple[int | None, Decimal | None, str]:
        """Amount in fen or rate, and the source.

        Raises:
            UserError: the figure is not readable.
        """
        source = self.source.text().strip()
        if self._is_rate:
            return None, read_percent(self.rate.text()), source
        if not self.amount.valid:
            raise UserError(Text("Enter the amount in yuan, 0 or more."))
        return self.amount.fen, None, source


def read_percent(text: str) -> Decimal:
    """``5``, ``5%`` or ``0.6 %`` as a share of one.

    Raises:
        UserError: it is no percentage.
    """
    cleaned = text.strip().replace("％", "%").removesuffix("%").strip()
    try:
        value = Decimal(cleaned) / 100
    except InvalidOperation:
        raise UserError(Text("“{value}” is not a percentage. Enter it like 5 or 0.6%.", value=text)) from None
    if not value.is_finite():
        raise UserError(Text("“{value}” is not a percentage. Enter it like 5 or 0.6%.", value=text))
    return value
