"""Story: the owner looks at the sample's wages, sees why, locks the month, and nothing reaches it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.proof import verify
from shopdesk.gui.desktop import Desktop
from shopdesk.importing.payslip_proof import read_proofs
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click, click_on
from tests.gui.sample_store import NOW
from tests.gui.shell.support import dialog, on_sample, settle


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    with on_sample(qtbot, qapp, tmp_path / "data", "zh_CN", FixedClock(NOW)) as opened:
        yield opened


def test_the_month_is_looked_at_locked_and_stays(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    next(one for one in page.tabs.actions_offered if one.objectName().endswith(".pay")).trigger()
    settle(qtbot, desktop)
    pay = page.tabs.shown
    assert [pay.head.months.itemText(place) for place in range(1, 5)] == [
        "2026-02 · 草稿", "2026-01 · 已锁定", "2025-12 · 已锁定", "2025-11 · 已锁定"
    ]  # fmt: skip
    assert pay.head.month == date(2026, 2, 1) and not pay.head.missing.isVisible()

    # 小满 leads the service: 0.2 % of what the team sold, and the tree goes down to each report.
    click_on(pay.table, pay.table.records_model.index(0, 0))
    lines = pay.slip.lines
    click_on(lines, lines.records_model.index(lines.records_model.row_of(lambda one: "team" in one.line.code), 0))
    assert any(step.startswith("来源：客服数据 · 谷雨") for step in pay.slip.calculation.texts())

    click(pay, "people.pay.lock")
    assert "不能解锁" in pay.dialog.findChild(object, "people.pay.lockDialog.words").text()
    click(pay.dialog, "form.ok")
    settle(qtbot, desktop)
    assert pay.head.state.text() == "已锁定"
    before = pay.run

    services, store_id = desktop.app.services, before.store_id
    person = services.people.everyone(store_id)[0]
    desktop.tasks.database(lambda: services.people.edit(replace(person, base_fen=9_999_900)))
    settle(qtbot, desktop)
    pay.refresh()
    settle(qtbot, desktop)
    assert pay.run == before

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "slips.pdf"), ""))
    click(pay, "people.pay.payslips")
    click(dialog(desktop, "people.pay.payslipsDialog"), "people.pay.payslipsDialog.pdf")
    settle(qtbot, desktop)
    proofs = read_proofs(tmp_path / "slips.pdf")
    assert len(proofs) == len(before.slips)
    assert [wrong for proof in proofs for wrong in verify(proof)] == []

    click(pay, "people.pay.earlier")
    settle(qtbot, desktop)
    assert pay.head.state.text() == "已锁定" and not pay.compute.isEnabled()
