"""Every workbook with a formula is recalculated by another program: which there are is found in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.periods import Period
from shopdesk.domain.setup.budget import MoneyKind
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.budget_book import write_budget_workbook
from shopdesk.reporting.setup_money import MoneyFacts, MoneyTable, write_money_workbook
from shopdesk.services.setup.budget_paper import budget_facts
from tests.architecture.sources import ROOT
from tests.gui.sample_store import NOW, make_sample
from tests.office import needs_office
from tests.storage.test_pay_papers_cli import recalculated

ELSEWHERE = {
    "period_workbook": ("test_weekly_report", "test_monthly_report", "test_profit_in_the_report"),
    "payslip_book": ("test_pay_papers_cli",),
    "cost_book": ("test_pay_papers_cli",),
    "year_book": ("test_pay_papers_cli",),
    "bank_list_book": ("test_pay_papers_cli",),
    "tax_book": ("test_tax_bridge",),
}
"""The module that writes a workbook, and the tests that recalculate it."""


def _wages(app: App, target: Path) -> None:
    app.services.payroll.write_wages(1, date(2026, 2, 1), target)


def _lookback(app: App, target: Path) -> None:
    app.services.lookback.export(1, Period(date(2026, 3, 2), date(2026, 3, 15)), target)


def _money(_app: App, target: Path) -> None:
    table = MoneyTable(
        title="x", columns=(("a", "text"), ("b", "money"), ("c", "money")), total="Sum",
        rows=(("one", 12_34, None), ("two", 1, 5_00), ("three", None, 7)),
    )  # fmt: skip
    write_money_workbook(MoneyFacts("x", "y", date(2026, 3, 1), (table,), (table, table)), target)


def _budget(app: App, target: Path) -> None:
    budget = app.services.setup.budget
    plan = budget.view(1).plan
    budget.save(replace(plan, stated_total_fen=300_000_00, bold_costs=Decimal("0.913"), careful_sales=Decimal("0.777")))
    row = budget.paid.view(1).lines[-1]
    budget.save_line(replace(row.line, id=None, amount_fen=None, name="=1+1", on_day=row.day))
    budget.save_line(replace(row.line, id=None, kind=MoneyKind.WAGES, amount_fen=12_345_67, on_day=date(2025, 3, 9)))
    facts = budget_facts("x", date(2026, 3, 1), budget.view(1), budget.paid.view(1))
    write_budget_workbook(facts, target)


HERE: dict[str, Callable[[App, Path], None]] = {
    "payroll_books": _wages,
    "lookback_workbook": _lookback,
    "setup_money": _money,
    "budget_book": _budget,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    i18n.set_language("en")
    app = open_app(make_sample(tmp_path_factory.mktemp("books"), "en"), "en", clock=FixedClock(NOW))
    yield app
    app.close()


def test_no_workbook_with_a_formula_is_left_out() -> None:
    """What makes a :class:`Book` and says ``total`` or ``formula`` somewhere, or has its tables elsewhere."""
    found = set()
    for path in (ROOT / "shopdesk" / "reporting").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if re.search(r"\bBook\(", source) and re.search(r"total=|formula|reporting\.period\.", source):
            found.add(path.stem)
    assert found == {*ELSEWHERE, *HERE}
    for module, tests in ELSEWHERE.items():
        for test in tests:
            source = (ROOT / "tests" / "storage" / f"{test}.py").read_text(encoding="utf-8")
            assert "@needs_office" in source, (module, test)


@needs_office
@pytest.mark.parametrize("module", HERE)
def test_every_formula_recalculates_to_our_value(
    sample: App, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books: list[Book] = []
    monkeypatch.setattr(Book, "write", lambda book, _target: books.append(book))
    HERE[module](sample, tmp_path / "x.xlsx")
    (book,) = books
    (values,) = recalculated(tmp_path, book)
    assert len(book.expected) > 3
    wrong = {
        place: (values.get(place), expected)
        for place, expected in book.expected.items()
        if abs(Decimal(str(values.get(place))) - Decimal(expected)) > Decimal("0.0000005")
    }
    assert not wrong
