"""The budget as a workbook that reckons by itself: lines, cash by day in three outlooks, payback and break-even.

Change an amount, a day or a factor in it, and cash, lowest point, payback and break-even follow by the program's rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl.utils import quote_sheetname

from shopdesk.domain.money import round_half_up
from shopdesk.domain.setup.budget import OUTLOOK_NAMES, TIE_NAMES, BudgetPlan, Outlook, Tie
from shopdesk.domain.setup.cash import CashCurve, CashDay
from shopdesk.domain.setup.flows import next_month
from shopdesk.domain.setup.payback import MonthFlow, Payback
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.table import Column, Placed, add_table
from shopdesk.reporting.book.values import At, Formula, yuan
from shopdesk.reporting.budget_facts import BudgetFacts, BudgetRow


@dataclass(frozen=True, slots=True)
class _Inputs:
    """Where the inputs of an outlook stand, and the lines that all of them read."""

    facts: BudgetFacts
    lines: Placed | None
    start: str
    net: str
    fixed: Mapping[Outlook, str]
    costs: Mapping[Outlook, str]
    sales: Mapping[Outlook, str]

    def span(self, key: str) -> str:
        """The address of a column of the lines from another sheet."""
        assert self.lines is not None
        sheet, column = self.lines.sheet, self.lines.columns[key]
        first, last = (sheet.place(column, row, absolute=True) for row in (self.lines.first, self.lines.last))
        return f"{quote_sheetname(sheet.title)}!{first}:{last}"

    def moved(self, where: str, outlook: Outlook, ties: Sequence[Tie]) -> str:
        """The planned amounts of some ties for which ``where`` holds, what is spent at the outlook's factor."""
        parts = []
        for tie in ties:
            amount = self.span("planned")
            if tie is Tie.SPENT and outlook is not Outlook.EXPECTED:
                amount = f"ROUND({amount}*{self.costs[outlook]},2)"
            word = tr(TIE_NAMES[tie])
            parts.append(f'SUMPRODUCT({where}*({self.span("tie")}="{word}")*{amount})')
        return "+".join(parts)


def write_budget_workbook(facts: BudgetFacts, target: Path) -> None:
    """Write it to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file is open in another program or cannot be written.
    """
    book = Book(tr("Budget"))
    sheet = book.sheet(tr("Planned and paid"), facts.about, [22.0, 24.0, 20.0, 14.0, 13.0, *[15.0] * 4, 13.0, 28.0])
    lines = _lines(sheet, facts)
    inputs = _outlooks(book, facts, lines)
    for outlook, one in facts.outlooks.items():
        _cash(book, inputs, outlook, one.curve)
    expected = facts.outlooks.get(Outlook.EXPECTED)
    if expected is not None:
        _payback(book, inputs, expected.payback, expected.back)
    book.write(target)


def _lines(sheet: Sheet, facts: BudgetFacts) -> Placed | None:
    placed = None
    if facts.rows:
        columns: list[Column[BudgetRow]] = [
            Column(title=tr("Phase"), value=lambda row: row.phase, key="phase"),
            Column(title=tr("What for"), value=lambda row: row.name),
            Column(title=tr("Kind"), value=lambda row: row.kind),
            Column(title=tr("What becomes of it"), value=lambda row: tr(TIE_NAMES[row.tie]), key="tie"),
            Column(title=tr("Paid on"), value=lambda row: row.day, kind="date", key="day"),
            _money(tr("Planned", context="budget"), "planned", lambda row: row.planned_fen),
            _money(tr("Paid", context="budget"), "paid", lambda row: row.paid_fen),
            _money(tr("Paid − planned"), "over", lambda row: row.over_fen, _over),
            _money(tr("Came back"), "back", lambda row: row.back_fen),
            Column(title=tr("Comes back on"), value=lambda row: row.returns_on, kind="date", key="returns"),
            Column(title=tr("Note"), value=lambda row: row.note),
        ]
        placed = add_table(sheet, columns, facts.rows, total=tr("Total"))
        sheet.row += 1
        _sums(sheet, facts, placed)
    for note in facts.said:
        sheet.note(note)
    return placed


def _over(at: At) -> str:
    return f"{at('paid')}-{at('planned')}"


def _money(
    title: str, key: str, value: Callable[[BudgetRow], int | None], formula: Formula | None = None
) -> Column[BudgetRow]:
    # A cell that is not known is empty: words in it could not be reckoned with.
    return Column(
        title=title, value=lambda row: yuan(value(row)), kind="money", key=key, formula=formula, total=True, gap=""
    )


def _sums(sheet: Sheet, facts: BudgetFacts, placed: Placed) -> None:
    """What becomes of the planned money, what each phase needs, and the stated total against it."""
    sheet.section(tr("Sums of what is planned"))
    planned = placed.span("planned")
    sums: dict[tuple[str, str], int] = {("tie", tr(TIE_NAMES[tie])): 0 for tie in Tie}
    for row in facts.rows:
        for one in (("tie", tr(TIE_NAMES[row.tie])), ("phase", row.phase)):
            sums[one] = sums.get(one, 0) + (row.planned_fen or 0)
    for (key, words), known in sums.items():
        sheet.text(sheet.row, 1, words)
        formula = f"SUMPRODUCT(EXACT({placed.span(key)},{sheet.place(1, sheet.row)})*{planned})"
        sheet.formula(sheet.row, 6, formula, yuan(known), "money")
        sheet.row += 1
    stated = facts.plan.stated_total_fen
    if stated is not None:
        total = sum(row.planned_fen or 0 for row in facts.rows)
        sheet.text(sheet.row, 1, tr("Stated total (yuan)"))
        sheet.number(sheet.row, 6, yuan(stated), "money")
        sheet.row += 1
        sheet.text(sheet.row, 1, tr("Stated total − sum of the phases"))
        formula = f"{sheet.place(6, sheet.row - 1)}-{sheet.place(6, placed.total)}"
        sheet.formula(sheet.row, 6, formula, yuan(stated - total), "money")
        sheet.row += 1
    sheet.row += 1


def _outlooks(book: Book, facts: BudgetFacts, lines: Placed | None) -> _Inputs:
    """The inputs, with the break-even that they come to; the other sheets read them from here."""
    sheet = book.sheet(tr("Outlooks"), facts.about, [44.0, 18.0, 18.0, 18.0])
    plan = facts.plan
    sheet.head(["", *(tr(OUTLOOK_NAMES[outlook]) for outlook in Outlook)])
    places: dict[tuple[str, Outlook], str] = {}

    def row(name: str, label: str, write: Callable[[Outlook, int], None]) -> None:
        sheet.text(sheet.row, 1, label)
        for column, outlook in enumerate(Outlook, start=2):
            write(outlook, column)
            places[name, outlook] = sheet.place(column, sheet.row, absolute=True, sheet=True)
        sheet.row += 1

    def number(value: Callable[[Outlook], Decimal | int | None], kind: str) -> Callable[[Outlook, int], None]:
        return lambda outlook, column: sheet.number(sheet.row, column, value(outlook), kind)

    row("sales", tr("Turnover ×"), number(lambda outlook: plan.factors(outlook).sales, "rate"))
    row("costs", tr("Money spent and fixed costs ×"), number(lambda outlook: plan.factors(outlook).costs, "rate"))
    row("start", tr("Money at the start (yuan)"), number(lambda _one: yuan(plan.start_money_fen or 0), "money"))
    row("net", tr("Net, what is left of turnover"), number(lambda _one: plan.net_share, "rate"))
    row("plain", tr("Fixed costs a month (yuan)"), number(lambda _one: yuan(plan.fixed_month_fen), "money"))

    def fixed(outlook: Outlook, column: int) -> None:
        formula = f"ROUND({places['plain', outlook]}*{places['costs', outlook]},2)"
        expected = round_half_up(plan.fixed_month_fen * plan.factors(outlook).costs)
        sheet.formula(sheet.row, column, formula, yuan(expected), "money")

    row("fixed", tr("Fixed costs in this outlook"), fixed)
    evens = {outlook: one.even for outlook, one in facts.outlooks.items()}
    if evens:
        row("margin", tr("Left of a yuan for the break-even"), number(lambda one: evens[one].margin, "rate"))
        row("yearly", tr("Yearly fee less its refund"),
            number(lambda one: yuan(evens[one].fixed_year_fen - _year(plan, one)), "money"))  # fmt: skip

        def even(outlook: Outlook, column: int) -> None:
            year = f"({places['fixed', outlook]}*12+{places['yearly', outlook]})"
            formula = f"ROUND({year}/{places['margin', outlook]}/12,2)"
            sheet.formula(sheet.row, column, formula, yuan(evens[outlook].month_fen), "money")

        row("even", tr("Break-even turnover a month"), even)
        lowest = {outlook: one.curve.lowest for outlook, one in facts.outlooks.items()}
        row(
            "lowest_on", tr("Lowest cash on the day"), lambda one, column: sheet.day(sheet.row, column, lowest[one].day)
        )
        row("back", tr("Spent money earned back"),
            lambda one, column: sheet.text(sheet.row, column, facts.outlooks[one].back))  # fmt: skip
    for rule in facts.rules:
        sheet.note(rule)
    by = {name: {one: places[name, one] for one in Outlook} for name in ("fixed", "costs", "sales")}
    start, net = places["start", Outlook.EXPECTED], places["net", Outlook.EXPECTED]
    return _Inputs(facts, lines, start, net, by["fixed"], by["costs"], by["sales"])


def _year(plan: BudgetPlan, outlook: Outlook) -> int:
    return round_half_up(plan.fixed_month_fen * plan.factors(outlook).costs) * 12


@dataclass(frozen=True, slots=True)
class _CashRow:
    """A day of the cash; ``planned_fen`` is the month's turnover before the factor."""

    now: CashDay
    planned_fen: int
    fixed: bool


def _cash(book: Book, inputs: _Inputs, outlook: Outlook, curve: CashCurve) -> None:
    facts = inputs.facts
    title = tr("Cash, {outlook}", outlook=tr(OUTLOOK_NAMES[outlook]))
    sheet = book.sheet(title, facts.about, [13.0, *[16.0] * 9])
    rows = _cash_rows(facts, outlook, curve)
    first = sheet.row + 1  # below the heading

    def before(key: str, at: At) -> str:
        """The cell above; what there is before the first day."""
        return _above(at(key), first) or (inputs.start if key == "cash" else "0")

    def day(at: At) -> str:
        return f"({inputs.span('day')}={at('day')})"

    def out(ties: Sequence[Tie]) -> Formula | None:
        return None if inputs.lines is None else lambda at: inputs.moved(day(at), outlook, ties)

    def back(at: At) -> str:
        return inputs.moved(f"({inputs.span('returns')}={at('day')})", outlook, [Tie.RETURNABLE])

    def running(key: str, tie: Tie, *, less: str = "") -> Formula | None:
        if inputs.lines is None:
            return None
        return lambda at: f"{before(key, at)}+{inputs.moved(day(at), outlook, [tie])}{less and '-' + at(less)}"

    def profit(at: At) -> str:
        earned = f"ROUND(ROUND({at('turnover')}*{inputs.sales[outlook]},2)*{inputs.net},2)"
        return f"{earned}-{at('fixed')}*{inputs.fixed[outlook]}"

    columns: list[Column[_CashRow]] = [
        Column(title=tr("Day"), value=lambda row: row.now.day, kind="date", key="day"),
        _flow(tr("Out", context="budget"), "out", lambda row: row.now.out_fen, out(list(Tie))),
        _flow(tr("Back"), "back", lambda row: row.now.back_fen, back if inputs.lines is not None else None),
        _flow(tr("Planned turnover of the month"), "turnover", lambda row: row.planned_fen),
        Column(title=tr("Months of fixed costs"), value=lambda row: int(row.fixed), kind="count", key="fixed"),
        _flow(tr("Profit"), "profit", lambda row: row.now.profit_fen, profit),
        _flow(tr("Cash"), "cash", lambda row: row.now.cash_fen,
              lambda at: f"{before('cash', at)}-{at('out')}+{at('back')}+{at('profit')}"),
        _flow(tr("Spent so far"), "spent", lambda row: row.now.spent_fen, running("spent", Tie.SPENT)),
        _flow(tr("Bound so far"), "bound", lambda row: row.now.bound_fen, running("bound", Tie.STOCK)),
        _flow(tr("Lies as deposit"), "held", lambda row: row.now.returnable_fen,
              running("held", Tie.RETURNABLE, less="back")),
    ]  # fmt: skip
    placed = add_table(sheet, columns, rows, freeze=True)
    sheet.row += 1
    sheet.text(sheet.row, 1, tr("Lowest cash"), kind="strong")
    sheet.formula(sheet.row, 7, f"MIN({placed.span('cash')})", yuan(curve.lowest.cash_fen), "money", total=True)
    sheet.row += 1


def _flow(title: str, key: str, value: Callable[[_CashRow], int], formula: Formula | None = None) -> Column[_CashRow]:
    return Column(title=title, value=lambda row: yuan(value(row)), kind="money", key=key, formula=formula)


def _cash_rows(facts: BudgetFacts, outlook: Outlook, curve: CashCurve) -> list[_CashRow]:
    """The days with the turnover that the plan itself has: the factor stands in the sheet of the outlooks."""
    planned = {one.day: one.turnover_fen for one in facts.outlooks[Outlook.EXPECTED].curve.days}
    plan, sold, rows = facts.plan, False, []
    for now in curve.days:
        turnover = planned.get(now.day, 0)
        last = now.day + timedelta(days=1) == next_month(now.day.replace(day=1))
        sold = sold or turnover > 0
        rows.append(_CashRow(now, turnover, last and sold and bool(plan.fixed_month_fen)))
    return rows


def _payback(book: Book, inputs: _Inputs, payback: Payback, back: str) -> None:
    """Month by month, whether the profit has covered what is spent; the first month that has is the payback."""
    facts = inputs.facts
    sheet = book.sheet(tr("Payback"), facts.about, [14.0, 14.0, *[18.0] * 5, 12.0])
    sheet.across(sheet.row, 1, 4, tr("Last payment, or start of the last phase"))
    sheet.day(sheet.row, 5, facts.final_day)
    final = sheet.place(5, sheet.row, absolute=True)
    result = sheet.row + 1
    sheet.across(result, 1, 4, tr("Months until spent money is earned back"), "strong")
    sheet.row += 3
    first = sheet.row + 1
    outlook = Outlook.EXPECTED

    def spent(at: At) -> str:
        days = inputs.span("day")
        return inputs.moved(f"({days}>={at('month')})*({days}<={at('end')})", outlook, [Tie.SPENT])

    def profit(at: At) -> str:
        return f"ROUND({at('turnover')}*{inputs.net},2)-{at('fixed')}*{inputs.fixed[outlook]}"

    def balance(at: At) -> str:
        return f"{_above(at('balance'), first) or '0'}+{at('profit')}-{at('spent')}"

    def covered(at: At) -> str:
        turnover = at("turnover")
        sold = f"SUM({_column(turnover)}${first}:{turnover})>0"
        return f"IF(AND({at('balance')}>=0,{at('end')}>={final},{sold}),1,0)"

    rows, sold, before = [], False, 0
    for flow in payback.months:
        sold = sold or flow.turnover_fen > 0
        gone = before + flow.profit_fen - flow.spent_balance_fen
        end = next_month(flow.month) - timedelta(days=1)
        rows.append(_MonthRow(flow, end, gone, sold, flow.spent_balance_fen >= 0 and end >= facts.final_day and sold))
        before = flow.spent_balance_fen
    columns: list[Column[_MonthRow]] = [
        Column(title=tr("Month from"), value=lambda row: row.flow.month, kind="date", key="month"),
        Column(title=tr("To"), value=lambda row: row.end, kind="date", key="end"),
        Column(title=tr("Turnover"), value=lambda row: yuan(row.flow.turnover_fen), kind="money", key="turnover"),
        Column(title=tr("Months of fixed costs"), value=lambda row: int(row.sold and facts.plan.fixed_month_fen > 0),
               kind="count", key="fixed"),
        Column(title=tr("Profit"), value=lambda row: yuan(row.flow.profit_fen), kind="money", key="profit",
               formula=profit),
        Column(title=tr("Spent"), value=lambda row: yuan(row.spent_fen), kind="money", key="spent",
               formula=spent if inputs.lines is not None else None),
        Column(title=tr("Profit − spent so far"), value=lambda row: yuan(row.flow.spent_balance_fen), kind="money",
               key="balance", formula=balance),
        Column(title=tr("Covered"), value=lambda row: int(row.covered), kind="count", key="covered", formula=covered),
    ]  # fmt: skip
    placed = add_table(sheet, columns, rows, freeze=True)
    after = payback.spent_back.after
    if after is None:
        sheet.across(result, 5, 8, back)
    else:
        sheet.formula(result, 5, f"MATCH(1,{placed.span('covered')},0)", after, "count", total=True)


@dataclass(frozen=True, slots=True)
class _MonthRow:
    """A month of the payback; ``spent_fen`` is what was spent in it, ``covered`` whether it could be the payback."""

    flow: MonthFlow
    end: date
    spent_fen: int
    sold: bool
    covered: bool


def _column(place: str) -> str:
    return place.rstrip("0123456789")


def _above(place: str, first: int) -> str:
    """The cell above one; nothing for the first row of a table."""
    column = _column(place)
    row = int(place.removeprefix(column))
    return f"{column}{row - 1}" if row > first else ""
