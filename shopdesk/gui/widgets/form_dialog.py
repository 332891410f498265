"""A short form: fields, a place for what is wrong, OK and Cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.gui.widgets.field_rows import FormRows
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr

_NARROWEST = 420
_SIDE, _TOP = 20, 16
_SPARE_LINES = 2
_FRAME = 60  # pixels of a screen that the dialog leaves free: its title and a taskbar


class _Body(VerticalScroll):
    """The fields: as high as they are, but no higher than the screen has room for; ``beside`` something they scroll."""

    beside = False

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint if self.beside else self._whole(hint)

    def _whole(self, hint: QSize) -> QSize:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            width = max(self.window().width() - 2 * _SIDE, hint.width())
            needed = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            hint.setHeight(min(needed, self.screen().availableGeometry().height() - 4 * _FRAME))
        return hint

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._whole(super().minimumSizeHint()))


class FormDialog(FormRows, QDialog):
    """Add rows to ``form``; ``submit`` is called at OK and keeps the dialog open when it raises a UserError.

    While it works on another thread, ``submit`` may return ``False`` and call :meth:`accept` or :meth:`complain` later.
    A sentence about what is wrong has its room below the fields from the beginning, so that the buttons stay where they
    are when it comes. A form of a record's fields is a :class:`~shopdesk.gui.widgets.record_form.RecordForm`.
    """

    def __init__(
        self, title: str, submit: Callable[[], object], parent: QWidget | None = None, *, ok_label: str | None = None
    ) -> None:
        """A dialog named ``title``."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_NARROWEST)
        self._submit = submit
        self._begun = self._roomy = False
        self._panes: SplitView | None = None
        content = QWidget()
        self._body = _Body(content)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self._fields_layout = fields = QVBoxLayout(content)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addLayout(self.form)
        fields.addStretch(1)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(ok_label or tr("OK"))
        self.ok.setProperty("role", "primary")
        self.ok.setObjectName("form.ok")
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(tr("Cancel"))
        cancel.setObjectName("form.cancel")
        # It lies above the buttons, so that they stay where they are however long the sentence is.
        self.problem = LyingLabel("form.problem", self.buttons)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _TOP)
        layout.setSpacing(12)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.buttons)

    def put_beside(self, widget: QWidget, shares: tuple[int, int]) -> None:
        """Show ``widget`` beside the fields, or below them where both have no room; either scrolls for itself."""
        self._body.beside = True
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        self._panes = SplitView(self._body, widget, shares)
        layout.insertWidget(0, self._panes, 1)

    def fit(self) -> None:
        """Make the dialog as high as its wrapped sentences need at its width; one that is seen never gets lower."""
        layout = self.layout()
        if layout is None:
            return
        room = self.screen().availableGeometry().size()
        if self._body.minimumSizeHint().width() > room.width() - _FRAME:
            # Label and field have no room side by side.
            self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
            self._fields_layout.invalidate()
        self._body.updateGeometry()
        layout.activate()
        # A smallest width of one's own switches off the layout's, so the widest label and box are seen to here.
        self.setMinimumWidth(max(_NARROWEST, layout.totalMinimumSize().width()))
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        first, self._roomy = not self._roomy, True
        if first:
            needed += _SPARE_LINES * self.fontMetrics().lineSpacing() + layout.spacing()
        if self._body.beside or (self.isVisible() and not first):
            # Two panes that scroll need no height of their own: theirs is what the form was given.
            needed = max(needed, self.height())
        self.resize(min(self.width(), room.width() - _FRAME), min(needed, room.height() - _FRAME))
        if first and self._panes is not None:
            self._panes.share_out()
        if self.isVisible() and not self.screen().availableGeometry().contains(self.frameGeometry()):
            self._stay_on_screen()

    def open(self) -> None:
        """Show it over its window; once it is closed it goes, or every opening would leave one in memory."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field; OK and Cancel come after all of them."""
        super().showEvent(event)
        if self._begun:
            return
        self._begun = True
        self.fit()
        # The buttons are made before the fields, and Tab follows the order of making.
        last = self.previousInFocusChain()
        if last is not None and not self.buttons.isAncestorOf(last):
            for button in self.buttons.buttons():
                QWidget.setTabOrder(last, button)
                last = button
        focus = self.focusWidget()
        if focus is None or self.buttons.isAncestorOf(focus):
            first = next(self._fields(), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fields(self) -> Iterator[QWidget]:
        for row in range(self.form.rowCount()):
            item = self.form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            widget = item.widget() if item is not None else None
            if widget is not None and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget

    def complain(self, error: Exception) -> None:
        """Show what is wrong and stay open; anything but a UserError is passed on."""
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))
        if self.problem.shortened:
            self._grow()

    def _grow(self) -> None:
        """Make room above the buttons for the sentence: more lines, then longer ones, as far as the screen goes."""
        most = self.screen().availableGeometry().size() - QSize(_FRAME, _FRAME)
        width, height = self.width(), self.height()
        for width in (self.width(), max(self.width(), most.width())):
            height = self.height() + self.problem.whole_height(width) + _TOP - self.buttons.y()
            if height <= most.height():
                break
        self.resize(width, min(height, max(most.height(), self.height())))
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        room, place = self.screen().availableGeometry(), self.frameGeometry()
        left = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
        top = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
        self.move(left, top)

    def _on_accepted(self) -> None:
        self.problem.hide()
        try:
            if self._submit() is False:
                return
        except UserError as error:
            self.complain(error)
            return
        self.accept()
