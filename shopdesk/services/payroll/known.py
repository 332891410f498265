"""What the program knows of a month, in the cells of the workbook: for writing it out and for telling changes apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.sheets import COLUMNS, Sheet, Value
from shopdesk.services.payroll.gather import Gathered
from shopdesk.services.payroll.stored import stored_fen

Cells = dict[str, Value | None]
_REASONS = ("allowance_reason", "compensation_reason", "contract_clause", "deduction_reason")
_OPENING = ("months", "income_fen", "insurance_fen", "special_fen", "withheld_fen", "carried_fen", "advance_fen")


def people_cells(gathered: Gathered, department_words: dict[str, str], role_words: dict[str, str]) -> dict[int, Cells]:
    """The sheet of the people, by person."""
    found: dict[int, Cells] = {}
    month = gathered.inputs.month
    for person in gathered.inputs.people:
        start, end = person.employments[-1]
        first = max(month.start, start)
        standing = gathered.standings[person.id]
        pay, values = person.pay, gathered.values[person.id]
        found[person.id] = {
            "name": person.name,
            "mark": person.mark or None,
            "department": department_words.get(person.department, person.department),
            "role": role_words.get(standing.role(first), standing.role(first)),
            "hired_on": start,
            "left_on": end,
            "base_fen": standing.base_fen(first),
            "allowance_fen": standing.allowance_fen(first),
            "social_base_fen": pay.social_base_fen,
            "fund_base_fen": pay.fund_base_fen,
            "fund_rate": pay.fund_rate,
            "insured": person.inputs.insured,
            "city": values["city"].value or None if "city" in values else None,
            "special_fen": pay.special_fen(month.start) if pay.special else None,
            "first_wage": True if month.start.year in pay.first_wage_years else None,
            "low_wage": True if month.start.year in pay.low_wage_years else None,
            "accounts": values["accounts"].value or None if "accounts" in values else None,
        }
    return found


def opening_cells(gathered: Gathered) -> dict[int, Cells]:
    """The sheet of the balances brought into this month."""
    listed = {person.id: person for person in gathered.inputs.people}
    return {
        who: {
            "name": listed[who].name,
            "mark": listed[who].mark or None,
            **{name: getattr(entry, name) for name in _OPENING},
        }
        for who, entry in gathered.openings.items()
        if who in listed
    }


def change_cells(gathered: Gathered, role_words: dict[str, str]) -> list[tuple[int, date, Cells]]:
    """The sheet of the changes within the month: person, day, cells."""
    rows = []
    for person in gathered.inputs.people:
        by_day: dict[date, Cells] = {}
        for value in gathered.changes[person.id]:
            cells = by_day.setdefault(value.valid_from, {"name": person.name, "mark": person.mark or None})
            cells["day"] = value.valid_from
            if value.code == "role_code":
                cells["role"] = role_words.get(value.value, value.value)
            elif value.value:
                cells[value.code] = stored_fen(value.code, value.value)
        rows += [(person.id, day, cells) for day, cells in sorted(by_day.items())]
    return rows


def month_cells(gathered: Gathered) -> dict[int, Cells]:
    """The sheet of the month's figures, by person; zeros that nobody typed stay blank."""
    found: dict[int, Cells] = {}
    for person in gathered.inputs.people:
        cells: Cells = {"name": person.name, "mark": person.mark or None}
        typed = gathered.typed.get(person.id, {})
        for column in COLUMNS[Sheet.MONTH][2:]:
            if column.code in _REASONS:
                cells[column.code] = typed[column.code].value if column.code in typed else None
                continue
            figure: Figure | None = getattr(person.inputs, column.code)
            known = figure is not None and (figure.value != 0 or column.code in typed)
            cells[column.code] = figure.value if known and figure is not None else None
        found[person.id] = cells
    return found


def store_cells(gathered: Gathered) -> Cells:
    """The figures of the store."""
    figures: list[tuple[str, Figure | None]] = [
        (column.code, getattr(gathered.inputs.figures, column.code)) for column in COLUMNS[Sheet.STORE]
    ]
    return {code: None if figure is None else figure.value for code, figure in figures}


def rule_cells(gathered: Gathered) -> Cells:
    """The owner's own rules; what ships stays blank, for it differs by city and day."""
    found: Cells = {}
    for column in COLUMNS[Sheet.RULES]:
        rule = gathered.inputs.rules.find(Rule(column.code), gathered.inputs.month.end)
        if rule is None or not rule.ref.own or rule.value is None:
            found[column.code] = None
        elif column.code == "fund_whole_yuan":
            found[column.code] = bool(rule.value)
        elif column.kind == "money":
            found[column.code] = int(rule.value)
        else:
            found[column.code] = Decimal(rule.value.numerator) / rule.value.denominator
    return found
