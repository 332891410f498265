"""Large statements: a process of their own reads them while their lines are written. What comes of it is the same."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.imports import ImportResult
from shopdesk.domain.stores import Store
from shopdesk.importing import apart, apart_rows
from shopdesk.infra import paths
from shopdesk.services.imports import transfer
from shopdesk.services.imports.service import Choices
from shopdesk.services.imports.watching import ImportCancelled, Watch
from shopdesk.storage.tables.ledger import statement_days, statement_gaps, statement_lines, statement_spans
from shopdesk.storage.tables.matching import order_money
from tests import engines
from tests.statement_files import ORDER, SEEN, Form, Line, balanced, text_of

ANY = Choices(any_account=True)
OWN = {"id", "store_id", "first_import_id", "import_id"}
"""What differs between two imports of one file."""


def lines(count: int) -> list[Line]:
    """Lines of every known wording, three to a second, of orders that are named in every known way."""
    chance = random.Random(count)
    words = [(kind, *words) for kind, known in SEEN.items() for words in known]
    found = []
    for number in range(count):
        kind, business_type, remark = words[number % len(words)]
        order = str(ORDER + number // 4)
        found.append(
            Line(
                key=str(700_000_000_000 + number),
                at=datetime(2025, 1, 1) + timedelta(seconds=number // 3 * 401),
                amount=chance.choice((1, -1)) * chance.randrange(0, 90_000),
                kind=kind,
                business_type=business_type,
                remark=remark.replace("{n}", order),
                merchant=chance.choice((f"T200P{order}", "", "KEIN-" + order)),
                basis=chance.choice((order, "", "")),
            )
        )
    return balanced(found)


def with_tenth(cell: str) -> str:
    """An amount with a tenth of a fen; anything else as it is."""
    return re.sub(r"^(-?\d+\.\d\d)(\t?)$", r"\g<1>4\2", cell)


def odd(content: bytes, form: Form) -> bytes:
    """A statement with rows that a reader stumbles over: said twice, changed, broken, too long, beside the table."""
    end = "\r\n"
    rows = content.decode(form.encoding).split(end)
    tab = "\t" if form.tabs else ""
    for place in range(len(rows) - 40, 40, -997):
        row = rows[place].split(",")
        key = row[1 if form.empty_first else 0].strip()
        changed = [
            cell.replace(".", "9.") if cell.strip().lstrip("-").replace(".", "").isdigit() else cell for cell in row
        ]
        broken = [
            f"zwölf{tab}" if "." in cell and cell.strip(f"-{tab}").replace(".", "").isdigit() else cell for cell in row
        ]
        marked = [f'"{cell.strip()}\x1f\n第二行"{tab}' if cell.startswith(("连衣裙", "天猫")) else cell for cell in row]
        marked[1 if form.empty_first else 0] = f"M{place}{tab}"
        rows[place:place] = [
            rows[place - 7],
            ",".join(changed),
            ",".join([broken[0].replace("7", "8", 1), *broken[1:]]),
            ",".join([*row, f"x{tab}", f"y{tab}"]),
            ",".join([f"R{place}{tab}" if cell.strip() == key else with_tenth(cell) for cell in row]),
            ",".join(marked),
            "",
            f"合计{tab},1{tab}",
        ]
    return end.join(rows).encode(form.encoding)


def write(path: Path, count: int = 3_000, form: Form | None = None, change: Callable[[Any], Any] = list) -> Path:
    form = form or Form()
    path.write_bytes(odd(text_of(change(lines(count)), form), form))
    return path


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[apart_rows.ApartRows]:
    """Every statement is large; what reads them, as it was started."""
    started: list[apart_rows.ApartRows] = []
    begin = apart.Apart._start

    def start(self: apart.Apart) -> None:
        begin(self)
        assert isinstance(self, apart_rows.ApartRows)
        started.append(self)

    monkeypatch.setattr(apart.Apart, "_start", start)
    monkeypatch.setattr(apart_rows, "LARGE", 1)
    return started


def kept(app: App, store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that hangs on the statements of a store."""
    found = {}
    with app.services.ctx.read() as uow:
        for table in (statement_lines, statement_days, statement_gaps, statement_spans, order_money):
            columns = [column for column in table.columns if column.name not in OWN]
            query = select(*columns).where(table.c.store_id == store.id).order_by(table.c.id)
            found[table.name] = [tuple(map(repr, row)) for row in uow.connection.execute(query)]
    # Sums of days stand in no order, and on a server orders do not either.
    found[statement_days.name].sort()
    found[order_money.name].sort()
    return found


def told(result: ImportResult) -> Any:
    return replace(result.tally), [str(note) for note in result.tally.notes], [str(one) for one in result.tally.reasons]


def watched(monkeypatch: pytest.MonkeyPatch) -> list[transfer.ReadFile]:
    """The files whose lines are written while they are read."""
    flowed: list[transfer.ReadFile] = []
    flow = transfer.ReadFile._flow_in

    def flow_in(self: transfer.ReadFile, *more: Any) -> Any:
        flowed.append(self)
        return flow(self, *more)

    monkeypatch.setattr(transfer.ReadFile, "_flow_in", flow_in)
    return flowed


def nothing_of(app: App, store: Store) -> bool:
    return not any(kept(app, store).values()) and not app.services.imports.list()


FORMS = {
    "as usual": Form(),
    "newest first": Form(newest_first=True),
    "without a head": Form(head=False, foot=False, first=None),
    "older, utf-8": Form(older=True, encoding="utf-8-sig"),
    "tool": Form(tool=True, half_width=True, hashes=False, empty_first=True, tabs=False),
    "out positive": Form(out_positive=True, income_early=True, stated_out="-1.00", last_newline=False),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_statement_read_ahead_comes_to_the_same(
    name: str, app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 50_000 if name == "as usual" else 3_000
    file = write(tmp_path / "a.csv", count, FORMS[name])
    expected = app.services.imports.run_file(file, store, ANY)
    assert expected.tally.new > count * 0.9
    assert expected.tally.skipped and expected.tally.problems

    monkeypatch.setattr(apart_rows, "LARGE", 1)
    flowed = watched(monkeypatch)
    other = app.services.stores.create("Other")
    result = app.services.imports.run_file(file, other, ANY)
    # What names no account may belong to any, and on a server others would wait.
    assert len(flowed) == (FORMS[name].head and not engines.ON_POSTGRES)
    assert told(result) == told(expected)
    assert kept(app, other) == kept(app, store)

    # Looked at first, as the window does, and over what stands already.
    third = app.services.stores.create("Third")
    read, preview = app.services.imports.look(file, third, ANY)
    assert preview.tally.new == expected.tally.new
    assert told(app.services.imports.bring_in(read, third, ANY)) == told(expected)
    read.close()
    assert kept(app, third) == kept(app, store)
    again = file.with_name("b.csv")
    again.write_bytes(file.read_bytes())
    assert app.services.imports.run_file(again, other, ANY).tally.unchanged == expected.tally.new
    assert kept(app, other) == kept(app, store)

    app.services.imports.undo(result.run.id or 0)
    assert not any(kept(app, other).values())


def test_a_file_whose_end_tells_another_order_is_read_to_it_first(
    app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned(found: list[Line]) -> list[Line]:
        return [*found[:400], *reversed(found[400:])]

    file = write(tmp_path / "a.csv", change=turned)
    result = app.services.imports.run_file(file, store)
    assert len(ahead) == (1 if engines.ON_POSTGRES else 2)
    monkeypatch.setattr(apart_rows, "LARGE", 1 << 40)
    other = app.services.stores.create("Other")
    assert told(app.services.imports.run_file(file, other, ANY)) == told(result)
    assert kept(app, other) == kept(app, store)


def test_the_second_statement_of_a_store_is_read_to_its_end_first(
    app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    flowed = watched(monkeypatch)
    for name, count, new in (("a.csv", 600, 600), ("b.csv", 900, 300)):
        file = tmp_path / name
        file.write_bytes(text_of(lines(900)[:count], Form()))
        assert app.services.imports.run_file(file, store).tally.new == new
    assert len(flowed) == (not engines.ON_POSTGRES)
    assert len(ahead) == 2


@pytest.mark.parametrize("way", ["killed", "stopped"])
def test_what_ends_halfway_leaves_nothing(
    way: str, app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows]
) -> None:
    file = write(tmp_path / "a.csv", 20_000)
    shown: list[str] = []

    def progress(_step: int, _of: int, words: str) -> None:
        shown.append(words)
        if way == "killed" and len(shown) == 2:
            ahead[0]._process.kill()

    watch = Watch(progress, lambda: way == "stopped" and len(shown) > 1)
    with pytest.raises(UserError) as refused:
        app.services.imports.run_file(file, store, watch=watch)
    assert "rows read" in shown[0]
    if way == "killed":
        assert "a.csv is damaged in a way that ended its reader" in str(refused.value)
        assert "nothing of it was taken" in str(refused.value)
    else:
        assert isinstance(refused.value, ImportCancelled)
    assert ahead[0]._process.poll() is not None
    assert nothing_of(app, store)

    assert app.services.imports.run_file(file, store).tally.new > 19_000
    assert [one._process.poll() is None for one in ahead] == [False, False]


@pytest.mark.parametrize("noise", ["b'\\xff' * 400", "bytes(400)", "b'\\x04' + bytes(7) + b'abcd'", "b''"])
def test_what_nobody_understands_is_a_sentence(
    noise: str,
    app: App,
    store: Store,
    tmp_path: Path,
    ahead: list[apart_rows.ApartRows],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = [sys.executable, "-I", "-c", f"import sys; sys.stdout.buffer.write({noise}); sys.stdout.flush()"]
    monkeypatch.setattr(paths, "table_reader", lambda: command)
    with pytest.raises(UserError, match=r"a\.csv is damaged in a way that ended its reader"):
        app.services.imports.run_file(write(tmp_path / "a.csv", 200), store)
    assert nothing_of(app, store)


def test_without_a_second_process_the_file_is_read_in_this_one(
    app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "table_reader", lambda: [str(tmp_path / "gone")])
    assert app.services.imports.run_file(write(tmp_path / "a.csv", 600), store).tally.new > 500
    assert not ahead


def test_a_file_cut_off_at_its_end_leaves_nothing(
    app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows]
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(text_of(lines(3_000), Form(foot=False))[:-60])
    with pytest.raises(UserError, match=r"a\.csv is cut off in row 3005"):
        app.services.imports.run_file(file, store)
    assert ahead and nothing_of(app, store)


def test_a_disk_that_is_full_while_it_is_read_leaves_nothing(
    app: App, store: Store, tmp_path: Path, ahead: list[apart_rows.ApartRows]
) -> None:
    file = write(tmp_path / "a.csv", 20_000)

    def fill_up(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 500}")

    event.listen(app.services.ctx.engine, "begin", fill_up)
    with pytest.raises(EnvironmentFault, match="disk is full"):
        app.services.imports.run_file(file, store)
    assert ahead[0]._process.poll() is not None
    assert nothing_of(app, store)
