"""The form of a day as it has to be shown: what was answered stays on it, also when the form asks it no longer."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.daily.checklist import ChecklistVersion, Form
from shopdesk.domain.daily.editing import with_taken_out
from shopdesk.domain.daily.worksheet import Answer
from shopdesk.storage.repositories.daily import ChecklistVersions
from shopdesk.storage.unit_of_work import UnitOfWork


def form_with_answered(uow: UnitOfWork, version: ChecklistVersion, answers: Sequence[Answer]) -> Form:
    """The form of a version, with the items answered on the day before an edit took them out of it, switched off."""
    form = version.form
    gone = {answer.item_code for answer in answers} - {item.code for item in form.items}
    if not gone:
        return form
    others = uow.repository(ChecklistVersions).of(version.checklist_id)
    return with_taken_out(form, gone, [other.form for other in others])
