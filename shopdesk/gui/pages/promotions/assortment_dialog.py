"""The plan of the range: rows by quarter, group and role beside what is there and what sold; targets may follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.assortment import ASSORTMENT_ROW, AssortmentLine, AssortmentRow, PlanSums
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.promotions.follow_view import FollowView
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.assortment import SoldSource

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.assortment import AssortmentBoard
    from shopdesk.services.registry import Services

_NAME = "promotions.assortment"
_BACK, _AHEAD = 3, 2
"""Years that can be chosen before and after this one."""
_SHOWN: dict[Kind, Callable[[Any], str]] = {
    Kind.MONEY: format_yuan,
    Kind.COUNT: "{:,}".format,
    Kind.RATE: lambda share: percent_text(share, 1),
}


class AssortmentPart(RecordListPart):
    """Lists the rows of a year; rows of which only sales or products are known have no plan yet and can be filled."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the year is loaded when it is first seen."""
        self._lines: Mapping[tuple[int, str, str], AssortmentLine] = {}
        listed = Listed(
            ASSORTMENT_ROW,
            _NAME,
            tr("Assortment plan"),
            tr("New row"),
            tr("Nothing is planned for this year yet"),
            tr("Enter what you plan of a product group by quarter and role, or paste the rows of a spreadsheet."),
            files=True,
        )
        super().__init__(context, listed, parent)
        this_year = context.clock.today().year
        self.year = named(QComboBox(), f"{_NAME}.year", tr("Year"))
        years = {year: str(year) for year in range(this_year - _BACK, this_year + _AHEAD + 1)}
        for year, name in years.items():
            self.year.addItem(name, year)
        self.name_codes("year", years)
        self.year.setCurrentIndex(_BACK)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.sums = words(name=f"{_NAME}.sums")
        head = QHBoxLayout()
        head.addWidget(self.year)
        head.addWidget(self.sums, 1)
        self.column.insertLayout(0, head)
        self.column.insertWidget(2, self.said)
        self.follow = FollowView(context, self)
        self.column.addWidget(self.follow)
        self.year.currentIndexChanged.connect(lambda _index: self._on_year())

    def _on_year(self) -> None:
        self.follow.forget()
        self.refresh()

    def more_columns(self) -> Sequence[Column[AssortmentRow]]:
        """Shares of the quarter, what is there, what sold."""
        return (
            _figure("products_share", tr("Share of products"), Kind.RATE, self._of),
            _figure("pieces_share", tr("Share of pieces"), Kind.RATE, self._of),
            _figure("amount_share", tr("Share of amount"), Kind.RATE, self._of),
            _figure("now", tr("Products now"), Kind.COUNT, self._of),
            _figure("products_sold", tr("Products sold"), Kind.COUNT, self._sold),
            _figure("pieces_sold", tr("Pieces sold"), Kind.COUNT, self._sold),
            _figure("paid_fen_sold", tr("Amount sold"), Kind.MONEY, self._sold),
            _figure("price_sold_fen", tr("Price sold"), Kind.MONEY, self._of),
        )

    def _of(self, row: AssortmentRow, name: str) -> Any:
        line = self._lines.get(_key(row))
        return None if line is None else getattr(line, name)

    def _sold(self, row: AssortmentRow, name: str) -> Any:
        sold = self._of(row, "sold")
        return None if sold is None else getattr(sold, name.removesuffix("_sold"))

    def start(self) -> Mapping[str, Any]:
        """The year in view, and the quarter of the row that the cursor is on."""
        chosen = self.chosen
        return {"year": self.year.currentData(), "quarter": 1 if chosen is None else chosen.quarter}

    def question(self) -> tuple[int, int]:
        """The store and the year in view."""
        return self.context.store_id, self.year.currentData()

    def load(self, services: Services, question: Any) -> AssortmentBoard:
        """The plan of the year."""
        return services.assortment.board(*question)

    def populate(self, board: AssortmentBoard) -> None:
        """Show it."""
        self._lines = {_key(line.row): line for line in board.lines}
        self.sums.setText(_sums_words(board))
        self.said.setText(_said(board))
        self.show_records([line.row for line in board.lines])
        self.table.fit_columns()
        self.follow.show_board(board)

    def keep(self, record: AssortmentRow) -> AssortmentRow:
        """Keep a row."""
        return self.context.services.assortment.keep(record)

    def discard(self, record: AssortmentRow) -> None:
        """Take a row off the plan."""
        self.context.services.assortment.remove(record)

    def enable(self) -> None:
        """Of a row of which nothing is planned nothing can be taken back."""
        super().enable()
        self.remove.setEnabled(self.chosen is not None and self.chosen.id is not None)


def _figure(name: str, title: str, kind: Kind, get: Callable[[AssortmentRow, str], Any]) -> Column[AssortmentRow]:
    """A column that is reckoned and takes nothing that is pasted."""
    adds_up = name in ("pieces_sold", "paid_fen_sold")
    field = Field(name, kind, lowest=None if kind is Kind.RATE else 0, additive=adds_up)
    return Column(title, lambda row: get(row, name), name=name, field=field, numeric=True, text=_SHOWN[kind])


def _key(row: AssortmentRow) -> tuple[int, str, str]:
    return row.quarter, row.product_group, row.role


def _sums_words(board: AssortmentBoard) -> str:
    told = [
        tr("Q{quarter}: {sums}", quarter=quarter, sums=_of_sums(one)) for quarter, one in sorted(board.sums.items())
    ]
    if board.sums:
        told.append(tr("{year}: {sums}", year=board.year, sums=_of_sums(board.whole, of_year=True)))
    return "\n".join(told)


def _of_sums(sums: PlanSums, *, of_year: bool = False) -> str:
    def number(value: int | None) -> str:
        return NO_DATA if value is None else f"{value:,}"

    pieces, amount = number(sums.pieces), NO_DATA if sums.amount_fen is None else format_yuan(sums.amount_fen)
    said = (
        tr("{pieces} pieces, {amount} yuan", pieces=pieces, amount=amount)
        if of_year
        else tr("{products} products, {pieces} pieces, {amount} yuan", products=number(sums.products), pieces=pieces,
                amount=amount)
    )  # fmt: skip
    return said if not sums.without else tr("{words} ({count} without an amount)", words=said, count=sums.without)


def _said(board: AssortmentBoard) -> str:
    told = [
        tr("Heroes: your hero products. For promotion: products of the role traffic or campaign. The rest: all others.")
    ]
    for quarter, one in sorted(board.sold.items()):
        known = percent_text(Decimal(one.days) / one.of, 0)
        words = {"quarter": quarter, "days": one.days, "of": one.of, "known": known}
        told.append(
            tr("Q{quarter} sold: product reports of {days} of {of} days ({known}).", **words)
            if one.source is SoldSource.REPORTS
            else tr("Q{quarter} sold: items of orders paid on {days} of {of} days ({known}).", **words)
        )
    return sentences(told)


class AssortmentDialog(QDialog):
    """Holds the plan."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Show the plan of this year."""
        super().__init__(parent)
        self.setObjectName(f"{_NAME}Dialog")
        self.setWindowTitle(tr("Assortment plan"))
        self.setModal(True)
        roomy(self, 1240, 700)
        self.part = AssortmentPart(context)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.part.in_a_dialog(), 1)
        layout.addLayout(foot)
