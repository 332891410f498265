"""Papers with their scans, fees and budget, and what is printed of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.records import DocumentState, Trademark
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.pages.setup.print_dialog import SetupPrintDialog
from tests.gui.hands import Key, choose, choose_data, click, drop_on, press, write
from tests.gui.setup.support import Settle, button, files, form, label, press_ok


def test_a_document_is_filed_and_moves_on_by_keyboard(
    qtbot: QtBot, page: SetupPage, settle: Settle, tmp_path: Path
) -> None:
    scan = tmp_path / "licence.pdf"
    scan.write_bytes(b"%PDF-1.4")
    page.go_to("document", "doc.licence")
    paper = page.documents.table.current()
    assert paper is not None
    table = page.documents.table
    drop_on(table, table.currentIndex(), files(scan, scan.with_name("absent.jpg")))
    settle()
    strip = page.documents.detail.files
    assert [scan.name for scan in strip.shown] == ["licence.pdf"]
    assert "absent.jpg is no longer there" in strip.trouble.text()
    assert page.documents.detail.state.currentData() == DocumentState.RECEIVED
    page.documents.table.setFocus()
    qtbot.keyClick(page.documents.table, Qt.Key.Key_Space)
    settle()
    assert page.documents.detail.state.currentData() == DocumentState.SUBMITTED
    row = page.documents.model.place("doc.tax_registration")
    assert "Covered by the unified licence" in page.documents.model.index(row, 1).data()


def test_documents_are_sorted_and_filtered_and_the_chosen_one_stays(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    table = page.documents.table
    page.go_to("document", "doc.licence")
    table.sort_by([(1, True)])
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle()
    assert table.current().document.code == "doc.licence"
    assert table.current().document.state is DocumentState.REQUESTED
    order = list(DocumentState)
    places = [order.index(view.document.state) for view in page.documents.model.records]
    assert places == sorted(places, reverse=True)
    table.copy()
    assert QGuiApplication.clipboard().text().startswith("Document\tState\tDue\tScans")


def test_fees_name_their_rule_and_an_own_figure_takes_its_place(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    page.tabs.open("fees")
    page.fees.sales.setFocus()
    page.fees.sales.selectAll()
    press("1000000", Qt.Key.Key_Return)
    settle()
    assert label(page, "setup.fees.tied") == "50,000.00"
    assert label(page, "setup.fees.cash") == "106,000.00"
    texts = " ".join(found.text() for found in page.fees.findChildren(QLabel))
    assert "Tmall fees from September 2024" in texts
    assert "Not confirmed" in texts
    qtbot.mouseClick(button(page, "setup.fees.own.deposit"), Qt.MouseButton.LeftButton)
    dialog = form(page)
    dialog["amount_fen"].setText("3万")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert "“Source” is empty" in dialog.said()  # type: ignore[attr-defined]
    dialog["source"].setText("seller centre")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert label(page, "setup.fees.tied") == "30,000.00"
    qtbot.mouseClick(button(page, "setup.fees.own.commission"), Qt.MouseButton.LeftButton)
    dialog = form(page)
    dialog["rate"].setText("0.02")  # type: ignore[index]
    dialog["source"].setText("seller centre")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert "It is read as 0.02%. If you mean 2%, type 2%." in dialog.said()  # type: ignore[attr-defined]
    dialog["rate"].setText("2%")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert not shiboken6.isValid(dialog), "it was saved, closed and went"


def test_the_budget_says_when_the_total_does_not_add_up(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    page.tabs.open("budget")
    assert page.budget.empty.isVisible()
    click(page.budget.empty, "emptyState.action")
    press_ok(qtbot, form(page), settle)
    assert "5,000.00 more than the phases add up to" in label(page, "setup.budget.verdict")
    page.budget.summary.stated.setFocus()
    page.budget.summary.stated.selectAll()
    qtbot.keyClicks(page.budget.summary.stated, "895000")
    qtbot.keyClick(page.budget.summary.stated, Qt.Key.Key_Return)
    settle()
    assert label(page, "setup.budget.verdict").startswith("✓")
    phase = page.context.services.setup.budget.view(page.context.store_id).phases[0].phase
    qtbot.mouseClick(button(page, f"setup.budget.addLine.{phase.id}"), Qt.MouseButton.LeftButton)
    dialog = form(page)
    dialog["amount_fen"].setText("1" * 20)  # type: ignore[index]
    assert "At most" in dialog.said()  # type: ignore[attr-defined]
    dialog["amount_fen"].setText("0.1万")  # type: ignore[index]
    press_ok(qtbot, dialog, settle)
    assert "1,000.00 less than" in label(page, "setup.budget.verdict")


def test_an_example_budget_is_taken_over_and_says_where_it_is_from(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    page.tabs.open("budget")
    click(page.budget.empty, "emptyState.action")
    dialog, presets = form(page), page.context.services.setup.budget.presets()
    for row, preset in enumerate(presets):
        dialog["choice"].setCurrentIndex(row)  # type: ignore[index]
        assert preset.source in [one.text() for one in dialog.findChildren(QLabel)]
    press_ok(qtbot, dialog, settle)
    assert page.context.services.setup.budget.view(page.context.store_id).phases


def test_checklist_papers_fees_and_budget_are_printed(
    qtbot: QtBot, page: SetupPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = page.context.services.setup.budget
    budget.apply_preset(page.context.store_id, budget.presets()[0].code, date(2026, 7, 1))
    settle()

    def opened() -> SetupPrintDialog:
        qtbot.mouseClick(page.header.print, Qt.MouseButton.LeftButton)
        settle()
        (dialog,) = (one for one in page.context.window.findChildren(SetupPrintDialog) if one.isVisible())
        return dialog

    def saved_as(name: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))

    sizes = {}
    for name in ("checklist", "documents", "money"):
        dialog = opened()
        dialog.findChild(QRadioButton, f"setupPrint.{name}").click()
        sizes[name] = dialog.count.text()
        saved_as(f"{name}.pdf")
        qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
        assert not dialog.isVisible()
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")
    assert sizes["documents"] < sizes["checklist"]
    saved_as("money.xlsx")
    qtbot.mouseClick(opened().excel_button, Qt.MouseButton.LeftButton)
    settle()
    book = load_workbook(tmp_path / "money.xlsx")
    assert book.sheetnames == ["Fees", "Budget"]
    (total,) = (row for row in book["Budget"].iter_rows() if row[0].value == "Sum of the phases")
    assert str(total[4].value).startswith("=SUM(")


def test_a_rejection_asks_why_and_is_kept_with_its_reason(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    page.go_to("document", "doc.licence")
    detail, setup = page.documents.detail, page.context.services.setup
    choose(detail.state, list(DocumentState).index(DocumentState.REJECTED))
    settle()
    assert detail.ask_why.isVisible()
    licence = setup.board(page.context.store_id).document("doc.licence")
    assert licence is not None
    assert licence.document.state is DocumentState.MISSING
    qtbot.keyClicks(detail.rejection, "seal not readable")
    detail.note.setFocus()
    settle()
    licence = setup.board(page.context.store_id).document("doc.licence")
    assert licence is not None
    assert (licence.document.state, licence.document.rejection) == (DocumentState.REJECTED, "seal not readable")
    assert not detail.ask_why.isVisible()
    row = page.documents.model.place("doc.licence")
    tip = page.documents.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Rejected: seal not readable" in tip


def test_removing_a_paper_that_the_opening_needs_asks(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    page.go_to("document", "doc.licence")
    setup, store_id = page.context.services.setup, page.context.store_id

    def state() -> DocumentState | None:
        view = setup.board(store_id).document("doc.licence")
        return view.document.state if view else None

    def box() -> QMessageBox:
        qtbot.keyClick(page.documents.table, Qt.Key.Key_Delete)
        (found,) = (one for one in page.findChildren(QMessageBox) if one.isVisible())
        return found

    asked = box()
    assert "is asked for by" in asked.text()
    asked.reject()
    settle()
    assert state() is DocumentState.MISSING
    qtbot.mouseClick(button(box(), "setup.removeDocument.notNeeded"), Qt.MouseButton.LeftButton)
    settle()
    assert state() is DocumentState.NOT_NEEDED
    page.go_to("document", "doc.licence")
    qtbot.mouseClick(button(box(), "setup.removeDocument.remove"), Qt.MouseButton.LeftButton)
    settle()
    assert state() is None


def type_over(line: QLineEdit, words: str) -> None:
    """Put words in the place of what stands there and leave the field."""
    line.setFocus()
    line.selectAll()
    write(words)
    press(Key.Key_Tab)


def test_amounts_and_shares_are_bounded_where_they_are_typed(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    page.tabs.setCurrentWidget(page.fees)
    summary = page.budget.summary
    for text in ("1" * 20, "1e400", "nan", "-5", "3百萬億"):
        for line in (page.fees.sales, summary.stated, summary.fixed):
            type_over(line, text)
            assert line.accessibleDescription(), (line.objectName(), text)
        settle()
    for text in ("101", "-1", "nan", "x"):
        type_over(summary.shares["ads"], text)
        assert summary.shares["ads"].accessibleDescription(), text
    settle()
    assert setup.fees.view(store_id).plan.expected_year_fen is None
    assert setup.budget.view(store_id).plan.stated_total_fen is None
    for text, fen in (("300万", 300_000_000), ("3百万", 300_000_000), ("1.2w", 1_200_000)):
        type_over(page.fees.sales, text)
        settle()
        assert setup.fees.view(store_id).plan.expected_year_fen == fen


def test_an_opening_day_of_another_age_is_refused_in_words(qtbot: QtBot, page: SetupPage, settle: Settle) -> None:
    with pytest.raises(FieldError, match="Wanted opening day: 1990-01-01 or later"):
        page.context.services.setup.set_opening(page.context.store_id, date(1027, 3, 1))


def test_inputs_left_one_right_after_the_other_are_all_kept(page: SetupPage, settle: Settle) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    page.tabs.open("fees")
    settle()
    choose_data(page.fees.box["trademark"], Trademark.PENDING)
    choose_data(page.fees.box["category"], "food")  # nobody waits for the answer in between
    type_over(page.fees.sales, "800000")
    settle()
    plan = setup.fees.view(store_id).plan
    assert (plan.trademark, plan.category, plan.expected_year_fen) == (Trademark.PENDING, "food", 800_000_00)
    page.tabs.open("budget")
    settle()
    type_over(page.budget.summary.stated, "500000")
    type_over(page.budget.summary.fixed, "9000")
    settle()
    budget = setup.budget.view(store_id).plan
    assert (budget.stated_total_fen, budget.fixed_month_fen) == (500_000_00, 9_000_00)
    assert page.context.messages.text == ""
