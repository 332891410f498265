"""A field for an amount of money."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN, Field, FieldError, Kind, Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import NO_DATA
from shopdesk.domain.typed import parse, read_yuan
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

_USUAL = "1,000,000.00"
_SHORTEST = "0.00"
_BESIDE = 26  # pixels beside the figures: frame and padding

_ANY = Field("amount", Kind.MONEY, lowest=-HIGHEST_FEN)


class MoneyEdit(TypedLine):
    """Yuan to type, also ``1.2万``, fen to read. ``amount_changed`` carries them, ``None`` for empty or unreadable."""

    amount_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, field: Field = _ANY) -> None:
        """An empty field; ``field`` has the limits where they are narrower than for any amount."""
        super().__init__(parent)
        self._field = field
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        # Nothing typed is no amount, and no 0.
        self.setPlaceholderText(NO_DATA)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._tidy)

    def minimumSizeHint(self) -> QSize:
        """Room for what stands there, up to a million with its fen: an amount without its first figures is another."""
        metrics = self.fontMetrics()
        words = min((self.text() or _SHORTEST, _USUAL), key=len)
        return super().minimumSizeHint().expandedTo(QSize(metrics.horizontalAdvance(words) + _BESIDE, 0))

    @property
    def fen(self) -> int | None:
        """The amount in fen; ``None`` for empty or unreadable text, which :attr:`valid` tells apart."""
        try:
            return read_yuan(self.text())
        except UserError:
            return None

    @property
    def valid(self) -> bool:
        """Whether the text is empty or an amount within the limits of the field that it is for."""
        return not self.refusal()

    def refusal(self) -> str:
        """Why what stands there cannot be kept; empty where it can."""
        try:
            parse(self._field, self.text(), Reader(today=date.min))
        except FieldError as error:
            return tr(error.text)
        return ""

    def set_fen(self, fen: int | None) -> None:
        """Show an amount; ``None`` empties the field."""
        self.setText("" if fen is None else format_yuan(fen))

    def _tidy(self) -> None:
        if self.fen is not None:
            self.set_fen(self.fen)

    def _on_text_changed(self, _text: str) -> None:
        self.setProperty("invalid", not self.valid)
        self.setToolTip(self.refusal())
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()
        self.amount_changed.emit(self.fen)
