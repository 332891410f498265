"""Two programs on one data file: one imports statements and takes them back while the other closes the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.joining import StandsThere, Was
from shopdesk.domain.periods import By
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.statement_files import ORDER, Form, Line, balanced, write_statement

JANUARY = date(2026, 1, 1)


@pytest.fixture
def other(app: App, clock: FixedClock) -> Iterator[App]:
    opened = open_app(app.paths.data, "en", clock=clock)
    yield opened
    opened.close()


def lines(days: Sequence[int]) -> list[Line]:
    """A sale on each of these days, balanced from nothing on."""
    made = [
        Line(str(9_000 + day), datetime(2026, 1, day, 10), 10_00, "", "交易付款", "", merchant=f"T200P{ORDER}")
        for day in range(1, 32)
    ]
    return [line for line in balanced(made) if line.at.day in days]


def balance(app: App, store: Store) -> tuple[int, int | None]:
    view = app.services.ledger.account(store.id or 0, JANUARY, date(2026, 1, 31), By.MONTH)
    return sum(view.totals.sums.values()), view.totals.closing


def at_once(*jobs: Any) -> list[BaseException]:
    """Do them at the same moment; gives what went wrong."""
    start, wrong = Barrier(len(jobs)), []

    def run(job: Any) -> None:
        start.wait()
        try:
            job()
        except BaseException as error:
            wrong.append(error)

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def test_two_programs_import_overlapping_statements_at_once_and_every_line_counts_once(
    app: App, other: App, store: Store, tmp_path: Path
) -> None:
    first = write_statement(tmp_path / "a.csv", lines(range(1, 21)), Form())
    second = write_statement(tmp_path / "b.csv", lines(range(11, 32)), Form())
    wrong = at_once(
        lambda: app.services.imports.run_file(first, store),
        lambda: other.services.imports.run_file(second, store),
    )
    assert wrong == []
    assert balance(app, store) == balance(other, store) == (310_00, balance(app, store)[1])
    order = app.services.matching.order(store.id or 0, str(ORDER))
    assert order.received == 310_00
    runs = app.services.imports.list(store.id)
    assert sum(run.new for run in runs) == 31, "each line was brought by one of them"


def test_a_month_that_another_program_closes_knows_what_an_import_changed_in_it_afterwards(
    app: App, other: App, store: Store, tmp_path: Path
) -> None:
    number = store.id or 0
    app.services.imports.run_file(write_statement(tmp_path / "a.csv", lines(range(1, 21)), Form()), store)
    late = write_statement(tmp_path / "b.csv", lines(range(21, 32)), Form())
    wrong = at_once(
        lambda: other.services.matching.months.close(number, JANUARY),
        lambda: app.services.imports.run_file(late, store),
    )
    assert wrong == []
    changed = other.services.matching.changed(number)
    (closed,) = [one for one in other.services.matching.months.all(number) if one.month == JANUARY]
    # Whoever came first: the month has the late lines, or says that they changed it.
    now = closed.closed.figures["sale"] if closed.closed is not None else None
    assert now == 310_00 or (now == 200_00 and [one.month for one in changed] == [JANUARY])


def test_a_month_that_the_other_program_closed_meanwhile_is_not_closed_twice(
    app: App, other: App, store: Store, tmp_path: Path
) -> None:
    number = store.id or 0
    app.services.imports.run_file(write_statement(tmp_path / "a.csv", lines(range(1, 32)), Form()), store)
    wrong = at_once(
        lambda: app.services.matching.months.close(number, JANUARY),
        lambda: other.services.matching.months.close(number, JANUARY),
    )
    assert [str(error) for error in wrong] == ["2026-01 is closed already. Reopen it to close it anew."]
    for one in (app, other):
        views = [view for view in one.services.matching.months.all(number) if view.closed is not None]
        assert [view.month for view in views] == [JANUARY]


def test_what_an_import_elsewhere_changed_unseen_is_neither_closed_nor_accepted(
    app: App, other: App, store: Store, tmp_path: Path
) -> None:
    number, months = store.id or 0, app.services.matching.months

    def arrives(days: Sequence[int]) -> None:
        file = write_statement(tmp_path / f"{days[0]}.csv", lines(days), Form())
        other.services.imports.run_file(file, store)

    arrives(range(1, 11))
    seen = months.figures(number, JANUARY)
    arrives(range(11, 21))
    with pytest.raises(UserError, match="2026-01 comes to other sums by now"):
        months.close(number, JANUARY, seen=seen)
    assert months.of(number, JANUARY).closed is None
    app.services.history.news()
    assert months.close(number, JANUARY, seen=months.figures(number, JANUARY)).figures["sale"] == 200_00

    arrives(range(21, 26))
    app.services.history.news()
    seen = months.figures(number, JANUARY)
    arrives(range(26, 32))
    with pytest.raises(UserError, match="2026-01 comes to other sums by now"):
        months.accept(number, JANUARY, seen=seen)
    assert months.of(number, JANUARY).changes, "what came stays pointed out"
    app.services.history.news()
    assert months.accept(number, JANUARY, seen=months.figures(number, JANUARY)).figures["sale"] == 310_00
    assert not months.of(number, JANUARY).changes


def test_a_word_about_an_order_is_not_said_over_another(app: App, other: App, store: Store, tmp_path: Path) -> None:
    number, order = store.id or 0, str(ORDER)
    app.services.imports.run_file(write_statement(tmp_path / "a.csv", lines([1]), Form()), store)
    other.services.matching.explain(number, order, "线下补款", "小满", Was(None))
    with pytest.raises(StandsThere, match="线下补款 stands there now"):
        app.services.matching.explain(number, order, "别的", "谷雨", Was(None))
    app.services.matching.explain(number, order, "别的", "谷雨", Was("线下补款"))
    said = other.services.matching.order(number, order).explanation
    assert said is not None and (said.word, said.who) == ("别的", "谷雨")
