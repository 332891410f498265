"""Back to one PC: everything goes into a data file again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.gui.on_screen import roomy
from shopdesk.gui.sharing.moving_dialog import MovingDialog
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.moving import Moved

_NAME = "shareBack"


class BackDialog(MovingDialog):
    """Says what it means, moves the data and says what arrived."""

    def __init__(self, desktop: SharingHost) -> None:
        """Ask."""
        super().__init__(desktop, _NAME, tr("Back to one PC"))
        roomy(self, 620, 480)
        said = tr(
            "Everything goes into a data file on this PC again, equal to the fen. From then on no other PC can reach "
            "the data, and whoever works now is cut off: ask them to finish first. To share again, each PC joins with "
            "a new code."
        )
        if desktop.app.sharing.keeping is not None:
            stays = tr("What is on the server stays there, closed; whoever looks after it can remove the database.")
            said = sentences((said, stays))
        self.view.bar.hide()
        self.begin_button = button(f"{_NAME}.begin", tr("Back to one PC"), self.begin, role="danger")
        self.shut.setText(tr("Cancel"))
        self.say_problems_by(self.view.table, self.begin_button)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin_button)
        row.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words(said))
        layout.addWidget(self.view, 1)
        layout.addLayout(row)

    def begin(self) -> None:
        """Move everything."""
        app = self._desktop.app
        self.move_data(lambda progress: app.sharing.back(app.services.moving, progress), tr("Making a backup…"))

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Say what arrived."""
        super().show_moved(moved)
        self.begin_button.hide()
        self.shut.setText(tr("Close"))

    def done(self, code: int) -> None:
        """Close; after a move everything is shown anew."""
        super().done(code)
        if self.moved:
            self._desktop.sharing.moved_back()
