"""Files that were imported and say nothing new: they need not be read again while nothing of them was changed.

What an import of the same bytes would come to follows from the first one: every row that is no repeat stands as it is.
That holds until any row of its table is changed or removed, which ends what is kept of all files of that kind, and it
is asked for by everything that has a say in how a file is read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from shopdesk.domain.imports import ImportKind, ImportRun, SavedMapping, SkipReason, Tally
from shopdesk.domain.sentences import plain, sentence
from shopdesk.infra import paths
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import FILES
from shopdesk.storage.queries import imports as queries

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from shopdesk.domain.stores import Store
    from shopdesk.importing.plan import Privacy
    from shopdesk.services.imports.reading import Choices


@dataclass(frozen=True, slots=True)
class Rules:
    """How a file is read: what the user said of it, what may be kept of buyers, what was remembered of headings."""

    choices: Choices
    privacy: Privacy
    remembered: str

    def key(self, name: str, digest: str) -> str:
        """Under what a file of this name and content is kept: the name may tell its day."""
        mapping = self.choices.mapping
        said = [
            name, digest, self.choices.kind, self.choices.encoding, self.choices.header_row,
            None if mapping is None else _plain_mapping(mapping), self.privacy.salt, self.privacy.keep_details,
            self.remembered, _shipped(),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def rules(connection: Connection, choices: Choices, privacy: Privacy) -> Rules:
    """The rules as they are now."""
    remembered = [_plain_mapping(one) for one in queries.mappings(connection)]
    return Rules(choices, privacy, hashlib.sha256(json.dumps(remembered, default=str).encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of which every row stands: what it is, and what importing it comes to."""

    kind: ImportKind
    template: str
    encoding: str | None
    sheet: str | None
    header_row: int
    tally: Tally

    @classmethod
    def of(cls, run: ImportRun, tally: Tally) -> KnownFile:
        """The file of an import, to be imported once more."""
        again = replace(tally, new=0, updated=0, unchanged=tally.new + tally.updated + tally.unchanged)
        return cls(run.kind, run.template, run.encoding, run.sheet, run.header_row, again)

    def run(self, store_id: int, path: Path, digest: str, started: datetime) -> ImportRun:
        """The run that imports it, before anything is counted."""
        return ImportRun(
            store_id=store_id, file_name=path.name, file_hash=digest, kind=self.kind, template=self.template,
            encoding=self.encoding, sheet=self.sheet, header_row=self.header_row, rows=0, new=0, updated=0, unchanged=0,
            skipped=0, started_at=started, finished_at=started,
        )  # fmt: skip


def find(connection: Connection, store: Store, key: str) -> KnownFile | None:
    """The file that is kept under a key, if one is."""
    for kind, name in FILES.items():
        found = kept_answers.find(connection, name, store.id or 0, key, partial(_read, kind))
        if found is not None:
            return found
    return None


def plain_file(known: KnownFile) -> dict[str, Any] | None:
    """As it is kept; ``None`` for one that is not to be.

    A statement tells of its days beside its rows; what is wrong with a row is told with what stands in it, and nothing
    of that is to stay behind.
    """
    tally = known.tally
    if known.kind not in FILES or tally.problems or tally.checks:
        return None
    return {
        "template": known.template,
        "encoding": known.encoding,
        "sheet": known.sheet,
        "header_row": known.header_row,
        "counts": [tally.rows, tally.unchanged, tally.skipped, tally.added, tally.repeats],
        "reasons": [[plain(one.message), one.count, one.first_rows, one.added] for one in tally.reasons],
        "notes": [plain(one) for one in tally.notes],
        "days": [None if day is None else day.isoformat() for day in (tally.first_day, tally.last_day)],
    }


def finished(run: ImportRun, tally: Tally, when: datetime) -> ImportRun:
    """A run with what it came to."""
    return replace(
        run,
        rows=tally.rows,
        new=tally.new,
        updated=tally.updated,
        unchanged=tally.unchanged,
        skipped=tally.skipped,
        repeats=tally.repeats,
        first_day=tally.first_day,
        last_day=tally.last_day,
        finished_at=when,
    )


def _read(kind: ImportKind, value: Any) -> KnownFile:
    rows, unchanged, skipped, added, repeats = value["counts"]
    first, last = (None if day is None else date.fromisoformat(day) for day in value["days"])
    tally = Tally(
        rows=rows,
        unchanged=unchanged,
        skipped=skipped,
        added=added,
        repeats=repeats,
        reasons=tuple(
            SkipReason(message=sentence(message), count=count, first_rows=tuple(first_rows), added=counted)
            for message, count, first_rows, counted in value["reasons"]
        ),
        notes=tuple(map(sentence, value["notes"])),
        first_day=first,
        last_day=last,
    )
    return KnownFile(kind, value["template"], value["encoding"], value["sheet"], value["header_row"], tally.checked())


def keep(connection: Connection, store_id: int, key: str, known: KnownFile) -> None:
    """Keep a file within the transaction that imported it."""
    value = plain_file(known)
    if value is not None:
        kept_answers.clear(connection, FILES[known.kind], store_id)
        kept_answers.keep(connection, FILES[known.kind], store_id, key, value)


def _plain_mapping(mapping: SavedMapping) -> list[Any]:
    """A mapping in the order of its headings, which may decide."""
    told = asdict(mapping)
    del told["id"], told["store_id"], told["fields"]
    return [sorted(told.items()), sorted(mapping.fields.items())]


@lru_cache(maxsize=1)
def _shipped() -> str:
    """What tells the shipped rules of reading from those of another program of the same version."""
    found = hashlib.sha256()
    for folder in ("import_templates", "import_columns"):
        for file in sorted(paths.resource(folder).glob("*.toml")):
            found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()
