"""What a statement wrote, however long or odd, is shown as written, pushes nothing out, and can begin a rule."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.rules_part import RulesPart
from tests.gui.hands import choose_data
from tests.statement_files import Form, Line, balanced, write_statement

ROOM = (1104, 520)  # that a window of 1280x800 leaves
LONG = "临时加急的平台活动保证金与跨店满减分摊以及其他未能归类的代扣" + (
    "代缴款项说明文字一直写到六十个汉字为止不能换行也不能截断还要看得清"
)
LONGER = "=1+1" + "另有款项" * 45
TAGGED = "<b>x</b> A&B \u202egnp"
SHOWN = "<b>x</b> A&B [U+202E]gnp"


def test_lines_of_any_words_get_a_rule(qtbot: QtBot, page_context: PageContext, tmp_path: Path) -> None:
    made = [
        Line("1", datetime(2026, 1, 2, 10), -1_00, "", "其它", LONG),
        Line("2", datetime(2026, 1, 3, 10), -2_00, "", "其它", TAGGED),
        Line("3", datetime(2026, 1, 4, 10), -3_00, "", "其它", LONGER),
    ]
    services, store = page_context.services, page_context.store_id
    file = write_statement(tmp_path / f"{LONG[:40]}.csv", balanced(made), Form())
    services.imports.run_file(file, services.stores.get(store))
    part = RulesPart(page_context)
    qtbot.addWidget(part)
    part.resize(*ROOM)
    part.show()
    rows = part.unknown.records_model
    qtbot.waitUntil(lambda: rows.rowCount() == 3 and page_context.tasks.idle(), timeout=20_000)
    assert part.size().toTuple() == ROOM
    remark = next(column for column in rows.columns if column.name == "remark")
    assert {str(remark.shown(record)) for record in rows.records} == {LONG, SHOWN, LONGER}
    for left in (2, 1, 0):
        part.unknown.selectRow(0)
        part.open_for_line()
        dialog = part.dialog
        assert dialog is not None and dialog.width() <= ROOM[0]
        choose_data(dialog["kind"], LineKind.DONATION)
        dialog.ok.click()
        qtbot.waitUntil(lambda left=left: rows.rowCount() == left and page_context.tasks.idle(), timeout=20_000)
    assert part.size().toTuple() == ROOM
