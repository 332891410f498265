"""A file that says nothing new is not read again, and what is told of it is what reading it would tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select, update

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.imports import ImportKind, SavedMapping, Tally
from shopdesk.domain.stores import Store
from shopdesk.infra.settings import KEEP_BUYER_DETAILS
from shopdesk.services.imports import reading
from shopdesk.services.imports.service import Choices
from shopdesk.storage import kept_answers
from shopdesk.storage.tables.orders import orders
from tests.storage.test_day_blocks import MAKERS, Trade, item_file, order_file, product_file
from tests.storage.test_kept_answers import keep_all

HEADING = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额"


class Importer(Trade):
    """Keeps every file that it imported."""

    def __init__(self, app: App, store: Store, folder: Path, chance: Random) -> None:
        super().__init__(app, store, folder, chance)
        self.files: list[tuple[Path, Choices]] = []
        self.steps += [self.again, self.order_by_hand, self.remove_order]

    def take(self, app: App | None = None, make: object = None) -> None:
        make = make or self.chance.choice(MAKERS)

        def noted(folder: Path, chance: Random, name: str) -> tuple[Path, Choices]:
            self.files.append(make(folder, chance, name))  # type: ignore[operator]
            return self.files[-1]

        super().take(app, noted)

    def again(self) -> None:
        file, choices = self.chance.choice(self.files)
        self.app.services.imports.run_file(file, self.store, choices)

    def order_by_hand(self) -> None:
        with self.app.services.ctx.open_uow("one order put right") as uow:
            row = uow.connection.scalar(select(orders.c.id))
            uow.connection.execute(update(orders).where(orders.c.id == row).values(gross_fen=self.chance.randrange(9)))
            uow.touch("orders")
            uow.commit()

    def remove_order(self) -> None:
        with self.app.services.ctx.open_uow("one order removed") as uow:
            row = uow.connection.scalar(select(orders.c.id))
            uow.connection.execute(delete(orders).where(orders.c.id == row))
            uow.touch("orders")
            uow.commit()


def read_whole(app: App, store: Store, file: Path, choices: Choices) -> Tally:
    """What reading the file to its end would tell."""
    imports = app.services.imports
    with imports.read(file, store, choices) as read:
        return imports.compare(read, store).tally


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_told_of_a_known_file_is_what_reading_it_tells(
    app: App, store: Store, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    owner = Importer(app, store, tmp_path, chance)
    known = 0
    for make in (*MAKERS, order_file, item_file, product_file):
        owner.take(make=make)
    for _ in range(14):
        chance.choice(owner.steps)()
        for file, choices in owner.files:
            whole = read_whole(app, store, file, choices)
            assert app.services.imports.preview(file, store, choices).tally == whole
        with app.services.ctx.read() as uow:
            known += sum(
                len(kept_answers.sure_keys(uow.connection, kind, store.id or 0)) for kind in kept_answers.FILES.values()
            )
        if chance.random() < 0.4:
            keep_all(app)
    assert known > 14


def orders_file(folder: Path, *rows: str, name: str = "orders.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
    return file


A = "1001,10,10,2026-01-02 08:00:00,2026-01-02 09:00:00,0"
B = "1002,20,20,2026-01-03 08:00:00,2026-01-03 09:00:00,0"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were opened to be read."""
    found: list[Path] = []
    real = reading.open_export

    def noting(path: Path, *rest: object) -> object:
        found.append(path)
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "open_export", noting)
    return found


def test_a_file_imported_again_is_not_read_again(app: App, store: Store, tmp_path: Path, opened: list[Path]) -> None:
    imports = app.services.imports
    file = orders_file(tmp_path, A, A, "合计,30,30,,,")
    first = imports.run_file(file, store)
    second = imports.run_file(file, store)
    assert len(opened) == 1
    assert second.run.id is None and second.tally == replace(first.tally, new=0, unchanged=1)
    assert second.tally == read_whole(app, store, file, Choices())
    assert len(imports.list(store.id)) == 1
    named = ("file_hash", "kind", "template", "encoding", "sheet", "header_row", "rows", "skipped", "first_day")
    assert all(getattr(second.run, name) == getattr(first.run, name) for name in named)


def test_another_file_that_only_adds_leaves_it_known(
    app: App, store: Store, tmp_path: Path, opened: list[Path]
) -> None:
    imports = app.services.imports
    one, other = orders_file(tmp_path, A), orders_file(tmp_path, B, name="other.csv")
    for file in (one, other, one, other):
        imports.run_file(file, store)
    assert opened == [one, other]


def test_a_change_or_an_undo_has_it_read_again(app: App, store: Store, tmp_path: Path, opened: list[Path]) -> None:
    imports = app.services.imports
    one = orders_file(tmp_path, A)
    imports.run_file(one, store)
    changed = imports.run_file(orders_file(tmp_path, A.replace("10,10", "11,11"), name="new.csv"), store)
    assert imports.run_file(one, store).tally.updated == 1
    assert len(opened) == 3
    last = imports.list(store.id)[0]
    imports.undo(last.id or 0)
    assert imports.run_file(one, store).tally.updated == 1
    imports.undo(imports.list(store.id)[0].id or 0)
    imports.undo(changed.run.id or 0)
    assert imports.run_file(one, store).tally.unchanged == 1
    assert len(opened) == 5
    # Nothing new was in it, so it is kept while nobody waits.
    keep_all(app)
    assert imports.run_file(one, store).tally.unchanged == 1
    assert len(opened) == 5


def test_rules_of_reading_name_and_store_are_part_of_it(
    app: App, store: Store, tmp_path: Path, opened: list[Path]
) -> None:
    imports = app.services.imports
    file = orders_file(tmp_path, A)
    imports.run_file(file, store)
    other = app.services.stores.create("另一家")
    assert imports.run_file(file, other).tally.new == 1
    app.settings.set(KEEP_BUYER_DETAILS, True)
    imports.run_file(file, store)
    imports.run_file(file, store, Choices(kind="orders"))
    mapping = SavedMapping(
        headings=tuple(HEADING.split(",")),
        kind=ImportKind.ORDERS,
        fields={"订单编号": ("order_no",), "总金额": ("gross_fen",), "订单创建时间": ("created_at",)},
    )
    imports.run_file(file, store, Choices(mapping=mapping))
    moved = file.rename(tmp_path / "renamed.csv")
    imports.run_file(moved, store)
    assert len(opened) == 6


def test_what_was_remembered_meanwhile_has_it_read_again(
    app: App, store: Store, tmp_path: Path, opened: list[Path]
) -> None:
    imports = app.services.imports
    file = orders_file(tmp_path, A)
    read, _preview = imports.look(file, store)
    mapping = SavedMapping(
        headings=tuple(HEADING.split(",")),
        kind=ImportKind.ORDERS,
        fields={"订单编号": ("order_no",), "订单创建时间": ("created_at",)},
    )
    imports.run_file(orders_file(tmp_path, B, name="b.csv"), store, Choices(mapping=mapping))
    imports.bring_in(read, store)
    read.close()
    count = len(opened)
    imports.run_file(file, store)
    assert len(opened) == count + 1


def test_a_refused_row_is_said_each_time_and_kept_nowhere(
    app: App, store: Store, tmp_path: Path, opened: list[Path]
) -> None:
    imports = app.services.imports
    file = orders_file(tmp_path, A, B.replace("20,20", "many,20"))
    first = imports.run_file(file, store)
    again = imports.run_file(file, store)
    assert len(opened) == 2 and again.tally.problems == first.tally.problems != ()


def test_a_known_file_is_previewed_without_its_rows_and_can_be_brought_in(
    app: App, store: Store, tmp_path: Path
) -> None:
    imports = app.services.imports
    file = orders_file(tmp_path, A, B)
    imports.run_file(file, store)
    read, preview = imports.look(file, store)
    assert preview.tally.unchanged == 2 and [one.heading for one in preview.columns] == HEADING.split(",")
    elsewhere = open_app(app.paths.data, "en", clock=app.services.ctx.clock)
    elsewhere.services.imports.undo(preview.same_file_import or 0)
    elsewhere.close()
    done = imports.bring_in(read, store)
    read.close()
    assert done.tally.new == 2
