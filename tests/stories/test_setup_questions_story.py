"""An owner answers the questions, changes an answer, packs papers for a visit, and takes what is new in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.cli import main
from shopdesk.domain.deadlines import DeadlineKind
from shopdesk.domain.setup.answers import Answers, Brand, Holder, Producer
from shopdesk.domain.setup.records import DocumentState, StepState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.offers_dialog import OffersDialog
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.pages.setup.print_dialog import SetupPrintDialog
from shopdesk.gui.pages.setup.questions_dialog import QuestionsDialog
from shopdesk.gui.pages.setup.visit_dialog import VisitDialog
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import set_language
from shopdesk.storage.repositories.setup import SetupPlans
from tests.gui.hands import choose_data, click, write

Settle = Callable[[], None]
LANGUAGES = ("en", "zh_CN")


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, qtbot: QtBot, page_context: PageContext, wait: Settle) -> SetupPage:
    set_language(request.param)
    page_context.services.stores.update(replace(page_context.store, opened_on=None))
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    wait()
    return page


def dialog(page: SetupPage, kind: type) -> Any:
    found = [one for one in page.context.window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def said(page: SetupPage, english: str, chinese: str) -> str:
    return chinese if page.follow.text().startswith("查看") else english


def list_of(page: SetupPage) -> dict[str, tuple[bool, str]]:
    board = page.context.services.setup.board(page.context.store_id)
    found = {view.step.code: (view.skipped, view.because) for view in board.steps()}
    return found | {view.document.code: (view.skipped, view.because) for view in board.documents}


def test_the_answers_make_the_list_and_another_answer_is_looked_at_before_it_is_kept(
    page: SetupPage, wait: Settle
) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    assert page.unanswered.isVisible(), "a new store is asked"
    click(page, "setup.ask")
    form = dialog(page, QuestionsDialog)
    for question, answer in (("brand", "agent"), ("producer", "factory"), ("sells", "food"), ("holder", "person")):
        choose_data(form.fields.boxes[question], answer)
    told = form.changes.toPlainText()
    assert said(page, "Comes into the list (6)", "新列入清单 (6)") in told
    assert said(page, "Food production or trading licence · because you sell: Food", "因为卖的是食品") in told
    assert said(page, "Tmall takes companies only.", "天猫只接受公司入驻。") in form.doubts.text()
    choose_data(form.fields.boxes["holder"], None)
    form.ok.click()
    wait()
    assert not page.unanswered.isVisible()
    assert list_of(page)["doc.food_licence"] == (False, said(page, "because you sell: Food", "因为卖的是食品"))
    assert list_of(page)["doc.cosmetics"][0]

    # The licence is there and the factory's papers are asked for by nobody: done and decided stays so.
    board = setup.board(store_id)
    licence, contract = board.document("doc.food_licence"), board.document("doc.factory_contract")
    factory = board.step("papers.factory")
    assert licence is not None and contract is not None and factory is not None
    setup.documents.set_state([licence.document.id or 0], DocumentState.APPROVED)
    setup.documents.set_state([contract.document.id or 0], DocumentState.NOT_NEEDED)
    setup.set_state([factory.step.id or 0], StepState.DONE)
    wait()
    before = list_of(page)
    click(page, "setup.questionsButton")
    form = dialog(page, QuestionsDialog)
    choose_data(form.fields.boxes["sells"], "cosmetics")
    choose_data(form.fields.boxes["producer"], "bought")
    told = form.changes.toPlainText()
    assert said(page, "No longer applies", "不再适用") in told
    assert said(page, "done, stays done", "已完成，保持完成") in told
    form.ok.click()
    wait()
    board = setup.board(store_id)
    licence, factory = board.document("doc.food_licence"), board.step("papers.factory")
    assert licence is not None and factory is not None
    assert licence.document.state is DocumentState.APPROVED
    assert licence.skipped
    assert factory.step.state is StepState.DONE
    assert not factory.skipped

    # On the page it stands greyed with its reason, and can be wanted all the same.
    page.go_to("document", "doc.food_licence")
    assert (
        said(page, "does not apply: you sell: Cosmetics", "不适用：卖的是美容护肤") in page.documents.detail.why.text()
    )
    page.documents.detail.want.click()
    wait()
    assert not list_of(page)["doc.food_licence"][0]
    page.documents.detail.want.click()
    wait()

    # One undo for each of the three things done; the list is the one from before.
    history = page.context.services.history
    for _ in range(3):
        history.undo()
    wait()
    assert list_of(page) == before


def test_papers_for_a_visit_are_ticked_off_printed_and_written_down(
    qtbot: QtBot, page: SetupPage, wait: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    scan = tmp_path / "licence.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    licence = setup.board(store_id).document("doc.licence")
    assert licence is not None
    setup.documents.attach(licence.document.id or 0, scan)
    expires = date(2026, 4, 5)
    setup.documents.edit(licence.document.id or 0, {"expires_on": expires})
    wait()
    page.tabs.open("bring")
    assert page.bring.go_to("visit.bank")
    wait()
    table = page.bring.papers
    table.setFocus()
    table.selectRow(0)
    shown = [str(page.bring.papers_model.index(0, column).data()) for column in range(6)]
    assert "licence.png" in shown
    assert any("2026-04-05" in cell for cell in shown)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    wait()
    view = page.bring.chosen()
    assert view is not None
    assert (view.ready, len(view.papers)) == (1, 2)
    assert "1/2" in str(page.bring.visits_model.index(page.bring.visits.currentIndex().row(), 1).data())
    page.context.services.history.undo()
    wait()
    assert page.bring.chosen().ready == 0  # type: ignore[union-attr]

    # An own visit with a paper of one's own choice.
    click(page.bring, "setup.bring.add")
    wait()
    form = dialog(page, VisitDialog)
    form.ok.click()
    wait()
    assert said(page, "Say where the papers go.", "请填写资料要带去哪里。") in form.said()
    write("Landlord", form["title"])
    form.papers.item(0).setCheckState(Qt.CheckState.Checked)
    form.ok.click()
    wait()
    assert page.bring.chosen() is not None
    assert page.bring.chosen().title == "Landlord"  # type: ignore[union-attr]

    # On paper each visit is a page of its own; the workbook has a row for each paper.
    click(page.bring, "setup.bring.print")
    wait()
    printing = dialog(page, SetupPrintDialog)
    taking_place = [one for one in page.visits if one.applies]
    assert printing.chosen.name == "bring"
    assert len(printing.chosen.pages()) == len(taking_place)
    printing.reject()
    target = tmp_path / "bring.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    click(page.bring, "setup.bring.excel")
    wait()
    cells = [str(cell.value) for row in load_workbook(target).active.iter_rows() for cell in row if cell.value]
    assert "Landlord" in cells
    assert "licence.png" in cells
    QGuiApplication.processEvents()
    click(page.bring, "setup.bring.remove")
    wait()
    assert "Landlord" not in [one.title for one in page.visits]


def test_a_paper_is_warned_of_once_at_each_stage_with_what_to_do(page: SetupPage, clock: FixedClock) -> None:
    services, store_id = page.context.services, page.context.store_id
    licence = services.setup.board(store_id).document("doc.licence")
    assert licence is not None
    expires = date(2026, 5, 15)
    services.setup.documents.edit(
        licence.document.id or 0, {"expires_on": expires, "state": DocumentState.APPROVED, "owner": "小满"}
    )
    from shopdesk.services.daily.reminders import collect

    keys, forms = [], []
    advice = said(page, "小满: Have the term extended", "小满：营业期限届满前")
    for ahead in (60, 59, 31, 30, 29, 8, 7, 6, 0, -1, -2):
        day = expires - timedelta(days=ahead)
        clock.set(datetime(day.year, day.month, day.day, 9, 0))
        (found,) = [one for one in collect(services, day) if one.kind == "document"]
        assert advice in said_text(found.sentence)
        keys.append(found.key)
        entry = services.setup.expiring_documents(store_id, day)[0]
        forms.append((ahead, entry.warned == day or entry.days_left < 0))
    assert len(set(keys)) == 4, "sixty, thirty and seven days ahead, and once it is over"
    assert [ahead for ahead, told in forms if told] == [60, 30, 7, -1, -2]
    told = services.calendar.deadlines(store_id, date(2026, 3, 1), date(2026, 6, 1))
    renewals = [(expires - one.due).days for one in told if one.kind is DeadlineKind.RENEWAL]
    assert renewals == [60, 30, 7]
    assert [one.due for one in told if one.kind is DeadlineKind.DOCUMENT] == [expires]


def said_text(sentence: Any) -> str:
    from shopdesk.infra.i18n import tr

    return tr(sentence)


def test_what_is_new_in_the_shipped_list_is_taken_or_left_and_own_things_stay(page: SetupPage, wait: Settle) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    board = setup.board(store_id)
    own = setup.save_step(replace(setup.new_step(store_id, "papers"), title="Ask the landlord"))
    worded = board.step("papers.bank")
    assert worded is not None
    setup.save_step(replace(worded.step, title="My bank", note="Monday"))
    # As a store that began with the list of before: two things of today's are not there yet.
    for code in ("papers.factory", "papers.mark"):
        missing = board.step(code)
        assert missing is not None
        setup.remove_step(missing.step.id or 0)
    with setup._ctx.open_uow("") as uow:
        plans = uow.repository(SetupPlans)
        plan = plans.of(store_id)
        assert plan is not None
        plans.update(replace(plan, template_version=plan.template_version - 1, left_out=()))
        uow.commit()
    wait()
    page.refresh()
    wait()
    assert page.outdated.isVisible()
    click(page, "setup.followTemplate")
    form = dialog(page, OffersDialog)
    assert set(form.list.ticked()) == {"papers.factory", "papers.mark"}
    shown = [form.list.item(row).text() for row in range(form.list.count())]
    assert any(said(page, "depends on: Who produces?", "取决于：谁来生产？") in line for line in shown)
    codes = [form.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(form.list.count())]
    form.list.item(codes.index("papers.mark")).setCheckState(Qt.CheckState.Unchecked)
    form.ok.click()
    wait()
    assert not page.outdated.isVisible()
    board = setup.board(store_id)
    assert board.step("papers.factory") is not None
    assert board.step("papers.mark") is None
    category, bank, kept = board.step("papers.category"), board.step("papers.bank"), board.step(own.code)
    assert category is not None and "papers.factory" in category.step.waits_for
    assert bank is not None and (bank.title, bank.step.note) == ("My bank", "Monday")
    assert kept is not None and kept.title == "Ask the landlord"
    assert setup.offers.of(store_id) == [], "what was left is not offered again"
    page.context.services.history.undo()
    wait()
    assert setup.board(store_id).step("papers.factory") is None


def test_the_pages_for_the_visits_come_from_the_command_line(
    qapp: object, page_context: PageContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "bring.pdf"
    page_context.services.setup.questions.answer(
        page_context.store_id, Answers(brand=Brand.AGENT, producer=Producer.BOUGHT, holder=Holder.COMPANY)
    )
    data, out = str(page_context.paths.data), str(target)
    code = main.run(["--data-dir", data, "--lang", "en", "print", "setup", "--sheet", "bring", "-o", out])
    assert code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert "bring.pdf" in capsys.readouterr().out
