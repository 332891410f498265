"""The setup with 2,000 steps: its timeline read and shown, a frame while it is scrolled and while a bar is dragged.

``make bench ARGS=timeline``. Times are those of the processor; the floor is an empty table of Qt with as many rows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from shopdesk.bootstrap import App, prepare
from shopdesk.domain.setup.records import SetupStep
from shopdesk.domain.text import Text
from shopdesk.gui.pages.setup.timeline.view import TimelinePart
from shopdesk.gui.pictures import settle, window_on
from shopdesk.infra.clock import FixedClock
from shopdesk.services.setup.timeline import timeline_of
from shopdesk.storage.repositories.setup import SetupSteps

STEPS, LANES, ROUNDS = 2000, 10, 5
NOW = datetime(2026, 3, 16, 9)


def timed(work: Callable[[], object]) -> float:
    """The least milliseconds of the processor of some rounds."""
    least = float("inf")
    for _round in range(ROUNDS):
        begin = time.process_time()
        work()
        least = min(least, time.process_time() - begin)
    return least * 1000


def fill(app: App) -> int:
    """Two thousand steps in ten lanes, each waiting for the one before it and for one of the next lane."""
    store = app.services.stores.create("云裳")
    store_id = store.id or 0
    with app.services.ctx.open_uow(Text("Steps")) as uow:
        uow.repository(SetupSteps).add_all(
            SetupStep(
                store_id=store_id,
                code=f"own.{number}",
                phase="prepare",
                position=number,
                title=f"Step {number}",
                own=True,
                typical_days=1 + number % 4,
                waits_for=tuple(
                    f"own.{one}" for one in (number - LANES, number - LANES + 1) if one >= 0 and one < number
                ),
                due_on=date(2026, 6, 1) if number % 7 == 0 else None,
            )
            for number in range(STEPS)
        )
        uow.commit()
    return store_id


def main() -> None:
    """Print each figure."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    plain = QTableView()
    model = QStandardItemModel(STEPS, 4)
    for number in range(STEPS):
        model.setItem(number, 0, QStandardItem(f"Step {number}"))
    plain.setModel(model)
    plain.resize(1100, 500)
    plain.show()
    floor = timed(lambda: plain.grab())
    with tempfile.TemporaryDirectory() as folder:
        app = prepare(Path(folder), "en", clock=FixedClock(NOW))
        app.open()
        store_id = fill(app)
        board = app.services.setup.board(store_id)
        print(f"steps                     {len(board.steps()):>8,}")
        print(f"reading the board         {timed(lambda: app.services.setup.board(store_id)):8.1f} ms")
        print(f"making a timeline of it   {timed(lambda: timeline_of(board)):8.1f} ms")
        with window_on(application, app, theme="light", size=(1280, 800)) as desktop:
            desktop.window.open_page("setup")
            settle(desktop)
            assert desktop.window.pages is not None
            part: TimelinePart = desktop.window.pages.current.tabs.open("timeline")  # type: ignore[union-attr]
            settle(desktop)
            assert part.shown is not None
            shown = part.shown
            print(f"showing it                {timed(lambda: part.populate(shown)):8.1f} ms")
            table, bar = part.table, part.table.verticalScrollBar()
            places = iter(range(0, 10_000_000, 997))

            def scroll() -> None:
                bar.setValue(next(places) % max(bar.maximum(), 1))
                table.viewport().grab()

            frame = timed(scroll)
            print(f"a scrolled frame          {frame:8.1f} ms   an empty table {floor:.1f} ms, {frame / floor:.1f} x")
            row = next(one for one in shown.rows if one.bar is not None)
            table.drag = (row, NOW.date(), 0)

            def pull() -> None:
                held = table.drag
                assert held is not None
                table.drag = (held[0], held[1], held[2] + 1)
                table.viewport().grab()

            print(f"a frame while dragging    {timed(pull):8.1f} ms")
            table.drag = None
            first = replace(row.view.step)
            begin = time.process_time()
            app.services.setup.timeline.move(first.id or 0, date(2027, 1, 1))
            print(f"moving what waits for it  {(time.process_time() - begin) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
