"""A search over the lines shows what it found so far and goes on by itself; other words begin anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.lines_view import LinesDialog, LinesFound, LinesQuestion
from shopdesk.services.ledger import service
from tests.stories.money_shop import SECRET, statement_file


def test_a_search_goes_on_until_all_days_are_looked_through(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = page_context.services
    services.imports.run_file(statement_file(tmp_path), services.stores.get(page_context.store_id))
    monkeypatch.setattr(service, "_FIRST_STRETCH", 1)
    monkeypatch.setattr(services.ledger, "search", partial(services.ledger.search, seconds=0))
    dialog = LinesDialog(page_context, "Lines", LinesQuestion(page_context.store_id))
    qtbot.addWidget(dialog)
    said: list[str] = []
    show = dialog.show_lines

    def note(found: LinesFound) -> None:
        show(found)
        said.append(dialog.said.text())

    monkeypatch.setattr(dialog.look, "_show", note)
    dialog.show()
    qtbot.waitUntil(lambda: bool(said) and page_context.tasks.idle())
    for words, told in (
        (SECRET, "2 lines, together -24.00"),
        ("类目", "3 lines, together -22.00"),
        ("没有", "0 lines"),
    ):
        said.clear()
        dialog.search.setText(words)
        qtbot.waitUntil(lambda: bool(said) and "going on" not in said[-1] and page_context.tasks.idle())
        assert "searched up to 2026-02-02, going on…" in said[0] and len(said) > 5
        assert told in said[-1] and dialog.table.records_model.rowCount() == int(told[0])
    # In the middle of a search other words begin anew.
    said.clear()
    dialog.search.setText(SECRET)
    qtbot.waitUntil(lambda: bool(said))
    dialog.search.setText("佣金")
    qtbot.waitUntil(lambda: "going on" not in said[-1] and dialog._text == "佣金" and page_context.tasks.idle())
    assert "3 lines, together -22.00" in said[-1]
