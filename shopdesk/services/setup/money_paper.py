"""The fee estimate and the budget of a store as tables for paper and workbook."""

from __future__ import annotations

from shopdesk.domain.fields import Kind, Noun
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.setup.budget import SHARE_NAMES, Tie
from shopdesk.domain.setup.budget_nouns import BUDGET_LINE, BUDGET_PHASE
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeLine
from shopdesk.domain.setup.nouns import OWN_FEE, SETUP_PLAN
from shopdesk.domain.setup.payback import Payback
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.setup_money import MoneyCell, MoneyFacts, MoneyTable
from shopdesk.services.setup.budget import BudgetView
from shopdesk.services.setup.budget_words import line_name
from shopdesk.services.setup.fee_reading import FeeView
from shopdesk.services.setup.fee_words import change_words, standing_words, total_doubts
from shopdesk.services.setup.money_words import break_even_sentence, cash_sentences, return_sentence
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.wording import store_kind


def money_facts(board: SetupBoard, fees: FeeView, budget: BudgetView | None) -> MoneyFacts:
    """Everything about the plan's money, in words and figures."""
    return MoneyFacts(
        store=board.store.name,
        kind=store_kind(board),
        day=board.today,
        fees=[_fee_lines(fees), _fee_sums(fees)],
        budget=[] if budget is None else [_phases(budget), _shares(budget), _cash(budget)],
    )


_CELLS: dict[Kind, str] = {Kind.MONEY: "money", Kind.RATE: "rate", Kind.DAY: "date"}


def _columns(noun: Noun, *names: str) -> list[tuple[str, str]]:
    """The columns of a noun's fields, with how their cells are written."""
    return [(tr(noun.label_of(name)), _CELLS.get(noun.field(name).kind, "text")) for name in names]


def _fee_lines(view: FeeView) -> MoneyTable:
    def row(line: FeeLine) -> list[MoneyCell]:
        rule = tr("own figure") if line.own else _title(line)
        source = " · ".join(filter(None, (standing_words(line)[0], pick(line.source.zh, line.source.en))))
        return [tr(FEE_ITEM_NAMES[line.item]), line.amount_fen, line.rate, line.year_fen, rule, source, line.as_of]

    return MoneyTable(
        title=tr("Figures and their rules"),
        columns=[
            (tr("Fee"), "text"),
            *_columns(OWN_FEE, "amount_fen", "rate"),
            (tr("In a year"), "money"),
            (tr("Rule"), "text"),
            *_columns(OWN_FEE, "source"),
            (tr("As of"), "date"),
        ],
        rows=[row(line) for line in view.estimate.lines],
        notes=[tr("An estimate from dated third-party pages. Before paying, look at the platform's own page.")],
    )


def _title(line: FeeLine) -> str:
    return pick(line.rule_set.title.zh, line.rule_set.title.en) if line.rule_set is not None else ""


def _fee_sums(view: FeeView) -> MoneyTable:
    result = view.estimate
    return MoneyTable(
        title=tr("What it comes to"),
        columns=[("", "text"), (tr("Amount"), "money")],
        rows=[
            [tr(SETUP_PLAN.label_of("expected_year_fen")), view.plan.expected_year_fen],
            [tr("Tied up as deposit (comes back)"), result.tied_up_fen],
            [tr("Fees in the first year"), result.year_cost_fen],
            [tr("Cash needed for fees in the first year"), result.first_year_cash_fen],
            [tr("Break-even sales a year"), None if view.break_even is None else view.break_even.year_fen],
        ],
        notes=[
            break_even_sentence(view.break_even) if view.break_even else tr(seen_by(Subject.COSTS)),
            *total_doubts(result),
            *(tr("Later: {change}", change=change_words(change)) for change in view.later()),
        ],
    )


def _phases(view: BudgetView) -> MoneyTable:
    rows: list[list[MoneyCell]] = []
    for money in view.phases:
        phase = money.phase
        days: list[MoneyCell] = [phase.title, phase.starts_on, phase.ends_on]
        rows += [[*days, line_name(line), line.amount_fen, line.note] for line in money.lines]
    return MoneyTable(
        title=tr("Money by phase"),
        columns=[
            (tr("Phase"), "text"),
            *_columns(BUDGET_PHASE, "starts_on", "ends_on"),
            *_columns(BUDGET_LINE, "kind", "amount_fen", "note"),
        ],
        rows=rows,
        total=tr("Sum of the phases"),
    )


def _shares(view: BudgetView) -> MoneyTable:
    plan, even = view.plan, view.break_even
    rows: list[list[MoneyCell]] = [[tr(label), getattr(plan, name)] for name, label in SHARE_NAMES.items()]
    rows.append([tr("Net, what is left of turnover"), plan.net_share])
    return MoneyTable(
        title=tr("Cost structure, share of turnover"),
        columns=[("", "text"), (tr("Rate"), "rate")],
        rows=rows,
        notes=[break_even_sentence(even)],
    )


def _cash(view: BudgetView) -> MoneyTable:
    rows: list[list[MoneyCell]] = [
        [tr("Stated total (yuan)"), view.plan.stated_total_fen],
        [tr("Tied up, comes back (deposits)"), view.by_tie[Tie.RETURNABLE]],
        [tr("Bound (goods)"), view.by_tie[Tie.STOCK]],
        [tr("Spent"), view.by_tie[Tie.SPENT]],
        [tr("Fixed costs a month (yuan)"), view.plan.fixed_month_fen],
        [tr("Break-even turnover a month"), view.break_even.month_fen],
    ]
    notes: list[str] = []
    if view.payback is not None:
        rows += [
            [tr("Most cash in the plan at once"), view.payback.peak_fen],
            [tr("Profit of the first 12 months"), view.payback.first_year_profit_fen],
        ]
        notes = [*_returns(view.payback), *cash_sentences(view.payback)]
    return MoneyTable(title=tr("Cash"), columns=[("", "text"), (tr("Amount"), "money")], rows=rows, notes=notes)


def _returns(payback: Payback) -> list[str]:
    return [
        f"{tr('Spent money earned back')}: {return_sentence(payback, payback.spent_back)}",
        f"{tr('All money put in earned back')}: {return_sentence(payback, payback.all_back)}",
    ]
