"""What goes out of the payroll: the list for the bank, the cost of the people, and the tax year of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.bank_list import (
    LONGEST_PURPOSE,
    BankAccount,
    BankColumn,
    BankRow,
    bank_rows,
    columns_of,
)
from shopdesk.domain.payroll.output import yuan
from shopdesk.domain.payroll.people_cost import costs_of, share_of, whole_cost
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.tax_year import PersonYear, YearFigures, years_of
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.infra.settings import BANK_COLUMNS, BANK_PURPOSE
from shopdesk.services.payroll.service import missing_sentence
from shopdesk.storage.repositories.payroll import PayOpenings, PayValues

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.payroll.service import PayrollService
    from shopdesk.services.stores import StoreService
    from shopdesk.storage.unit_of_work import UnitOfWork

ACCOUNT, BANK = "bank_account", "bank_name"


class PayPapersService:
    """Reads computed months; nothing here changes one."""

    def __init__(self, ctx: ServiceContext, *, payroll: PayrollService, stores: StoreService) -> None:
        """Work within ``ctx`` on what ``payroll`` computed."""
        self._ctx = ctx
        self._payroll = payroll
        self._stores = stores

    # --- the list for the bank ---------------------------------------------------------------------------------------

    @property
    def bank_columns(self) -> tuple[BankColumn, ...]:
        """The columns of the list, as they were chosen last."""
        kept: list[str] = self._ctx.settings.get(BANK_COLUMNS)
        return columns_of(kept)

    @property
    def bank_purpose(self) -> str:
        """The purpose that was typed; empty for the usual one."""
        return self._ctx.settings.get(BANK_PURPOSE)

    def remember_bank_list(self, columns: tuple[BankColumn, ...], purpose: str) -> None:
        """Keep the choice for the next list, of window and command line.

        Raises:
            UserError: no column with the amount, or a purpose that no bank takes.
        """
        if BankColumn.AMOUNT not in columns or BankColumn.NAME not in columns:
            raise UserError(Text("A list for the bank needs the name and the amount. Tick both."))
        if len(purpose) > LONGEST_PURPOSE:
            raise UserError(Text("The purpose may have {count} letters at most.", count=LONGEST_PURPOSE))
        self._ctx.settings.set(BANK_COLUMNS, [column.value for column in columns])
        self._ctx.settings.set(BANK_PURPOSE, purpose)

    def bank_rows(self, store_id: int, month: date, number: int | None = None) -> list[BankRow]:
        """Who gets how much, and where it goes as far as that was entered by the end of the month.

        ``number`` is that of what was paid apart; without it the list is that of the wages.

        Raises:
            NotFound: there is no such run.
            UserError: figures are missing, so that not everybody's amount is known, or nothing is paid by the run.
        """
        run = self._payroll.run(store_id, month, number)
        if run.number not in {one.number for one in self._payroll.paid(store_id, month=month)}:
            raise UserError(
                Text(
                    "This run of {month} was reversed or is a reversal: nothing is paid by it.", month=f"{month:%Y-%m}"
                )
            )
        if run.missing:
            raise UserError(missing_sentence(run))
        with self._ctx.read() as uow:
            accounts = bank_accounts(uow, store_id, month_of(month).end)
        return bank_rows(run, accounts, chinese=current_language().startswith("zh"))

    def write_bank_list(self, store_id: int, month: date, target: Path, number: int | None = None) -> None:
        """Write the list of the wages, or of the run of that number, with the columns that were chosen.

        Raises:
            NotFound: there is no such run.
            UserError: figures are missing, so that not everybody's amount is known, or nothing is paid by the run.
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.bank_list_book import bank_book

        rows = self.bank_rows(store_id, month, number)
        run = self._payroll.run(store_id, month, number)
        bank_book(run, rows, self.bank_columns, self.bank_purpose, self._name(store_id)).write(target)

    # --- what the people cost ----------------------------------------------------------------------------------------

    def write_costs(self, store_id: int, month: date, target: Path) -> None:
        """Write the cost of the people by department and person.

        Raises:
            NotFound: the month is not computed yet.
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.cost_book import cost_book

        cost_book(self._month(store_id, month), self._name(store_id)).write(target)

    def cost_document(self, store_id: int, month: date) -> dict[str, Any]:
        """The same as one plain document."""
        runs = self._month(store_id, month)
        run, costs = runs[0], costs_of(runs)
        chinese = current_language().startswith("zh")
        return {
            "store": self._name(store_id),
            "month": f"{run.month:%Y-%m}",
            "state": run.state.value,
            "people": [
                {
                    "name": one.slip.name,
                    "mark": one.slip.mark,
                    "department": one.slip.words["department"][0 if chinese else 1],
                    "gross": yuan(one.gross_fen),
                    "employer_insurance": yuan(one.insurance_fen),
                    "employer_fund": yuan(one.fund_fen),
                    "employer_cost": yuan(one.cost_fen),
                    "ratio": _rate(share_of(one.cost_fen, run.turnover_fen)),
                }
                for one in costs
            ],
            "turnover": yuan(run.turnover_fen),
            "cost_ratio": _rate(share_of(whole_cost(costs), run.turnover_fen)),
        }

    # --- the tax year ------------------------------------------------------------------------------------------------

    def year(self, store_id: int, year: int) -> list[PersonYear]:
        """The year of everybody who was paid in it.

        Raises:
            UserError: no month of it is computed.
        """
        runs = self._payroll.paid(store_id, year=year)
        if not runs:
            raise UserError(Text("No month of {year} is computed yet. Compute the wages first.", year=year))
        with self._ctx.read() as uow:
            openings = uow.repository(PayOpenings).until(store_id, runs[-1].month)
        return years_of(runs, openings, year)

    def years(self, store_id: int) -> list[int]:
        """The years with a computed month, the newest first."""
        return sorted({run.month.year for run in self._payroll.runs(store_id)}, reverse=True)

    def write_year(self, store_id: int, year: int, target: Path) -> None:
        """Write the year as a workbook.

        Raises:
            UserError: no month of it is computed.
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.year_book import year_book

        year_book(self.year(store_id, year), self._name(store_id), year).write(target)

    def year_document(self, store_id: int, year: int) -> dict[str, Any]:
        """The same as one plain document."""
        return {
            "store": self._name(store_id),
            "year": year,
            "people": [
                {
                    "name": one.name,
                    "mark": one.mark,
                    "months": [
                        {
                            "month": f"{row.month:%Y-%m}",
                            "state": "brought" if row.state is None else row.state.value,
                            **_plain(row.figures),
                        }
                        for row in one.rows
                    ],
                    "totals": _plain(one.sums),
                    "complete": one.whole,
                }
                for one in self.year(store_id, year)
            ],
        }

    def _month(self, store_id: int, month: date) -> list[KeptRun]:
        """The wages of a month and after them what was paid apart."""
        self._payroll.run(store_id, month)
        return self._payroll.paid(store_id, month=month)

    def _name(self, store_id: int) -> str:
        return self._stores.get(store_id).name


def bank_accounts(uow: UnitOfWork, store_id: int, day: date) -> dict[int, BankAccount]:
    """Where the wages of each person go, as it was entered by a day; people without an entry are not in it."""
    found: dict[int, dict[str, str]] = {}
    for value in uow.repository(PayValues).until(store_id, day):
        if value.person_id is not None and value.code in (ACCOUNT, BANK):
            found.setdefault(value.person_id, {})[value.code] = value.value
    return {who: BankAccount(known.get(ACCOUNT, ""), known.get(BANK, "")) for who, known in found.items()}


def _rate(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate:.6f}"


def _plain(figures: YearFigures) -> dict[str, str | None]:
    return {
        "income": yuan(figures.income_fen),
        "insurance": yuan(figures.insurance_fen),
        "housing_fund": yuan(figures.fund_fen),
        "special": yuan(figures.special_fen),
        "tax": yuan(figures.tax_fen),
        "bonus_apart": yuan(figures.bonus_fen),
        "bonus_tax": yuan(figures.bonus_tax_fen),
    }
