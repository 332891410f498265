"""The documents of a store: their states, dates and scans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.joining import onto
from shopdesk.domain.setup.nouns import SETUP_DOCUMENT
from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, DocumentState, SetupDocument, SetupScan
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.services.attachments import Source
from shopdesk.services.context import ServiceContext
from shopdesk.services.kept_files import FilesOf, KeptFiles
from shopdesk.services.setup.offers import leave_out
from shopdesk.storage.repositories.setup import SetupDocuments, SetupScans, SetupSteps
from shopdesk.storage.unit_of_work import UnitOfWork


def _kept_words(_document: SetupDocument, names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("Scan {file} attached", file=names[0])
    return Text("{count} scans attached", count=len(names))


_SCANS: FilesOf[SetupDocument, SetupScan] = FilesOf(
    SetupDocuments,
    SetupScans,
    lambda document, told: SetupScan(
        store_id=document.store_id, document_id=document.id or 0, name=told["name"], stored=told["stored"]
    ),
    _kept_words,
    lambda name: Text("Scan {file} taken off", file=name),
)


class SetupPapers:
    """Writes documents; reading them is part of the board. ``scans`` are the files kept with them."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.scans = KeptFiles(ctx, _SCANS)

    def set_state(self, document_ids: Iterable[int], state: DocumentState) -> None:
        """Put documents into a state, which then is a person's decision.

        Raises:
            UserError: rejected has a reason, which :meth:`edit` takes.
        """
        with self._ctx.open_uow(Text("Document set to “{state}”", state=DOCUMENT_STATE_NAMES[state])) as uow:
            papers = uow.repository(SetupDocuments)
            for document_id in document_ids:
                papers.update(_decided(papers.get(document_id), {"state": state}))
            uow.commit()

    def assign(self, document_ids: Iterable[int], owner: str) -> None:
        """Say who gets the documents."""
        with self._ctx.open_uow(Text("Owner set to {owner}", owner=owner.strip() or NO_DATA)) as uow:
            papers = uow.repository(SetupDocuments)
            for document_id in document_ids:
                papers.update(replace(papers.get(document_id), owner=owner.strip()))
            uow.commit()

    def want(self, document_id: int, *, wanted: bool) -> None:
        """Say that a document is needed whatever the answers say, or leave it to the answers again."""
        with self._ctx.open_uow(Text("Needed all the same") if wanted else Text("Needed as the answers say")) as uow:
            papers = uow.repository(SetupDocuments)
            papers.update(replace(papers.get(document_id), wanted=wanted))
            uow.commit()

    def edit(self, document_id: int, changes: Mapping[str, Any], was: SetupDocument | None = None) -> SetupDocument:
        """Set some fields of a document as it is kept now; ``was`` is how it was shown when the editing began.

        Raises:
            UserError: as :meth:`save`.
            ChangedMeanwhile: somebody else changed one of these fields since then.
        """
        with self._ctx.read() as uow:
            document = uow.repository(SetupDocuments).get(document_id)
        begun = was or document
        return self.save(onto(begun, _decided(begun, changes), document))

    def save(self, document: SetupDocument) -> SetupDocument:
        """Keep a new or edited document; a new one stands last.

        Raises:
            UserError: an own document has no title, or a field is beyond its limits.
        """
        if document.own and not (document.title or "").strip():
            raise FieldError(SETUP_DOCUMENT.field("title"), Text("Give the document a title."))
        document = SETUP_DOCUMENT.tidy(document)
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
            scans = uow.repository(SetupScans)
            for scan in scans.of(gone):
                scans.remove(scan)
            papers.remove(document_id)
            leave_out(uow, gone)
            uow.commit()

    def attach_all(self, document_id: int, files: Sequence[Source]) -> list[Text]:
        """Copy scans into the data folder beside those that are there; a missing document becomes received.

        What can be kept is, in one step to undo; the answer says of each of the others why not.

        Raises:
            EnvironmentFault: a copy could not be written.
        """

        def receive(uow: UnitOfWork) -> None:
            papers = uow.repository(SetupDocuments)
            document = papers.get(document_id)
            if not (document.in_hand or document.state is DocumentState.REJECTED):
                papers.update(replace(document, state=DocumentState.RECEIVED, decided=True))

        with self._ctx.read() as uow:
            owner = uow.repository(SetupDocuments).get(document_id)
        return list(self.scans.attach(owner, files, besides=receive))

    def attach(self, document_id: int, file: Source) -> None:
        """Copy one scan into the data folder, as :meth:`attach_all`.

        Raises:
            UserError: the file is not there, a folder, empty, too large, or a program.
            EnvironmentFault: the copy could not be written.
        """
        for text in self.attach_all(document_id, [file]):
            raise UserError(text)


def _decided(document: SetupDocument, changes: Mapping[str, Any]) -> SetupDocument:
    """The document with some fields changed; a state that a person sets stands, and a rejection says why.

    Raises:
        FieldError: it is rejected, and nobody says why.
    """
    changed = replace(document, **changes)
    if changed.state is document.state and changed.rejection == document.rejection:
        return changed
    if changed.state is not DocumentState.REJECTED:
        return replace(changed, decided=True, rejection="")
    if not changed.rejection.strip():
        raise FieldError(
            SETUP_DOCUMENT.field("rejection"), Text("Say why it was rejected, so that the next one is right.")
        )
    return replace(changed, decided=True)
