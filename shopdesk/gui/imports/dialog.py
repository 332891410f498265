"""The import window: every file is looked at first, nothing is imported unasked, and it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportPreview, ImportResult, ImportRun
from shopdesk.domain.stores import Store
from shopdesk.gui.imports.detail import FileDetail
from shopdesk.gui.imports.entry import choose_files, dropped_files, show_history
from shopdesk.gui.imports.file_entry import FileEntry, FileState
from shopdesk.gui.imports.file_list import FileList
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.task_runner import Task
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.service import Choices, ReadFile
from shopdesk.services.imports.watching import ImportCancelled, Watch

_STEPS = 1000


class ImportDialog(QDialog):
    """Files on the left, the chosen one on the right; one button imports all that are ready."""

    def __init__(self, context: PageContext, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        """Look at ``paths`` at once."""
        super().__init__(parent)
        self.context = context
        self._task: Task | None = None
        self._queue: list[FileEntry] = []
        self._importing = False
        self.setObjectName("imports.dialog")
        self.setWindowTitle(tr("Import exports"))
        self.setAcceptDrops(True)
        roomy(self, 960, 640)
        self.files = FileList()
        self._build()
        self._load_stores()
        self.add_files(paths)

    def _build(self) -> None:
        self._store = named(QComboBox(), "imports.store", tr("Import into the store"))
        self._store.activated.connect(self._on_store_chosen)
        into = QLabel(tr("Import into the store"))
        into.setBuddy(self._store)
        self._add = button("imports.add", tr("Add files…"), self._on_add)
        top = FlowLayout()
        top.add(into, self._store)
        self._sample_note = QLabel(tr("This is the sample store: what you import goes when it is removed."))
        self._sample_note.setObjectName("imports.sampleNote")
        self._sample_note.setProperty("tone", "warning")
        top.add(self._sample_note)
        top.add_stretch()
        top.add(self._add)
        self._list = named(QListView(), "imports.files", tr("Files"))
        self._list.setModel(self.files)
        self._list.setFixedWidth(264)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.selectionModel().currentChanged.connect(self._on_chosen)
        self.detail = FileDetail(self.context)
        self.detail.choices_changed.connect(self._on_choices_changed)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._list)
        self._empty = EmptyState(
            tr("No file yet"),
            tr("Drop the platform's exports on this window, or add them. Nothing is taken in before you have seen it."),
            tr("Add files…"),
            self._on_add,
        )
        self._right = QStackedWidget()
        self._right.addWidget(self._empty)
        self._right.addWidget(VerticalScroll(self.detail))
        middle.addWidget(self._right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        self._wanted = words(name="imports.wanted")
        self._wanted.hide()
        layout.addWidget(self._wanted)
        layout.addLayout(middle, 1)
        layout.addLayout(self._build_bottom())

    def say_wanted(self, sentence: str) -> None:
        """Say above the files which export is wanted."""
        self._wanted.setText(sentence)
        self._wanted.show()

    def _build_bottom(self) -> FlowLayout:
        self._history = button(
            "imports.history", tr("Earlier imports"), lambda: show_history(self.context, self), role="flat"
        )
        self._bar = named(QProgressBar(), "imports.progress", tr("Progress"))
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._progress = QLabel()
        self._progress.setProperty("role", "muted")
        self._undo = button("imports.undo", tr("Take this import back"), self._on_undo)
        self._cancel = button("imports.cancel", "", self._on_cancel)
        self._import = button("imports.import", "", self._on_import, role="primary")
        self._import.setDefault(True)
        self._figures = button("imports.figures", tr("Show the figures"), self._on_figures, role="primary")
        bottom = FlowLayout(squeezes=True)
        bottom.add(self._history)
        bottom.add(self._bar, grows=True)
        bottom.add(self._progress)
        bottom.add_stretch()
        bottom.add(self._undo, self._cancel, self._import, self._figures)
        return bottom

    def _load_stores(self) -> None:
        current = self.context.store

        def fill(stores: list[Store]) -> None:
            self._store.clear()
            for store in stores:
                self._store.addItem(store.name, store)
            place = next((number for number, store in enumerate(stores) if store.id == current.id), 0)
            self._store.setCurrentIndex(place)
            self._sample_note.setVisible(self.store.sample)

        fill([current])
        self.context.tasks.database(self.context.services.stores.all, fill, owner=self)

    @property
    def store(self) -> Store:
        """The store that the files go to."""
        store: Store = self._store.currentData() or self.context.store
        return store

    @property
    def busy(self) -> bool:
        """Whether a file is being read or imported."""
        return self._task is not None

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take more files in and look at them; one that is already here is not taken twice."""
        known = {entry.path for entry in self.files.entries}
        for path in paths:
            if path not in known:
                self.files.add(FileEntry(path))
        if not self._list.currentIndex().isValid() and self.files.entries:
            self._list.setCurrentIndex(self.files.index(0))
        self._look_at_next()
        self._update_buttons()

    def _look_at_next(self) -> None:
        if self.busy:
            return
        waiting = next((entry for entry in self.files.entries if entry.state is FileState.WAITING), None)
        if waiting is None:
            return
        waiting.state = FileState.READING
        store, service, choices = self.store, self.context.services.imports, waiting.choices
        self._task = self.context.tasks.background(
            lambda progress, cancelled: service.look(waiting.path, store, choices, Watch(progress, cancelled)),
            title=tr("Reading {file}", file=waiting.path.name),
            done=lambda looked: self._on_looked(waiting, *looked),
            failed=lambda error: self._on_failed(waiting, error),
            owner=self,
        )
        self._follow(waiting)

    def _follow(self, entry: FileEntry) -> None:
        assert self._task is not None
        self._task.progressed.connect(self._on_progressed)
        self._bar.setValue(0)
        self._progress.setText("")
        self._tell(entry)

    def _on_looked(self, entry: FileEntry, read: ReadFile, preview: ImportPreview) -> None:
        self._task = None
        entry.put_away()
        entry.read, entry.preview = read, preview
        entry.error = None
        if preview.needs_mapping:
            entry.state = FileState.MAPPING
        elif preview.other_account is not None and not entry.choices.any_account:
            entry.state = FileState.ASKING
        else:
            entry.state = FileState.READY if preview.tally.changes_something else FileState.NOTHING_NEW
        self._tell(entry)
        self._look_at_next()
        self._update_buttons()

    def _on_failed(self, entry: FileEntry, error: Exception) -> None:
        self._task = None
        stopped = isinstance(error, ImportCancelled)
        if isinstance(error, UserError):
            entry.error = error
            entry.state = FileState.STOPPED if stopped else FileState.REFUSED
        else:
            # A bug of ours is not the file's fault: the window's own handler shows it with a report.
            entry.state = FileState.REFUSED
            entry.error = UserError(tr("ShopDesk made a mistake while reading this file; nothing was changed."))
            self._report(error)
        if self._importing and not stopped:
            self._import_next()
        else:
            self._importing = False
            self._queue.clear()
            self._look_at_next()
        self._tell(entry)
        self._update_buttons()

    def _report(self, error: Exception) -> None:
        def fail() -> None:
            raise error

        self.context.tasks.database(fail)

    def _on_import(self) -> None:
        if not self._ready():
            self.accept()
            return
        self._queue = self._ready()
        self._importing = True
        self._import_next()

    def _on_figures(self) -> None:
        self.accept()
        self.context.events.way_wanted.emit("figures")

    def _import_next(self) -> None:
        if not self._queue:
            self._importing = False
            self._task = None
            self._update_buttons()
            return
        entry = self._queue.pop(0)
        entry.state = FileState.IMPORTING
        store, service, read = self.store, self.context.services.imports, entry.read
        assert read is not None
        self._task = self.context.tasks.background(
            lambda progress, cancelled: service.bring_in(read, store, entry.choices, Watch(progress, cancelled)),
            title=tr("Importing {file}", file=entry.path.name),
            done=lambda result: self._on_imported(entry, result),
            failed=lambda error: self._on_failed(entry, error),
            owner=self,
        )
        self._follow(entry)
        self._list.setCurrentIndex(self.files.index(self.files.entries.index(entry)))
        self._update_buttons()

    def _on_imported(self, entry: FileEntry, result: ImportResult) -> None:
        entry.result = result
        entry.put_away()
        entry.state = FileState.DONE if result.run.id is not None else FileState.NOTHING_NEW
        self._tell(entry)
        self._import_next()

    def _on_undo(self) -> None:
        entry = self._current()
        if entry is None or entry.result is None or entry.result.run.id is None:
            return
        import_id = entry.result.run.id
        self._undo.setEnabled(False)
        self.context.tasks.database(
            lambda: self.context.services.imports.undo(import_id),
            lambda run: self._on_undone(entry, run),
            lambda error: self._on_undo_failed(error),
            owner=self,
        )

    def _on_undone(self, entry: FileEntry, run: ImportRun) -> None:
        entry.state = FileState.UNDONE
        entry.result = None
        self.context.messages.success(tr("The import of {file} was taken back.", file=run.file_name))
        self._tell(entry)
        self._update_buttons()

    def _on_undo_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._report(error)
            return
        self._progress.setText(tr(error.text))
        self._progress.setToolTip(tr(error.text))
        self._progress.setVisible(True)

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._queue.clear()
            self._task.cancel()
        else:
            self.reject()

    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._progress.setText(text)

    def _on_choices_changed(self, choices: Choices) -> None:
        entry = self._current()
        if entry is not None and entry.can_change_choices and not self.busy:
            entry.choices = choices
            entry.state = FileState.WAITING
            self._look_at_next()
            self._update_buttons()

    def _on_store_chosen(self) -> None:
        self._sample_note.setVisible(self.store.sample)
        for entry in self.files.entries:
            if entry.can_change_choices:
                # What was said of one store does not hold for another.
                entry.choices = replace(entry.choices, any_account=False)
                entry.state = FileState.WAITING
        self._look_at_next()
        self._update_buttons()

    def _on_add(self) -> None:
        self.add_files(choose_files(self.context, self))

    def _on_chosen(self) -> None:
        entry = self._current()
        self._right.setCurrentIndex(0 if entry is None else 1)
        if entry is not None:
            self.detail.show_entry(entry)
        self._update_buttons()

    def _current(self) -> FileEntry | None:
        index = self._list.currentIndex()
        return self.files.entries[index.row()] if index.isValid() else None

    def _ready(self) -> list[FileEntry]:
        return [entry for entry in self.files.entries if entry.state is FileState.READY]

    def _tell(self, entry: FileEntry) -> None:
        self.files.tell(entry)
        if entry is self._current():
            self.detail.show_entry(entry)

    def _update_buttons(self) -> None:
        ready, current = self._ready(), self._current()
        self._bar.setVisible(self.busy)
        self._progress.setVisible(self.busy)
        self._store.setEnabled(not self._importing)
        self._add.setEnabled(not self._importing)
        self._undo.setVisible(current is not None and current.state is FileState.DONE and not self.busy)
        self._undo.setEnabled(True)
        self._cancel.setText(tr("Stop") if self._importing else tr("Close"))
        finished = not ready and not self.busy and any(e.state is FileState.DONE for e in self.files.entries)
        self._cancel.setVisible(not finished)
        self._figures.setVisible(finished and self.store.id == self.context.store_id)
        self._import.setProperty("role", "" if self._figures.isVisibleTo(self) else "primary")
        self._import.style().polish(self._import)
        self._figures.setDefault(self._figures.isVisibleTo(self))
        if finished:
            self._import.setText(tr("Done"))
        else:
            self._import.setText(tr("Import {count} files", count=len(ready)) if len(ready) > 1 else tr("Import"))
        self._import.setEnabled(finished or (bool(ready) and not self.busy))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here too."""
        if dropped_files(event.mimeData()) and not self._importing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files in."""
        self.add_files(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing stops what is running; a file half imported is then not imported at all."""
        if self._task is not None:
            self._task.cancel()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """What was read and not imported is let go."""
        for entry in self.files.entries:
            if entry.state is not FileState.IMPORTING:
                entry.put_away()
        super().done(result)

    def reject(self) -> None:
        """Escape stops what is running and closes."""
        if self._task is not None:
            self._task.cancel()
        super().reject()
