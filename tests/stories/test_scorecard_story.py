"""Story: a figure is missing, is typed in, the month is settled and talked over; the card is changed from then on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click, click_on
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, settle


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("scorecards") / "data", "zh_CN")


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path) -> Iterator[Desktop]:
    shutil.copytree(sample, tmp_path / "data")
    app = bootstrap.prepare(tmp_path / "data", "zh_CN", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    opened.window.show()
    opened.open_data()
    settle(qtbot, opened)
    yield opened
    close(opened)
    i18n.set_language("en")


def growth(qtbot: QtBot, desktop: Desktop, part: str) -> Any:
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    inner = page.tabs.open("growth").tabs.open(part)
    settle(qtbot, desktop)
    return inner


def fill(form: Any, name: str, words: str) -> None:
    form[name].setFocus()
    form[name].selectAll()
    QTest.keyClicks(form[name], words)


def row(part: Any, name: str) -> None:
    click_on(part.table, part.table.records_model.index(part.table.records_model.row_of(
        lambda one: one.person.name == name), 0))  # fmt: skip


def line(card: Any, code: str) -> None:
    model = card.lines.records_model
    click_on(card.lines, model.index(model.row_of(lambda one: one.indicator.code == code), 0))


def test_the_month_is_filled_in_settled_and_talked_over(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = growth(qtbot, desktop, "scores")
    assert part.month.month == date(2026, 2, 1) and part.state.text() == "0/6 已定分"
    row(part, "芒种")
    assert part.card.total.text() == "暂无总分：缺 30% 的权重（错发率）。目前 60.00/70.00 分。"
    assert part.card.bars.bars[1].part is None and part.card.bars.bars[1].words == "—", "missing, never 0"

    # Nobody may type a figure without saying why.
    line(part.card, "wrong_parcels")
    click(part.card, "people.growth.card.enter")
    form = part.dialog
    assert form.said() == ""
    fill(form, "value", "0.4")
    click(form, "form.ok")
    assert "请填写" in form.said() or "空" in form.said()
    fill(form, "reason", "weekly count")
    click(form, "form.ok")
    settle(qtbot, desktop)
    # 40 % x 90 + 30 % x 66.67 + 30 % x 80, by hand.
    assert part.card.total.text() == "总分 80.00（满分 100）"

    click(part, "people.growth.scores.settle")
    settle(qtbot, desktop)
    assert part.state.text() == "6/6 已定分" and not part.settle.isEnabled()
    assert not part.card.enter.isEnabled()
    kept = desktop.app.services.growth.cards.board(part.board.people[0].person.store_id, date(2026, 2, 1))
    assert all(one.settled is not None for one in kept.people)

    # What is judged changes from March on; February stays, whatever is asked for.
    click(part.card, "people.growth.card.change")
    form = part.dialog
    assert form["valid_from"].text() == "2026-03-01"
    parts = form.parts
    click_on(parts.table, parts.table.records_model.index(0, 0))
    click(form, "people.growth.cardDialog.indicators.edit")
    inner = parts.dialog
    fill(inner, "weight", "50%")
    click(inner, "form.ok")
    settle(qtbot, desktop)
    click(form, "form.ok")
    assert form.said() == "权重合计 110.00%，多了 10.00%。合计必须是 100%。"
    click_on(parts.table, parts.table.records_model.index(1, 0))
    click(form, "people.growth.cardDialog.indicators.edit")
    inner = parts.dialog
    fill(inner, "weight", "20")
    click(inner, "form.ok")
    settle(qtbot, desktop)
    click(form, "form.ok")
    settle(qtbot, desktop)
    row(part, "芒种")
    assert part.card.total.text() == "总分 80.00（满分 100）"
    click(part, "people.growth.scores.later")
    settle(qtbot, desktop)
    row(part, "芒种")
    assert [one.indicator.weight for one in part.card.lines.records_model.records] == [
        Decimal("0.5"), Decimal("0.2"), Decimal("0.3")
    ]  # fmt: skip
    click(part, "people.growth.scores.earlier")
    settle(qtbot, desktop)

    # One page to talk it over.
    row(part, "芒种")
    target = tmp_path / "card.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(part.card, "people.growth.card.print")
    assert part.dialog.count.text() == "共 1 页"
    click(part.dialog, "people.growth.print.pdf")
    settle(qtbot, desktop)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_new_team_is_judged_by_reply_time_and_words_only(qtbot: QtBot, desktop: Desktop) -> None:
    part = growth(qtbot, desktop, "scores")
    click(part, "people.growth.scores.later")
    settle(qtbot, desktop)
    click(part, "people.growth.scores.cards")
    listed = part.dialog
    model = listed.table.records_model
    click_on(listed.table, model.index(model.row_of(lambda card: card.code == "service_start"), 0))
    click(listed, "people.growth.cardsDialog.change")
    form = listed.dialog
    roles = form.roles
    place = next(number for number in range(roles.count()) if roles.item(number).text() == "售前客服")
    roles.setCurrentRow(place)
    QTest.keyClick(roles, Qt.Key.Key_Space)
    click(form, "form.ok")
    settle(qtbot, desktop)
    row(part, "谷雨")
    assert [one.indicator.name_zh for one in part.card.lines.records_model.records] == ["首次响应", "每次回答字数"]
    assert "缺 50% 的权重（每次回答字数）" in part.card.total.text()


def test_a_design_job_is_entered_delivered_and_counts(qtbot: QtBot, desktop: Desktop) -> None:
    part = growth(qtbot, desktop, "jobs")
    assert part.rates.text() == "立夏：按时率 75%，一次通过率 75%"
    click(part, "people.growth.jobs.later")
    settle(qtbot, desktop)
    assert part.rates.text() == "立夏：按时率 50%，一次通过率 50%"
    click(part, "people.growth.jobs.new")
    form = part.dialog
    fill(form, "title", "618 banner")
    assert form["person_id"].currentText() == "立夏"
    for name, text in (("asked_on", "3-14"), ("due_on", "2026-03-16"), ("delivered_on", "3-13"), ("passed_try", "1")):
        fill(form, name, text)
    click(form, "form.ok")
    assert form.said() == "交付日早于提出日。请改正其中一个日期。"
    fill(form, "delivered_on", "3-16")
    click(form, "form.ok")
    settle(qtbot, desktop)
    assert part.table.current().title == "618 banner"
    assert part.rates.text() == "立夏：按时率 66.67%，一次通过率 66.67%"
