"""What was paid of a budget on a real data file: picked, typed, by rule, with undo and new imports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.setup.actuals import BudgetActual, Origin
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, MoneyKind, Tie
from shopdesk.domain.stores import Store
from shopdesk.services.setup.budget import SetupBudget
from shopdesk.services.setup.budget_paid import blank_payment
from tests.stories.money_shop import LATE, MISSING, statement_file


@pytest.fixture
def budget(app: App, store: Store, tmp_path: Path) -> SetupBudget:
    app.services.imports.run([statement_file(tmp_path)], store)
    found = app.services.setup.budget
    found.save_phase(
        BudgetPhase(
            store_id=store.id or 0, position=0, title="Feb", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 20)
        )
    )
    return found


def add(budget: SetupBudget, store: Store, kind: MoneyKind, yuan: int | None, **more: object) -> BudgetLine:
    phase = budget.view(store.id or 0).phases[0].phase
    fen = None if yuan is None else yuan * 100
    line = BudgetLine(store_id=store.id or 0, phase_id=phase.id or 0, kind=kind, amount_fen=fen)
    return budget.save_line(replace(line, **more))  # type: ignore[arg-type]


def paid(budget: SetupBudget, store: Store) -> dict[int | None, tuple[int | None, int | None, list[Origin]]]:
    rows = budget.paid.view(store.id or 0).lines
    return {row.id: (row.actual_fen, row.over_fen, [one.origin for one in row.paid.paid]) for row in rows}


def test_a_rule_takes_lines_on_the_days_of_its_phase_only(app: App, store: Store, budget: SetupBudget) -> None:
    secret = add(budget, store, MoneyKind.OTHER, 20, statement_kind=LineKind.NOT_CLASSIFIED)
    words = add(budget, store, MoneyKind.OTHER, None, statement_kind=LineKind.NOT_CLASSIFIED, statement_words="神秘")
    # Two such lines are in the statement; that of the 24th lies after the phase.
    assert paid(budget, store) == {secret.id: (12_00, -8_00, [Origin.RULE]), words.id: (None, None, [])}
    budget.save_line(replace(budget.view(store.id or 0).lines[0], statement_kind=None))
    assert paid(budget, store)[words.id] == (12_00, None, [Origin.RULE]), "not known what was planned"


def test_a_picked_line_counts_once_and_is_free_again_when_it_is_taken_away(
    app: App, store: Store, budget: SetupBudget, tmp_path: Path
) -> None:
    store_id = store.id or 0
    deposit, other = add(budget, store, MoneyKind.DEPOSIT, 600), add(budget, store, MoneyKind.ADS, 1)
    offered = budget.paid.offered(store_id, deposit)
    assert not [one for one in offered if one.order_no], "lines of orders are not offered"
    (wanted,) = [one for one in offered if one.kind is LineKind.DEPOSIT]
    budget.paid.pick(deposit, [wanted])
    with pytest.raises(UserError, match="counts for a line of the budget already"):
        budget.paid.pick(other, [wanted])
    assert paid(budget, store) == {deposit.id: (500_00, -100_00, [Origin.PICKED]), other.id: (None, None, [])}
    assert wanted.key not in {one.key for one in budget.paid.offered(store_id, other)}
    # A later statement of the same days brings the line again: it stays what it is.
    app.services.imports.run([statement_file(tmp_path, "2.csv", left_out=(), more=(LATE, MISSING))], store)
    assert paid(budget, store)[deposit.id] == (500_00, -100_00, [Origin.PICKED])
    (row, _other) = budget.paid.view(store_id).lines
    assert row.paid.paid[0].actual is not None
    budget.paid.remove(row.paid.paid[0].actual)
    assert wanted.key in {one.key for one in budget.paid.offered(store_id, other)}
    app.services.history.undo()
    assert paid(budget, store)[deposit.id] == (500_00, -100_00, [Origin.PICKED])


def test_a_line_that_goes_takes_its_payments_along_and_an_undo_brings_both_back(
    app: App, store: Store, budget: SetupBudget
) -> None:
    line = add(budget, store, MoneyKind.GOODS, 300)
    budget.paid.keep(blank_payment(line, date(2026, 2, 3)))
    assert paid(budget, store) == {line.id: (300_00, 0, [Origin.TYPED])}
    phase = budget.view(store.id or 0).phases[0].phase
    for remove in (lambda: budget.remove_line(line.id or 0), lambda: budget.remove_phase(phase.id or 0)):
        remove()
        assert paid(budget, store) == {}
        app.services.history.undo()
        assert paid(budget, store) == {line.id: (300_00, 0, [Origin.TYPED])}
    budget.apply_preset(store.id or 0, "turnover_steps", date(2026, 5, 1))
    assert budget.paid.view(store.id or 0).actual_fen is None
    app.services.history.undo()
    assert paid(budget, store) == {line.id: (300_00, 0, [Origin.TYPED])}


def test_bad_days_amounts_and_names_are_refused_in_a_sentence(store: Store, budget: SetupBudget) -> None:
    day = date(2026, 2, 3)
    good = {"amount_fen": 1, "on_day": day}
    for more, words in (
        ({"amount_fen": 10**20}, "At most"),
        ({"on_day": date(1900, 1, 1)}, "1990-01-01 or later"),
        ({"on_day": date(2100, 1, 1)}, "2099-12-31 or earlier"),
        ({"returns_on": day}, "Only what comes back"),
        ({"becomes": Tie.RETURNABLE, "returns_on": date(2026, 2, 2)}, "comes back before it is paid"),
        ({"name": "x" * 61}, "60"),
    ):
        with pytest.raises(FieldError, match=words):
            add(budget, store, MoneyKind.ADS, 1, **{**good, **more})
    assert add(budget, store, MoneyKind.ADS, None, name="长" * 60).name == "长" * 60
    line = budget.view(store.id or 0).lines[0]
    with pytest.raises(FieldError, match="At most"):
        budget.paid.keep(BudgetActual(store_id=store.id or 0, line_id=line.id or 0, on_day=day, amount_fen=10**20))
    plan = budget.view(store.id or 0).plan
    for name, rate in (("careful_sales", "1.2"), ("bold_sales", "0.9"), ("careful_costs", "0.9"), ("bold_costs", "2")):
        with pytest.raises(FieldError):
            budget.save(replace(plan, **{name: type(plan.ads)(rate)}))
    for start in (date(1900, 1, 1), date(2099, 6, 1)):
        with pytest.raises(UserError):
            budget.apply_preset(store.id or 0, "exclusive_year", start)
    assert [money.phase.title for money in budget.view(store.id or 0).phases] == ["Feb"]
