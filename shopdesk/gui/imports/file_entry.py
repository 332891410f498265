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
    ASKING = "asking"
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
        plain = {
            FileState.WAITING: tr("Looking at it …"),
            FileState.READING: tr("Looking at it …"),
            FileState.MAPPING: tr("Say what the columns mean"),
            FileState.ASKING: tr("Another account's statement"),
            FileState.REFUSED: tr("Cannot be imported"),
            FileState.IMPORTING: tr("Importing …"),
            FileState.STOPPED: tr("Stopped; nothing was changed"),
            FileState.UNDONE: tr("Taken back"),
        }.get(self.state)
        if plain is not None:
            return plain
        if self.state is FileState.NOTHING_NEW:
            tally = self.result.tally if self.result is not None else self.preview.tally if self.preview else None
            if tally is not None and tally.left_out:
                return tr("Nothing new; {count} left out", count=f"{tally.left_out:,}")
            return tr("Nothing new in it")
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
            FileState.ASKING: "?",
            FileState.REFUSED: "✕",
            FileState.STOPPED: "■",
            FileState.UNDONE: "↶",
        }.get(self.state, "…")

    @property
    def can_change_choices(self) -> bool:
        """Whether kind, encoding, header row and mapping may still be changed."""
        return self.state in (
            FileState.READY, FileState.MAPPING, FileState.ASKING, FileState.NOTHING_NEW, FileState.REFUSED,
            FileState.STOPPED,
        )  # fmt: skip
