"""The whole storage against a model of plain dictionaries: whatever is done in whatever order, both hold the same.

Edits, undo, redo, imports and taking them back, backups and restoring them, and starts anew.
"""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from shopdesk.bootstrap import open_app
from shopdesk.domain.errors import UserError
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite import backup
from shopdesk.storage.tables.orders import order_days, orders
from tests.conftest import MONDAY
from tests.import_files import SHORT, short_row, write_csv

EXAMPLES = int(os.environ.get("SHOPDESK_STORIES", "6"))
"""How many sequences of actions are tried."""

MONTHS = [date(2026, month, 1) for month in (3, 4, 5)]
Targets = dict[date, int]


@dataclass
class Import:
    """One import of the model: what each of its rows was before (``None``: not there)."""

    before: dict[int, int | None]
    taken_back: bool = False


@dataclass
class Model:
    """What the data should hold."""

    targets: Targets = field(default_factory=dict)
    orders: dict[int, int] = field(default_factory=dict)
    imports: list[Import] = field(default_factory=list)
    # Which import wrote a row last; only that one can be taken back.
    last: dict[int, int] = field(default_factory=dict)


class Storage(RuleBasedStateMachine):
    """The program on a folder of its own, and the model beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="model-"))
        self.clock = FixedClock(MONDAY)
        self.app = open_app(self.folder / "data", "en", clock=self.clock)
        self.store = self.app.services.stores.create("云裳旗舰店", opened_on=date(2025, 1, 1))
        self.model = Model()
        self.backups: dict[str, Model] = {}
        self.undo_steps: list[tuple[date, int | None, int | None]] = []
        self.redo_steps: list[tuple[date, int | None, int | None]] = []

    def teardown(self) -> None:
        self.app.close()
        shutil.rmtree(self.folder)

    # --- edits -------------------------------------------------------------------------------------------------------

    @rule(month=st.sampled_from(MONTHS), value=st.none() | st.integers(1, 5))
    def edit(self, month: date, value: int | None) -> None:
        before = self.model.targets.get(month)
        self.app.services.targets.set_month(self.store.id or 0, month, value)
        self._put(month, value)
        if before != value:
            self.undo_steps.append((month, before, value))
            self.redo_steps.clear()

    @rule()
    def undo(self) -> None:
        undone = self.app.services.history.undo()
        assert (undone is None) == (not self.undo_steps)
        if self.undo_steps:
            month, before, after = self.undo_steps.pop()
            self._put(month, before)
            self.redo_steps.append((month, before, after))

    @rule()
    def redo(self) -> None:
        redone = self.app.services.history.redo()
        assert (redone is None) == (not self.redo_steps)
        if self.redo_steps:
            month, before, after = self.redo_steps.pop()
            self._put(month, after)
            self.undo_steps.append((month, before, after))

    def _put(self, month: date, value: int | None) -> None:
        if value is None:
            self.model.targets.pop(month, None)
        else:
            self.model.targets[month] = value

    # --- imports -----------------------------------------------------------------------------------------------------

    @rule(first=st.integers(1, 12), count=st.integers(1, 6), yuan=st.integers(1, 3))
    def bring_in(self, first: int, count: int, yuan: int) -> None:
        numbers = range(first, first + count)
        rows = [short_row(number, gross=f"{yuan}.00", received=f"{yuan}.00") for number in numbers]
        run = self.app.services.imports.run_file(write_csv(self.folder / "in.csv", [SHORT, *rows]), self.store).run
        held = self.model.orders
        new = [number for number in numbers if number not in held]
        updated = [number for number in numbers if number in held and held[number] != yuan * 100]
        assert (run.new, run.updated, run.unchanged) == (len(new), len(updated), count - len(new) - len(updated))
        assert (run.id is None) == (not new and not updated)
        if run.id is not None:
            self.model.imports.append(Import({number: held.get(number) for number in (*new, *updated)}))
            for number in (*new, *updated):
                held[number] = yuan * 100
                self.model.last[number] = len(self.model.imports) - 1

    @precondition(lambda self: self.model.imports)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.model.imports) - 1))
        chosen = self.model.imports[number]
        run_id = self.app.services.imports.list()[len(self.model.imports) - 1 - number].id or 0
        if chosen.taken_back or any(self.model.last.get(order) != number for order in chosen.before):
            with pytest.raises(UserError):
                self.app.services.imports.undo(run_id)
            return
        self.app.services.imports.undo(run_id)
        chosen.taken_back = True
        for order, before in chosen.before.items():
            if before is None:
                del self.model.orders[order], self.model.last[order]
            else:
                self.model.orders[order] = before
                self.model.last[order] = max(
                    place for place, one in enumerate(self.model.imports) if order in one.before and not one.taken_back
                )

    # --- backups and starts ------------------------------------------------------------------------------------------

    @rule()
    def back_up(self) -> None:
        self.backups[self.app.services.backups.create().name] = copy.deepcopy(self.model)

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.backups)))
        before = self.app.restore(name)
        assert before is not None
        self.backups[before.name] = self.model
        self.model = copy.deepcopy(self.backups[name])
        self._forget_steps()

    @rule()
    def start_anew(self) -> None:
        self.app.close()
        self.app = open_app(self.folder / "data", "en", clock=self.clock)
        self._forget_steps()

    def _forget_steps(self) -> None:
        self.undo_steps.clear()
        self.redo_steps.clear()

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def the_data_are_those_of_the_model(self) -> None:
        services = self.app.services
        with services.ctx.read() as uow:
            held = [tuple(row) for row in uow.connection.execute(select(orders.c.order_key, orders.c.gross_fen))]
            summed = uow.connection.scalar(
                select(func.coalesce(func.sum(order_days.c.gross_fen), 0)).where(order_days.c.basis == "created")
            )
        assert {int(number): fen for number, fen in held} == self.model.orders
        assert summed == sum(self.model.orders.values())
        targets = {month: services.targets.month(self.store.id or 0, month) for month in MONTHS}
        assert targets == {month: self.model.targets.get(month) for month in MONTHS}
        taken = [run.undone_at is not None for run in reversed(services.imports.list())]
        assert taken == [one.taken_back for one in self.model.imports]
        assert services.history.can_undo == bool(self.undo_steps)
        assert services.history.can_redo == bool(self.redo_steps)

    @invariant()
    def every_reference_holds(self) -> None:
        backup.verify(self.app.paths.database)


Storage.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestStorage = pytest.mark.timeout(120 + 10 * EXAMPLES)(Storage.TestCase)
