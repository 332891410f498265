"""A file whose heading of a needed column is wrong is not taken for the export that it once was."""

from __future__ import annotations

import pytest

from shopdesk.domain.import_fields import FIELDS
from shopdesk.importing.recognise import Opening, recognise
from shopdesk.importing.sheets import SheetInfo
from shopdesk.importing.templates import Template
from shopdesk.services.imports.reading import templates

SHEET = SheetInfo(index=0, name="")


def names_of(template: Template) -> dict[str, set[str]]:
    """The headings by which a template finds each field."""
    columns = template.columns
    found = {name: set(names) for name, names in columns.fields.items()}
    for name, groups in columns.sums.items():
        found.setdefault(name, set()).update(*map(set, groups))
    for name, names in columns.joins.items():
        found.setdefault(name, set()).update(names)
    return found


def opened(headings: list[str]) -> Opening:
    return Opening(sheet=SHEET, rows=(tuple(headings),), headings=(tuple(headings),))


CASES = [
    pytest.param(template, field.name, id=f"{template.id}-{field.name}")
    for template in templates()
    for field in FIELDS[template.kind].fields
    if field.required and not (field.name == "day" and template.day_from_name)
]


@pytest.mark.parametrize(("template", "needed"), CASES)
def test_no_template_fits_without_a_column_that_its_kind_needs(template: Template, needed: str) -> None:
    known = names_of(template)
    stand_in = FIELDS[template.kind].stand_ins.get(needed, "")
    gone = known.get(needed, set()) | known.get(stand_in, set())
    kept = {next(iter(sorted(names))) for names in known.values()} | {
        name for group in template.required for name in group
    }
    whole = sorted(kept - set(template.absent))
    assert recognise(opened(whole), [template]) is not None, "the headings are those of the export"
    assert recognise(opened([name for name in whole if name not in gone]), [template]) is None
