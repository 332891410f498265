"""One file in the import window, from being looked at to being imported or taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportPreview, ImportResult
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.service import Choices, ReadFile


class FileState(Enum):
    """Where a file stands."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    MAPPING = "mapping"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"
    IMPORTING = "importing"
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"


@dataclass(slots=True)
class FileEntry:
    """A file with what was found out about it and what the user said."""

    path: Path
    state: FileState = FileState.WAITING
    choices: Choices = field(default_factory=Choices)
    preview: ImportPreview | None = None
    result: ImportResult | None = None
    error: UserError | None = None
    read: ReadFile | None = None

    def put_away(self) -> None:
        """Let go of the rows that were set aside when the file was looked at."""
        if self.read is not None:
            self.read.close()
            self.read = None

    @property
    def line(self) -> str:
        """The state in a few words, for the list of files."""
        if self.state in (FileState.WAITING, FileState.READING):
            return tr("Looking at it …")
        if self.state is FileState.MAPPING:
            return tr("Say what the columns mean")
        if self.state is FileState.NOTHING_NEW:
            tally = self.result.tally if self.result is not None else self.preview.tally if self.preview else None
            if tally is not None and tally.left_out:
                return tr("Nothing new; {count} left out", count=f"{tally.left_out:,}")
            return tr("Nothing new in it")
        if self.state is FileState.REFUSED:
            return tr("Cannot be imported")
        if self.state is FileState.IMPORTING:
            return tr("Importing …")
        if self.state is FileState.STOPPED:
            return tr("Stopped; nothing was changed")
        if self.state is FileState.UNDONE:
            return tr("Taken back")
        if self.state is FileState.DONE and self.result is not None:
            return tr(
                "Imported: {new} new, {updated} updated",
                new=f"{self.result.tally.new:,}",
                updated=f"{self.result.tally.updated:,}",
            )
        assert self.preview is not None
        return tr(
            "{new} new, {updated} updated",
            new=f"{self.preview.tally.new:,}",
            updated=f"{self.preview.tally.updated:,}",
        )

    @property
    def mark(self) -> str:
        """A sign beside the colour: ready, done, attention, refused."""
        return {
            FileState.READY: "●",
            FileState.DONE: "✓",
            FileState.NOTHING_NEW: "=",
            FileState.MAPPING: "?",
            FileState.REFUSED: "✕",
            FileState.STOPPED: "■",
            FileState.UNDONE: "↶",
        }.get(self.state, "…")

    @property
    def can_change_choices(self) -> bool:
        """Whether kind, encoding, header row and mapping may still be changed."""
        return self.state in (
            FileState.READY, FileState.MAPPING, FileState.NOTHING_NEW, FileState.REFUSED, FileState.STOPPED,
        )  # fmt: skip
