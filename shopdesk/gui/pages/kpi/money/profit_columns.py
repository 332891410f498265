"""The columns of the tables of profit: its parts and sums, and the published structure beside the store's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QColor

from shopdesk.domain.ledger.parts import ORIGIN_NAMES, PART_NAMES, Origin, ProfitRow
from shopdesk.domain.ledger.parts import Part as ProfitPiece
from shopdesk.domain.ledger.profit_table import StructureLine
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.kpi.money.texts import money, rate
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

_SHOWN = ("title", "sales", "refunds", "cost_of_goods", "ads", "contribution", "margin", "break_even", "profit")


@dataclass(frozen=True, slots=True)
class ProfitLine:
    """A row of the table: the total has no place among the others."""

    row: ProfitRow
    title: str

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.row.key


def origin_words(fen: int | None, origin: Origin | None) -> str:
    """Where a figure comes from, in words."""
    if origin is None:
        return ""
    return tr(ORIGIN_NAMES[Origin.MISSING if fen is None else origin])


def profit_columns(bad: QColor) -> list[Column[ProfitLine]]:
    """The parts of profit; what is below 0 in the ink for bad."""

    def ink(figure: Callable[[ProfitRow], int | None], line: ProfitLine) -> QColor | None:
        found = figure(line.row)
        return bad if found is not None and found < 0 else None

    def part_column(part: ProfitPiece) -> Column[ProfitLine]:
        return Column(
            tr(PART_NAMES[part]),
            lambda line: line.row[part],
            text=money,
            numeric=True,
            name=part.value,
            tip=lambda line: origin_words(line.row[part], line.row.origins[part]),
            hidden=part.value not in _SHOWN,
        )

    def sum_column(name: str, header: str, figure: Callable[[ProfitRow], int | None]) -> Column[ProfitLine]:
        return Column(
            header, lambda line: figure(line.row), text=money, numeric=True, name=name, ink=partial(ink, figure)
        )

    return [
        Column(tr("What"), lambda line: line.title, name="title", tip=lambda line: line.row.key, width=170),
        *(part_column(part) for part in tuple(ProfitPiece)[:10]),
        sum_column("contribution", tr("Contribution"), lambda row: row.contribution),
        Column(
            tr("Margin"),
            lambda line: line.row.margin,
            text=rate,
            numeric=True,
            name="margin",
            header_tip=tr("Contribution by sales less refunds: what is left after ads and refunds"),
        ),
        Column(
            tr("Break-even returns"),
            lambda line: line.row.break_even_refunds,
            text=rate,
            numeric=True,
            name="break_even",
            header_tip=tr("The share of sales given back at which nothing is left"),
        ),
        Column(
            tr("Cost unknown"),
            lambda line: line.row.unknown_share if line.row.unknown_sales else None,
            text=rate,
            numeric=True,
            name="unknown",
            header_tip=tr("The share of sales whose goods have no unit cost"),
        ),
        *(part_column(part) for part in tuple(ProfitPiece)[10:]),
        sum_column("profit", tr("Profit"), lambda row: row.profit),
    ]


def structure_columns() -> list[Column[StructureLine]]:
    """The published structure of a store beside its own."""
    return [
        Column(tr("Share of net sales"), lambda line: tr(line.name), name="name"),
        Column(tr("Published"), lambda line: line.published, text=rate, numeric=True, name="published"),
        Column(tr("Own"), lambda line: line.own, text=rate, numeric=True, name="own"),
        Column(
            tr("Apart"),
            lambda line: None if line.own is None else line.own - line.published,
            text=lambda share: NO_DATA if share is None else f"{'+' if share > 0 else ''}{rate(share)}",
            numeric=True,
            name="apart",
        ),
    ]
