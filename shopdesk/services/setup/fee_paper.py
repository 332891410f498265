"""Two stores side by side as tables for paper and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.fee_scenario import FEE_SCENARIO, ComparedRow
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.infra.i18n import tr
from shopdesk.reporting.setup_money import MoneyCell, MoneyFacts, MoneyTable
from shopdesk.services.setup.fee_words import answer_words, doubts_words, side_name

if TYPE_CHECKING:
    from shopdesk.services.setup.fee_scenarios import FeeAnswer, FeeDesk


def compare_facts(desk: FeeDesk, answers: Sequence[FeeAnswer], rows: Sequence[ComparedRow], today: date) -> MoneyFacts:
    """What the two are, their amounts and shares with the difference, and what is not sure of each."""
    return MoneyFacts(
        store=desk.store.name,
        kind=f"{tr(PLATFORM_NAMES[desk.store.platform])} · {tr(TYPE_NAMES[desk.store.store_type])}",
        day=today,
        fees=[_stores(desk, answers, today), _table(answers, rows, rate=False), _table(answers, rows, rate=True)],
        budget=[],
        title=tr("Two stores side by side"),
    )


def _stores(desk: FeeDesk, answers: Sequence[FeeAnswer], today: date) -> MoneyTable:
    reader = Reader(today=today, say=tr, names={"category": desk.categories})
    columns = [("", "text"), *((side_name(side), "text") for side in range(len(answers)))]
    rows: list[list[MoneyCell]] = [
        [tr(field.label), *(reader.shown(field, getattr(one.scenario, field.name)) for one in answers)]
        for field in FEE_SCENARIO.fields
        if field.label is not None
    ]
    notes = [f"{side_name(side)}: {answer_words(answer)}" for side, answer in enumerate(answers)]
    return MoneyTable(title=tr("What is compared"), columns=columns, rows=rows, notes=notes)


def _table(answers: Sequence[FeeAnswer], rows: Sequence[ComparedRow], *, rate: bool) -> MoneyTable:
    kind = "rate" if rate else "money"
    return MoneyTable(
        title=tr("Shares of sales") if rate else tr("Amounts in yuan"),
        columns=[
            (tr("Fee"), "text"),
            *((side_name(side), kind) for side in range(len(answers))),
            (tr("B against A"), kind),
            (tr("Not sure"), "text"),
        ],
        rows=[
            [tr(row.name), *row.values, row.difference, doubts_words(answers, row)] for row in rows if row.rate is rate
        ],
        notes=[tr("An estimate from dated third-party pages. Before paying, look at the platform's own page.")],
    )
