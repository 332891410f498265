"""The budget of a store for paper and workbook: its lines with what was paid, three outlooks, what it says."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.setup.budget import KIND_NAMES, OUTLOOK_NAMES, TIE_NAMES, Outlook, Tie
from shopdesk.infra.i18n import sentences, tr
from shopdesk.reporting.budget_facts import BudgetFacts, BudgetRow, OutlookFacts
from shopdesk.reporting.setup_money import MoneyCell, MoneyTable, tables_html
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.budget_paid import PaidView
from shopdesk.services.setup.budget_words import (
    break_even_rule,
    findings,
    lowest_sentence,
    parts_sentence,
    payback_rule,
    total_sentence,
)
from shopdesk.services.setup.money_words import break_even_sentence, cash_sentences, return_sentence


def budget_facts(store: str, day: date, view: BudgetView, paid: PaidView) -> BudgetFacts:
    """Everything about the budget, in words and figures."""
    rows = tuple(
        BudgetRow(
            phase=one.phase.title,
            name=one.line.name,
            kind=tr(KIND_NAMES[one.line.kind]),
            tie=one.line.tie,
            day=one.day,
            planned_fen=one.line.amount_fen,
            paid_fen=one.actual_fen,
            over_fen=one.over_fen,
            back_fen=one.paid.back_fen,
            returns_on=one.line.returns_on if one.line.tie is Tie.RETURNABLE else None,
            note=one.line.note,
        )
        for one in paid.lines
    )
    outlooks = {
        outlook: OutlookFacts(
            curve=curve,
            even=money.break_even,
            payback=money.payback,
            back=return_sentence(money.payback, money.payback.spent_back),
        )
        for outlook, curve in view.curves.items()
        if (money := view.outlooks[outlook]).payback is not None
    }
    phases = [money.phase for money in view.phases]
    starts = [max(phases, key=lambda phase: phase.ends_on).starts_on] if phases else [day]
    expected = view.curves.get(Outlook.EXPECTED)
    said = [
        total_sentence(view.check),
        *findings(view),
        lowest_sentence(view, Outlook.EXPECTED),
        "" if expected is None else parts_sentence(expected),
        *([] if view.payback is None else cash_sentences(view.payback)),
    ]
    return BudgetFacts(
        store=store,
        day=day,
        plan=view.plan,
        rows=rows,
        outlooks=outlooks,
        final_day=max(*starts, *(row.day for row in rows if row.planned_fen), starts[0]),
        said=[one for one in said if one],
        rules=[payback_rule(), break_even_rule(), break_even_sentence(view.break_even)],
    )


def budget_html(facts: BudgetFacts) -> str:
    """The budget as a document for A4."""
    return tables_html(f"{tr('Budget')} · {facts.store}", facts.about, [_lines(facts), _outlooks(facts), _ties(facts)])


def _lines(facts: BudgetFacts) -> MoneyTable:
    rows: list[list[MoneyCell]] = [
        [row.phase, row.name or row.kind, tr(TIE_NAMES[row.tie]), row.day, row.planned_fen, row.paid_fen, row.over_fen]
        for row in facts.rows
    ]
    return MoneyTable(
        title=tr("Planned and paid"),
        columns=[
            (tr("Phase"), "text"),
            (tr("What for"), "text"),
            (tr("What becomes of it"), "text"),
            (tr("Paid on"), "date"),
            (tr("Planned", context="budget"), "money"),
            (tr("Paid", context="budget"), "money"),
            (tr("Paid − planned"), "money"),
        ],
        rows=rows,
        large=True,
        total=tr("Total"),
        notes=[sentences([*facts.said, tr("Paid − planned adds up the lines for which something is paid.")])],
    )


def _ties(facts: BudgetFacts) -> MoneyTable:
    rows: list[list[MoneyCell]] = []
    for tie in Tie:
        mine = [row for row in facts.rows if row.tie is tie]
        paid = [row.paid_fen for row in mine if row.paid_fen is not None]
        rows.append([tr(TIE_NAMES[tie]), sum(row.planned_fen or 0 for row in mine), sum(paid) if paid else None])
    return MoneyTable(
        title=tr("What becomes of it"),
        columns=[("", "text"), (tr("Planned", context="budget"), "money"), (tr("Paid", context="budget"), "money")],
        rows=rows,
        large=True,
        total=tr("Total"),
    )


def _outlooks(facts: BudgetFacts) -> MoneyTable:
    rows: list[list[MoneyCell]] = []
    for outlook, one in facts.outlooks.items():
        factors = facts.plan.factors(outlook)
        low = one.curve.lowest
        rows.append(
            [
                tr(OUTLOOK_NAMES[outlook]),
                factors.sales,
                factors.costs,
                low.cash_fen,
                low.day,
                one.even.month_fen,
                one.back,
            ]
        )
    return MoneyTable(
        title=tr("Three outlooks"),
        columns=[
            ("", "text"),
            (tr("Turnover ×"), "rate"),
            (tr("Money spent and fixed costs ×"), "rate"),
            (tr("Lowest cash"), "money"),
            (tr("On the day"), "date"),
            (tr("Break-even turnover a month"), "money"),
            (tr("Spent money earned back"), "text"),
        ],
        rows=rows,
        large=True,
        notes=[sentences(facts.rules)],
    )
