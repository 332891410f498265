"""Choosing which key figures stand above the sections of the KPI page, out of the whole dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.kpi import KPIS, kpi
from shopdesk.domain.kpi.chosen import MOST_TILES, TILE_AGAINST_NAMES, Tile, TileAgainst, written_tiles
from shopdesk.domain.kpi.kinds import GROUP_NAMES
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import button, named, tick, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class TilesDialog(QDialog):
    """The chosen figures first, in their order, then all others by group."""

    def __init__(self, context: PageContext, chosen: Sequence[Tile], parent: QWidget | None = None) -> None:
        """Begin with the figures that are shown now."""
        super().__init__(parent)
        self._context = context
        self._was = tuple(chosen)
        self.setObjectName("kpi.tilesDialog")
        self.setWindowTitle(tr("Choose the figures above"))
        self.setModal(True)
        roomy(self, 460, 560)
        self.list = TickList("kpi.tilesDialog.list", tr("Figures"), movable=True)
        self._tiles = {item.code: Tile(item.code) for item in KPIS} | {one.code: one for one in chosen}
        codes = [one.code for one in chosen]
        others = [item.code for item in KPIS if item.code not in codes]
        self.list.populate([(code, _named(code)) for code in (*codes, *others)], codes)
        self.list.changed.connect(self._check)
        self.against = named(QComboBox(), "kpi.tilesDialog.against", tr("Held against"))
        for one, name in TILE_AGAINST_NAMES.items():
            self.against.addItem(tr(name), one.value)
        self.against.activated.connect(lambda _index: self._change(against=TileAgainst(self.against.currentData())))
        self.wide = tick("kpi.tilesDialog.wide", tr("Wide"), lambda on: self._change(wide=on))
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        about = words(
            tr(
                "Tick up to {most} figures. Alt+Up and Alt+Down, or dragging, put them in order. What the figure under "
                "the cursor is held against, and whether it is wide, is chosen below.",
                most=MOST_TILES,
            ),
            role="muted",
        )
        self.problem = LyingLabel("kpi.tilesDialog.problem", self.list)
        self.up = button("kpi.tilesDialog.up", tr("Move up"), lambda: self.list.move(-1))
        self.down = button("kpi.tilesDialog.down", tr("Move down"), lambda: self.list.move(1))
        self.proposed = button("kpi.tilesDialog.proposed", tr("As proposed"), lambda: self._keep(()))
        self.proposed.setToolTip(tr("Let the program choose those that fit what was imported"))
        self.shut = button("kpi.tilesDialog.cancel", tr("Cancel"), self.reject)
        self.save = button("kpi.tilesDialog.save", tr("Save"), lambda: self._keep(self.wanted), role="primary")
        moves, foot = QHBoxLayout(), QHBoxLayout()
        for one in (self.up, self.down):
            moves.addWidget(one)
        moves.addStretch(1)
        size = QHBoxLayout()
        label = QLabel(tr("Held against"))
        label.setBuddy(self.against)
        size.addWidget(label)
        size.addWidget(self.against, 1)
        size.addWidget(self.wide)
        foot.addWidget(self.proposed)
        foot.addStretch(1)
        for one in (self.save, self.shut):
            foot.addWidget(one)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.list, 1)
        layout.addLayout(moves)
        layout.addLayout(size)
        layout.addLayout(foot)
        self._show_current()

    @property
    def wanted(self) -> list[Tile]:
        """The ticked figures in their order, each as it was wanted."""
        return [self._tiles[code] for code in self.list.ticked()]

    def _show_current(self) -> None:
        """Say of the figure under the cursor what it is held against and how large it is."""
        tile = self._tiles[self.list.current_key()]
        self.against.setCurrentIndex(self.against.findData(tile.against.value))
        with QSignalBlocker(self.wide):
            self.wide.setChecked(tile.wide)

    def _change(self, **how: Any) -> None:
        code = self.list.current_key()
        self._tiles[code] = replace(self._tiles[code], **how)

    def _check(self) -> None:
        """Say at once where too many are ticked; nothing is kept then."""
        try:
            written_tiles(self.wanted)
        except UserError as error:
            self.problem.say(tr(error.text))
            self.save.setEnabled(False)
        else:
            self.problem.hide()
            self.save.setEnabled(bool(self.list.ticked()))

    def _keep(self, tiles: Sequence[Tile]) -> None:
        services, store_id, was = self._context.services, self._context.store_id, self._was

        def keep() -> ChangedMeanwhile | None:
            try:
                services.kpi.choose_tiles(store_id, tiles, was)
            except ChangedMeanwhile as refused:
                return refused
            return None

        self._context.tasks.database(keep, self._on_answer, owner=self)

    def _on_answer(self, refused: ChangedMeanwhile | None) -> None:
        """Close; where somebody else chose meanwhile, say what, and take the next save as meant."""
        if refused is None:
            self.accept()
            return
        self._was = refused.now
        self.problem.say(tr(refused.text))


def _named(code: str) -> str:
    item = kpi(code)
    return f"{tr(item.name)} · {tr(GROUP_NAMES[item.group])}"
