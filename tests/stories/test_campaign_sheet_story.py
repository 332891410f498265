"""Story: a campaign is applied for, its papers are kept and printed, next year it is held again by the same people."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState, Milestone
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.sheet_dialog import SheetDialog
from shopdesk.gui.print_dialog import PrintDialog
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog


def planned(page: PromotionsPage, wait: Callable[[], None]) -> Campaign:
    """A group buy with two products, and samples to be sent by 小满 after the selection."""
    campaigns, store_id = page.context.services.campaigns, page.context.store_id
    made = campaigns.create(
        Campaign(store_id=store_id, name="聚划算 2026", kind=CampaignKind.GROUP_BUY, state=CampaignState.PLANNED,
                 start=date(2026, 4, 20), end=date(2026, 4, 22), free_shipping=True, courier="中通", owner="阿芳"),
        [CampaignProduct(store_id=store_id, campaign_id=0, product_id="6001", title="竹节杯", quantity=2_000,
                         stock=2_600, list_fen=199_00, price_fen=79_90),
         CampaignProduct(store_id=store_id, campaign_id=0, product_id="6002", title="茶盘", quantity=100,
                         list_fen=100_00, price_fen=50_00)],
    )  # fmt: skip
    number = made.id or 0
    first = campaigns.view(number).milestones[0]
    campaigns.save_milestone(replace(first, owner="阿芳"))
    campaigns.save_milestone(
        Milestone(store_id=store_id, campaign_id=number, title_zh="寄样", title_en="Send samples", offset_days=-35,
                  due=made.start, owner="小满", after_id=first.id)
    )  # fmt: skip
    wait()
    page.show_campaign(made)
    wait()
    return made


def test_applied_attached_printed_and_held_again(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PromotionsPage(page_context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    with qtbot.waitExposed(page):
        page.show()
    wait()
    campaign = planned(page, wait)
    services, number = page_context.services, campaign.id or 0

    # What is due stands on the day's worksheet with who does it, and in the calendar file with its alarms.
    samples = next(one for one in services.campaigns.view(number).milestones if one.title_en == "Send samples")
    services.campaigns.tick_milestone(samples.after_id or 0, done=True)
    sheet = services.daily.sheet(page_context.store_id, samples.due)
    told = [str(one.sentence) for one in sheet.findings.values() if one.sentence is not None]
    assert "Due today: 聚划算 2026: Watch for the sign-up to open, 聚划算 2026: Send samples · 小满." in told
    calendar = tmp_path / "2026.ics"
    services.calendar.export_ics(2026, calendar, page_context.store_id)
    entries = calendar.read_text(encoding="utf-8").replace("\r\n ", "").split("BEGIN:VEVENT")
    (entry,) = [one for one in entries if "Send samples" in one.split("BEGIN:VALARM")[0]]
    assert entry.count("BEGIN:VALARM") == 2 and "小满" in entry
    assert sum("UID:milestone" in one for one in entries) == len(services.campaigns.view(number).milestones)
    wait()

    # The application is sent.
    click(page.panel, "promotions.step.applied")
    page.panel.steps.who.setText("阿芳")
    click(page.panel, "promotions.stepConfirm")
    wait()
    assert services.campaigns.get(number).state is CampaignState.APPLIED

    # Its contract is chosen, a picture is dropped; what would run is refused by name.
    click(page.panel, "promotions.sheet.open")
    dialog = open_dialog(page, SheetDialog)
    assert isinstance(dialog, SheetDialog)
    wait()
    for said in ("竹节杯", "79.90", "2,600", "中通", "小满", "2,100 pieces, 164,800.00 yuan at campaign prices."):
        assert said in dialog.paper.text(), said
    assert "<td align='right'>79.90</td>" in dialog.paper.text(), "figures stand below each other"
    contract, script = tmp_path / "报名合同.pdf", tmp_path / "run.bat"
    contract.write_bytes(b"%PDF-1.4 signed")
    script.write_bytes(b"@echo off")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(contract), str(script)], ""))
    click(dialog, "promotions.sheet.attach")
    wait()
    assert "run.bat" in dialog.files.trouble.text() and dialog.files.trouble.isVisible()
    dropped = QMimeData()
    note = tmp_path / "价格表.xlsx"
    note.write_bytes(b"PK prices")
    dropped.setUrls([QUrl.fromLocalFile(str(note))])
    dialog.files.take(dropped)
    wait()
    assert [file.name for file in dialog.files.shown] == ["报名合同.pdf", "价格表.xlsx"]
    kept = services.campaigns.files.kept.path_of(dialog.files.shown[0])
    assert kept.read_bytes() == b"%PDF-1.4 signed"

    # One is taken off and comes back by undo.
    dialog.files.list.setCurrentIndex(dialog.files.files_model.index(1, 0))
    QTest.keyClick(dialog.files.list, Qt.Key.Key_Delete)
    wait()
    assert [file.name for file in dialog.files.shown] == ["报名合同.pdf"]
    services.history.undo()
    wait()
    assert [file.name for file in services.campaigns.files.of(number)] == ["报名合同.pdf", "价格表.xlsx"]

    # Application and sheet go on paper.
    click(dialog, "promotions.sheet.print")
    (paper,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PrintDialog) and one.isVisible()]
    assert [one.text() for one in paper.choices.buttons()] == ["Application", "Campaign sheet"]
    assert len(paper.chosen.pages()) == 1
    paper.choices.buttons()[1].click()
    target = tmp_path / "sheet.pdf"
    paper.write(target)
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, check=True).stdout
        flat = "".join(text.decode().split())
        assert "报名合同.pdf" in flat and "Sendsamples" in flat
    paper.close()
    dialog.close()

    # The copies are in the export of everything.
    whole = tmp_path / "all.zip"
    services.one_file.write(whole)
    with zipfile.ZipFile(whole) as packed:
        assert any(packed.read(name) == b"%PDF-1.4 signed" for name in packed.namelist())

    # Held again: who does what in which order comes along, the files do not.
    click(page.panel, "promotions.again")
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    form["start"].set_day(date(2027, 4, 20))
    form["end"].set_day(date(2027, 4, 22))
    qtbot.keyClick(form["name"], Qt.Key.Key_Return)
    wait()
    (new,) = [one for one in services.campaigns.of_store(page_context.store_id) if one.id != number]
    view = services.campaigns.view(new.id or 0)
    first, samples = (next(one for one in view.milestones if one.owner == who) for who in ("阿芳", "小满"))
    assert (samples.title_zh, samples.after_id, samples.due) == ("寄样", first.id, date(2027, 3, 16))
    assert [(one.product_id, one.price_fen, one.stock) for one in view.products] == [
        ("6001", 79_90, None), ("6002", 50_00, None)]  # fmt: skip
    assert services.campaigns.files.of(new.id or 0) == ()
