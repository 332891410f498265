"""The bridge of a month and its sums for closing are one reckoning, kept until anything of it is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.months import asserted
from shopdesk.domain.stores import Store
from tests.asked import asked_of
from tests.stories.money_shop import LATE, orders_file, statement_file

FEBRUARY = date(2026, 2, 1)


def test_the_lines_of_a_month_are_read_once_for_bridge_and_sums(app: App, store: Store, tmp_path: Path) -> None:
    mine, services = store.id or 0, app.services
    for file in (orders_file(tmp_path), statement_file(tmp_path)):
        services.imports.run_file(file, store)
    view = services.matching.bridge(mine, FEBRUARY)
    with services.ctx.reading() as reading:
        asked = asked_of(reading.uow.connection)
        figures = services.matching.months.figures(mine, FEBRUARY)
        again = services.matching.bridge(mine, FEBRUARY)
    assert figures == asserted(view.bridge, view.sums) and again == view
    assert not any("statement_lines" in one for one in asked)
    assert "statement_lines" in reading.tables, "a page that shows it listens to the lines"

    # Another line of the month ends it.
    services.imports.run_file(statement_file(tmp_path, "2.csv", left_out=(), more=(LATE,)), store)
    later = services.matching.months.figures(mine, FEBRUARY)
    assert later != figures
    changed = services.matching.bridge(mine, FEBRUARY)
    assert later == asserted(changed.bridge, changed.sums) and changed.bridge != view.bridge
