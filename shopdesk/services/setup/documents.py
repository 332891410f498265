"""The documents of a store: their states, dates and scans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, DocumentState, SetupDocument
from shopdesk.domain.text import Text
from shopdesk.services.attachments import keep_attachment
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.setup import SetupDocuments, SetupSteps

"""Larger files are refused: a scan of a paper is far smaller, and the data folder is backed up."""


class SetupPapers:
    """Writes documents; reading them is part of the board."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def set_state(self, document_ids: Iterable[int], state: DocumentState) -> None:
        """Put documents into a state."""
        with self._ctx.open_uow(Text("Document set to “{state}”", state=DOCUMENT_STATE_NAMES[state])) as uow:
            papers = uow.repository(SetupDocuments)
            for document_id in document_ids:
                papers.update(replace(papers.get(document_id), state=state))
            uow.commit()

    def assign(self, document_ids: Iterable[int], owner: str) -> None:
        """Say who gets the documents."""
        with self._ctx.open_uow(Text("Owner set to {owner}", owner=owner.strip() or "—")) as uow:
            papers = uow.repository(SetupDocuments)
            for document_id in document_ids:
                papers.update(replace(papers.get(document_id), owner=owner.strip()))
            uow.commit()

    def edit(self, document_id: int, changes: Mapping[str, Any]) -> SetupDocument:
        """Set some fields of a document as it is kept now.

        Raises:
            UserError: as :meth:`save`.
        """
        with self._ctx.read() as uow:
            document = uow.repository(SetupDocuments).get(document_id)
        return self.save(replace(document, **changes))

    def save(self, document: SetupDocument) -> SetupDocument:
        """Keep a new or edited document; a new one stands last.

        Raises:
            UserError: an own document has no title, or the warning time is negative.
        """
        if document.own and not (document.title or "").strip():
            raise UserError(Text("Give the document a title."))
        if document.warn_days < 0:
            raise UserError(Text("The warning time cannot be negative."))
        with self._ctx.open_uow(Text("Document edited") if document.id else Text("Document added")) as uow:
            papers = uow.repository(SetupDocuments)
            if document.id is None:
                others = papers.of(document.store_id)
                last = max((other.position for other in others), default=0)
                document = papers.add(replace(document, position=last + 10))
            else:
                document = papers.update(document)
            uow.commit()
        return document

    def new(self, store_id: int) -> SetupDocument:
        """A blank own document, not kept yet, with a code that is free in the store."""
        with self._ctx.read() as uow:
            taken = {document.code for document in uow.repository(SetupDocuments).of(store_id)}
        number = 1
        while f"doc.own.{number}" in taken:
            number += 1
        return SetupDocument(store_id=store_id, code=f"doc.own.{number}", position=0, title="", own=True)

    def remove(self, document_id: int) -> None:
        """Remove a document; the steps that asked for it no longer do."""
        with self._ctx.open_uow(Text("Document removed")) as uow:
            papers = uow.repository(SetupDocuments)
            gone = papers.get(document_id)
            steps = uow.repository(SetupSteps)
            for step in steps.of(gone.store_id):
                if gone.code in step.documents:
                    steps.update(replace(step, documents=tuple(code for code in step.documents if code != gone.code)))
            papers.remove(document_id)
            uow.commit()

    def attach(self, document_id: int, file: Path) -> SetupDocument:
        """Copy a scan into the data folder and point the document to it; a missing document becomes received.

        An earlier scan stays in the folder, so that undo finds it again.

        Raises:
            UserError: the file is not there, is a folder, is empty or is too large.
            EnvironmentFault: the copy could not be written.
        """
        stored = keep_attachment(self._ctx, file)
        early = (DocumentState.MISSING, DocumentState.REQUESTED, DocumentState.NOT_NEEDED)
        with self._ctx.open_uow(Text("Scan {file} attached", file=file.name)) as uow:
            papers = uow.repository(SetupDocuments)
            current = papers.get(document_id)
            state = DocumentState.RECEIVED if current.state in early else current.state
            kept = papers.update(replace(current, scan=stored, scan_name=file.name, state=state))
            uow.commit()
        return kept

    def detach(self, document_id: int) -> None:
        """Take the scan off the document; the file stays in the folder for undo."""
        with self._ctx.open_uow(Text("Scan taken off")) as uow:
            papers = uow.repository(SetupDocuments)
            papers.update(replace(papers.get(document_id), scan=None, scan_name=None))
            uow.commit()

    def scan_path(self, document: SetupDocument) -> Path | None:
        """Where the scan lies, ``None`` without one.

        Raises:
            UserError: the file was removed from the data folder.
        """
        if document.scan is None:
            return None
        path = self._ctx.paths.attachments / document.scan
        if not path.is_file():
            raise UserError(
                Text(
                    "The scan {file} is no longer in the data folder. Attach it again.", file=document.scan_name or path
                )
            )
        return path
