"""Figures that cannot be true are refused by the row, and what may be read in two ways is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind, SavedMapping
from shopdesk.domain.stores import Store
from shopdesk.services.imports.service import Choices
from shopdesk.storage.tables.figures import product_days, store_days
from tests.import_files import write_csv

HEADINGS = ["统计日期", "访客数", "浏览量", "支付金额", "支付买家数"]
COUNTED = [
    (kind, field.name)
    for kind, known in FIELDS.items()
    for field in known.fields
    if field.people or field.name in ("impressions", "clicks", "page_views", "page_visits")
]


def rows(app: App, table: Any) -> list[Any]:
    with app.services.ctx.read() as uow:
        return list(uow.connection.execute(select(table).order_by(table.c.id)))


@pytest.mark.parametrize(("kind", "name"), COUNTED, ids=lambda one: str(one))
def test_fewer_than_no_people_and_views_leave_their_row_out(
    app: App, store: Store, tmp_path: Path, kind: ImportKind, name: str
) -> None:
    needed = [field.name for field in FIELDS[kind].fields if field.required or field.name in FIELDS[kind].key]
    named = [one for one in dict.fromkeys([*needed, name]) if one != "channel"]
    said = SavedMapping(headings=(), kind=kind, fields={f"列{one}": (one,) for one in named})
    true = {one: "2026-03-01" if one == "day" else "12345678" for one in named}
    lines = [[f"列{one}" for one in named], [true[one] for one in named]]
    lines.append([{"day": "2026-03-02", name: "-5"}.get(one, true[one]) for one in named])
    file = write_csv(tmp_path / "a.csv", lines)
    tally = app.services.imports.run_file(file, store, Choices(mapping=said)).tally
    assert (tally.new, tally.skipped) == (1, 1)
    (problem,) = tally.problems
    assert (problem.row, problem.column) == (3, f"列{name}")
    assert "below zero" in str(problem.message)


def test_stock_sold_beyond_what_was_there_and_pieces_given_back_stay_below_zero(
    app: App, store: Store, tmp_path: Path
) -> None:
    header = ["时间", "SKU", "浏览量", "访客数", "成交金额", "库存"]
    file = write_csv(tmp_path / "a.csv", [header, ["2026-03-01", "12345678", "9", "8", "-77.70", "-6"]])
    assert app.services.imports.run_file(file, store).tally.new == 1
    (day,) = rows(app, product_days)
    assert (day.paid_fen, day.stock_pieces) == (-7770, -6)


def test_a_file_of_nothing_but_such_rows_is_refused_in_words(app: App, store: Store, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [HEADINGS, ["2026-03-01", "-5", "1", "1", "1"]])
    with pytest.raises(UserError, match="below zero"):
        app.services.imports.run_file(file, store)
    assert not rows(app, store_days)


def test_a_heading_that_stands_twice_is_told_and_one_that_nobody_reads_is_not(
    app: App, store: Store, tmp_path: Path
) -> None:
    day = ["2026-03-01", "1000", "3000", "10.00", "30"]
    file = write_csv(tmp_path / "a.csv", [[*HEADINGS, "访客数", "备用", "备用"], [*day, "9", "x", "y"]])
    preview = app.services.imports.preview(file, store)
    tally = app.services.imports.run_file(file, store).tally
    assert [str(note) for note in tally.notes] == [
        "“访客数” stands more than once in the file; the first column is read."
    ]
    assert preview.tally is not None and preview.tally.notes == tally.notes
    (kept,) = rows(app, store_days)
    assert kept.visitors == 1_000


@pytest.mark.parametrize("ahead", [-1, 0, 1, 400])
def test_days_that_are_still_to_come_are_told(app: App, store: Store, tmp_path: Path, ahead: int) -> None:
    last = app.services.ctx.clock.today() + timedelta(days=ahead)
    days = [last - timedelta(days=3), last]
    file = write_csv(tmp_path / "a.csv", [HEADINGS, *([f"{day}", "9", "9", "9.00", "1"] for day in days)])
    told = [str(note) for note in app.services.imports.run_file(file, store).tally.notes]
    assert [str(last) in note for note in told] == ([True] if ahead > 0 else [])
    assert len(rows(app, store_days)) == 2, "they are kept all the same"
