"""Generated statements with every quirk: nothing is lost, nothing counted twice, and the balance holds."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import By
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.tables.ledger import statement_lines
from tests.statement_files import ORDER, SEEN, Form, Line, balanced, write_statement

START = datetime(2026, 5, 1)
SPAN = (date(2026, 4, 1), date(2026, 8, 31))
# Each example opens a data folder, so that making a failing one smaller would take minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
CASES = [(kind, pair) for kind, pairs in SEEN.items() for pair in pairs]

moves = st.tuples(
    st.sampled_from(CASES),
    st.integers(1, 500_000),
    st.booleans(),
    st.integers(0, 30 * 24 * 6),  # ten-minute steps, so that many share a second
    st.integers(1, 40),
)
forms = st.builds(
    Form,
    encoding=st.sampled_from(["gb18030", "utf-8-sig", "utf-8"]),
    hashes=st.booleans(),
    foot=st.booleans(),
    tabs=st.booleans(),
    empty_first=st.booleans(),
    tool=st.booleans(),
    half_width=st.booleans(),
    out_positive=st.booleans(),
    newest_first=st.booleans(),
    income_early=st.booleans(),
    last_newline=st.booleans(),
)


def lines_of(told: list[Any]) -> list[Line]:
    """Lines in time order, with their balances."""
    lines = []
    for number, ((kind, (business_type, remark)), fen, comes_in, step, order) in enumerate(
        sorted(told, key=lambda one: one[3])
    ):
        signed = fen if comes_in or kind in ("sale", "interest") else -fen
        lines.append(
            Line(
                key=f"{70_000_000 + number}",
                at=START + timedelta(minutes=10 * step),
                amount=signed,
                kind=kind,
                business_type=business_type,
                remark=remark.replace("{n}", str(ORDER + order)),
                merchant=f"T200P{ORDER + order}" if kind == "sale" else "",
            )
        )
    return balanced(lines)


def opened(folder: Path) -> App:
    app = open_app(folder / "data", "en", clock=FixedClock(datetime(2026, 9, 1, 9)))
    app.services.stores.create("店")
    return app


def taken(app: App, path: Path) -> Any:
    """What importing a file comes to; looking at it before says the same of its sums and its balance."""
    (store,) = app.services.stores.all()
    foreseen = app.services.imports.preview(path, store).tally
    result = app.services.imports.run_file(path, store)
    assert foreseen.checks == result.tally.checks
    return result


def stored(app: App) -> list[Any]:
    lines = statement_lines.c
    with app.services.ctx.read() as uow:
        query = select(statement_lines).order_by(lines.at, lines.position, lines.id)
        return list(uow.connection.execute(query))


def sums_by_kind(lines: list[Line]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.kind] += line.amount
    return {kind: fen for kind, fen in sums.items() if fen}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(
    told=st.lists(moves, min_size=1, max_size=40), form=forms, ending=st.sampled_from([".csv", ".csv", ".xlsx", ".zip"])
)
def test_whatever_the_form_every_line_has_its_kind_and_the_balance_holds(
    told: list[Any], form: Form, ending: str
) -> None:
    lines = lines_of(told)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = opened(folder)
        try:
            path = write_statement(folder / f"statement{ending}", lines, form)
            result = taken(app, path)
            assert [check for check in result.tally.checks if not check.ok] == []
            assert (result.run.kind, result.tally.rows, result.tally.new) == (
                "alipay_statement",
                len(lines),
                len(lines),
            )
            kept = stored(app)
            # In time order, and within a second as the balance says.
            assert [row.balance_fen for row in kept] == [line.balance for line in lines]
            assert {row.line_key: row.kind for row in kept} == {line.key: line.kind for line in lines}
            view = app.services.ledger.account(1, *SPAN, By.DAY)
            assert {kind.value: fen for kind, fen in view.totals.sums.items() if fen} == sums_by_kind(lines)
            assert view.totals.opening == 100_000
            assert view.totals.closing == lines[-1].balance
            assert view.totals.opening + view.totals.change == view.totals.closing
            assert view.totals.gaps == ()
            before = 100_000
            for row in view.rows:
                assert row.opening == before
                before = row.closing
                assert row.opening + row.change == before
            for by in (By.WEEK, By.MONTH):
                parts = app.services.ledger.account(1, *SPAN, by).rows
                assert sum(part.change for part in parts) == view.totals.change
            again = taken(app, path)
            assert (again.run.id, again.tally.unchanged) == (None, len(lines))
            assert again.tally.checks == result.tally.checks
        finally:
            app.close()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(
    told=st.lists(moves, min_size=6, max_size=40),
    cut=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    how=st.tuples(forms, forms),
    swap=st.booleans(),
)
def test_overlapping_files_come_to_what_one_file_says(
    told: list[Any], cut: tuple[float, float], how: tuple[Form, Form], swap: bool
) -> None:
    lines = lines_of(told)
    low, high = sorted(cut)
    # The first file goes to "high", the second begins at "low": they share what is between.
    parts = [lines[: max(1, int(high * len(lines)))], lines[int(low * (len(lines) - 1)) :]]
    files = list(zip(parts, how, strict=True))
    if swap:
        files.reverse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = opened(folder)
        try:
            new = 0
            for number, (part, form) in enumerate(files):
                tally = taken(app, write_statement(folder / f"{number}.csv", part, form)).tally
                assert tally.rows == len(part) == tally.new + tally.unchanged
                new += tally.new
            assert new == len(lines)
            assert [row.balance_fen for row in stored(app)] == [line.balance for line in lines]
            view = app.services.ledger.account(1, *SPAN, By.MONTH)
            assert {kind.value: fen for kind, fen in view.totals.sums.items() if fen} == sums_by_kind(lines)
            assert (view.totals.opening, view.totals.closing) == (100_000, lines[-1].balance)
            assert view.totals.gaps == ()
        finally:
            app.close()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(told=st.lists(moves, min_size=4, max_size=30), data=st.data(), form=forms)
def test_what_is_missing_is_named_and_the_rest_holds(told: list[Any], data: st.DataObject, form: Form) -> None:
    lines = lines_of(told)
    seconds = sorted({line.at for line in lines})
    if len(seconds) < 3:
        return
    lost = data.draw(st.sampled_from(seconds[1:-1]))
    left = [line for line in lines if line.at != lost]
    missing = sum(line.amount for line in lines if line.at == lost)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = opened(folder)
        try:
            result = taken(app, write_statement(folder / "statement.csv", left, form))
            totals = app.services.ledger.account(1, *SPAN, By.MONTH).totals
            assert totals.opening is not None
            assert totals.opening + totals.change + missing == totals.closing == lines[-1].balance
            after = max(line.at for line in left if line.at < lost)
            before = min(line.at for line in left if line.at > lost)
            expected = [(after, before, missing)] if missing else []
            assert [(gap.after, gap.before, gap.missing) for gap in totals.gaps] == expected
            told_gaps = [check for check in result.tally.checks if check.check == "balance" and not check.ok]
            assert [(check.after, check.before, check.found) for check in told_gaps] == expected
            # Known lines break where they broke before.
            once_more = taken(app, folder / "statement.csv")
            assert (once_more.run.id, once_more.tally.checks) == (None, result.tally.checks)
            # The lost stretch comes later, and nothing is missing any more.
            again = [line for line in lines if line.at == lost]
            taken(app, write_statement(folder / "rest.csv", again, form))
            view = app.services.ledger.account(1, *SPAN, By.DAY)
            assert view.totals.gaps == ()
            assert sum(row.change for row in view.rows) == view.totals.change == sum(line.amount for line in lines)
        finally:
            app.close()


def test_every_wording_that_was_seen_is_of_its_kind() -> None:
    assert set(SEEN) == {kind.value for kind in LineKind}
