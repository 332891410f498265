"""Choosing which key figures stand above the sections of the KPI page, out of the whole dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import KPIS, kpi
from shopdesk.domain.kpi.chosen import MOST_TILES, written_tiles
from shopdesk.domain.kpi.kinds import GROUP_NAMES
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class TilesDialog(QDialog):
    """The chosen figures first, in their order, then all others by group."""

    def __init__(self, context: PageContext, chosen: Sequence[str], parent: QWidget | None = None) -> None:
        """Begin with the figures that are shown now."""
        super().__init__(parent)
        self._context = context
        self.setObjectName("kpi.tilesDialog")
        self.setWindowTitle(tr("Choose the figures above"))
        self.setModal(True)
        self.resize(460, 560)
        self.list = TickList("kpi.tilesDialog.list", tr("Figures"), movable=True)
        others = [item.code for item in KPIS if item.code not in chosen]
        self.list.populate([(code, _named(code)) for code in (*chosen, *others)], chosen)
        self.list.changed.connect(self._check)
        about = words(
            tr("Tick up to {most} figures. Alt+Up and Alt+Down, or dragging, put them in order.", most=MOST_TILES),
            role="muted",
        )
        self.problem = LyingLabel("kpi.tilesDialog.problem", self.list)
        self.up = button("kpi.tilesDialog.up", tr("Move up"), lambda: self.list.move(-1))
        self.down = button("kpi.tilesDialog.down", tr("Move down"), lambda: self.list.move(1))
        self.proposed = button("kpi.tilesDialog.proposed", tr("As proposed"), lambda: self._keep(()))
        self.proposed.setToolTip(tr("Let the program choose those that fit what was imported"))
        self.shut = button("kpi.tilesDialog.cancel", tr("Cancel"), self.reject)
        self.save = button("kpi.tilesDialog.save", tr("Save"), lambda: self._keep(self.list.ticked()), role="primary")
        moves, foot = QHBoxLayout(), QHBoxLayout()
        for one in (self.up, self.down):
            moves.addWidget(one)
        moves.addStretch(1)
        foot.addWidget(self.proposed)
        foot.addStretch(1)
        for one in (self.shut, self.save):
            foot.addWidget(one)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.list, 1)
        layout.addLayout(moves)
        layout.addLayout(foot)

    def _check(self) -> None:
        """Say at once where too many are ticked; nothing is kept then."""
        try:
            written_tiles(self.list.ticked())
        except UserError as error:
            self.problem.say(tr(error.text))
            self.save.setEnabled(False)
        else:
            self.problem.hide()
            self.save.setEnabled(bool(self.list.ticked()))

    def _keep(self, codes: Sequence[str]) -> None:
        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(
            lambda: services.kpi.choose_tiles(store_id, codes), lambda _done: self.accept(), owner=self
        )


def _named(code: str) -> str:
    item = kpi(code)
    return f"{tr(item.name)} · {tr(GROUP_NAMES[item.group])}"
