"""The day's timetable: what each block is for and who does it, the present one marked, each with its tick."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.domain.daily.timetable import RHYTHM_NAMES, Rhythm, TimetableEntry, turn_at
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.after_paint import AfterPaint
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import tick, words
from shopdesk.infra.i18n import current_language, tr


class TimetableCard(Card):
    """Blocks of the day. ``ticked`` carries a block's code, the turn and whether it is done.

    Hidden where the form has none.
    """

    ticked = Signal(str, object, bool)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(tr("The day's timetable"), parent)
        self.setObjectName("daily.timetable")
        self._context = context
        self._content = QWidget()
        self.body.addWidget(self._content)
        self._shown: object = None
        self._wanted: tuple[DaySheet, Mapping[str, str]] | None = None
        self.hide()

    def show_timetable(self, sheet: DaySheet, roles: Mapping[str, str]) -> None:
        """Show a day's timetable with what is done of it; the first time once the form beside it stands."""
        self.setVisible(bool(sheet.form.timetable))
        self._wanted = (sheet, roles)
        ground = self._in_view() if self._shown is None else None
        if ground is not None:
            AfterPaint(ground, self._show_wanted).arm()
            ground.update()
        else:
            self._show_wanted()

    def _in_view(self) -> QWidget | None:
        """The nearest that holds it and is on the screen; its column is not while nothing stands in it.

        None where its page is not shown: filled ahead, nobody waits for it.
        """
        ground = self.parentWidget()
        while ground is not None and ground.visibleRegion().isEmpty():
            ground = None if isinstance(ground, Part) and not ground.isVisible() else ground.parentWidget()
        return ground

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self._build(*self._wanted)

    def _build(self, sheet: DaySheet, roles: Mapping[str, str]) -> None:
        blocks, now = sheet.form.timetable, self._context.clock.now()
        turns = [
            (turn_in_question(block, sheet.day, now.date(), now.time()), _present(block, sheet, now))
            for block in blocks
        ]
        shown = (blocks, sheet.ticks, sheet.day, now.date(), turns, dict(roles), current_language())
        if shown == self._shown:
            return
        self._shown = shown
        focus = self.window().focusWidget()
        kept = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        done = {(one.block_code, one.turn) for one in sheet.ticks}
        for row, (block, (turn, present)) in enumerate(zip(blocks, turns, strict=True)):
            box = self._box(block, turn, (block.code, turn) in done)
            box.setEnabled(sheet.day <= now.date())
            at = QLabel(block.times)
            count = sum(code == block.code for code, _turn in done)
            said = words(about(block, roles, count))
            if present:
                ink = self._context.theme.accent.name()
                at.setStyleSheet(f"color: {ink}; font-weight: 600;")
                said.setStyleSheet(f"color: {ink};")
                at.setAccessibleName(tr("now: {times}", times=block.times))
            else:
                at.setProperty("role", "muted")
            said.setContentsMargins(0, 0, 0, 5)
            grid.addWidget(box, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(at, 2 * row, 1)
            grid.addWidget(said, 2 * row + 1, 1)
        grid.setColumnStretch(1, 1)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh
        again = fresh.findChild(QCheckBox, kept) if kept else None
        if again is not None:
            again.setFocus()

    def _box(self, block: TimetableEntry, turn: time, done: bool) -> QCheckBox:
        spoken = tr("Done at {time}: {block}", time=f"{turn:%H:%M}", block=block.text(current_language()))
        box = tick(f"daily.block.{block.code}", "", on=done, tip=tr("Done at {time}", time=f"{turn:%H:%M}"))
        box.setAccessibleName(spoken)
        box.toggled.connect(lambda on: self._on_toggled(block, turn, on))
        return box

    def _on_toggled(self, block: TimetableEntry, turn: time, on: bool) -> None:
        # Where it is not kept, the next form puts the box back.
        self._shown = ()
        self.ticked.emit(block.code, turn, on)


def _present(block: TimetableEntry, sheet: DaySheet, now: datetime) -> bool:
    """Whether a turn of it runs now."""
    return sheet.day == now.date() and turn_at(block, now.time()) is not None


def turn_in_question(block: TimetableEntry, day: date, today: date, now: time) -> time:
    """The turn that a tick belongs to: the one that runs or began last; before the first one and in future the first,
    on past days the last.
    """  # noqa: D205
    turns = block.turns
    if day != today:
        return turns[-1] if day < today else turns[0]
    return next((turn for turn in reversed(turns) if turn <= now), turns[0])


def about(block: TimetableEntry, roles: Mapping[str, str], done: int) -> str:
    """What is done, what for, by whom, and of a block that comes round how many turns are done."""
    language = current_language()
    parts = [block.purpose(language), roles.get(block.role, block.role)]
    if block.rhythm is not Rhythm.ONCE:
        turns = tr("{done} of {count} done", done=done, count=len(block.turns))
        parts += [tr(RHYTHM_NAMES[block.rhythm]), turns]
    below = " · ".join(part for part in parts if part)
    return block.text(language) + (f"\n{below}" if below else "")
