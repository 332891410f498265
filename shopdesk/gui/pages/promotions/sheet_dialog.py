"""The sheet of a campaign: its application as it would be printed, and the photos and files kept with it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.fields import Reader
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.files_strip import Looked, look_at, picture_kinds
from shopdesk.gui.photos.kept_files import KeptFilesStrip
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.reporting.campaign_sheet import CampaignFacts, application_html, sheet_html
from shopdesk.services.campaigns.paper import campaign_facts
from shopdesk.services.registry import Services

_NAME = "promotions.sheet"


class _Read(NamedTuple):
    facts: CampaignFacts
    reader: Reader
    looked: dict[int, Looked]


class SheetDialog(QDialog):
    """Takes files by button, drop and Ctrl+V; prints the application and the whole sheet."""

    def __init__(self, context: PageContext, campaign_id: int, parent: QWidget) -> None:
        """The sheet of one campaign."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Campaign sheet"))
        roomy(self, 860, 680)
        self._context, self._campaign_id = context, campaign_id
        self._read: _Read | None = None
        self.paper = QLabel()
        self.paper.setObjectName(f"{_NAME}.paper")
        self.paper.setTextFormat(Qt.TextFormat.RichText)
        self.paper.setWordWrap(True)
        self.paper.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.paper.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.files = KeptFilesStrip(
            context, _NAME, tr("Add photo or file…"), picture_kinds,
            lambda: context.services.campaigns.files.kept, self._campaign,
        )  # fmt: skip
        self.print = button(f"{_NAME}.print", tr("Print…"), self.print_papers, role="primary", shortcut="Ctrl+P")
        self.print.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self.print)
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        shown = VerticalScroll(self.paper, name=f"{_NAME}.shown", label=tr("Application"))
        layout.addWidget(shown, 1)
        layout.addWidget(self.files)
        layout.addLayout(foot)
        self.files.catch(self, self)
        self.look = Look(self, context, lambda: self._campaign_id, _load, self._show, covered=lambda: shown)

    def _campaign(self) -> Campaign | None:
        return self._read.facts.campaign if self._read is not None else None

    def _show(self, read: _Read) -> None:
        self._read = read
        self.setWindowTitle(tr("Campaign sheet: {campaign}", campaign=read.facts.campaign.name))
        self.paper.setText(application_html(read.facts, read.reader, on_screen=True))
        self.files.show_files(read.facts.files, read.looked)
        self.print.setEnabled(True)

    def print_papers(self) -> None:
        """Show the application and the whole sheet as pages."""
        if self._read is not None:
            facts, reader = self._read.facts, self._read.reader
            open_once(print_campaign(self._context, facts, reader))


def print_campaign(context: PageContext, facts: CampaignFacts, reader: Reader) -> PrintDialog:
    """The dialog that shows the papers of a campaign as pages, prints them or saves them as PDF."""
    name = facts.campaign.name
    application = tr("Application: {campaign}", campaign=name)
    sheet = tr("Campaign sheet: {campaign}", campaign=name)
    return PrintDialog(
        context,
        "promotions.sheetPrinting",
        tr("Print the campaign"),
        [
            Printable("application", tr("Application"), application,
                      lambda: html_pages(application_html(facts, reader), title=application)),
            Printable("sheet", tr("Campaign sheet"), sheet,
                      lambda: html_pages(sheet_html(facts, reader), title=sheet)),
        ],
    )  # fmt: skip


def _load(services: Services, campaign_id: int) -> _Read:
    facts, reader = campaign_facts(services, campaign_id)
    papers = services.campaigns.files.kept
    return _Read(facts, reader, {file.id or 0: look_at(file, papers.path_of) for file in facts.files})
