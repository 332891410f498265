"""Every field of every noun is declared once, under the name and with the kind that its record has."""

from __future__ import annotations

import dataclasses
import typing
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest

from shopdesk.domain.fields import EVERY_NOUN_HAS, Field, Kind, Noun
from shopdesk.domain.nouns import NOUNS, noun_name
from shopdesk.storage.columns import metadata
from shopdesk.storage.tables import everything  # noqa: F401

HOLDS = {
    Kind.LINE: str, Kind.WORDS: str, Kind.MONEY: int, Kind.COUNT: int, Kind.DECIMAL: Decimal, Kind.RATE: Decimal,
    Kind.DAY: date, Kind.MONTH: date, Kind.TIME: time, Kind.MOMENT: datetime, Kind.FLAG: bool, Kind.CHOICE: StrEnum,
}  # fmt: skip
ALL = [pytest.param(noun, id=noun.table) for noun in NOUNS.values()]


def undeclared(noun: Noun) -> set[str]:
    """The fields that only the record or only the declaration has."""
    stored = {field.name for field in dataclasses.fields(noun.record)} - set(EVERY_NOUN_HAS)
    return stored ^ {field.name for field in noun.fields}


@pytest.mark.parametrize("noun", ALL)
def test_every_field_is_declared_and_nothing_else(noun: Noun) -> None:
    assert not undeclared(noun)
    names = [field.name for field in noun.fields]
    assert len(names) == len(set(names))
    for name in (*noun.titles, *noun.identity):
        noun.field(name)


def test_a_forgotten_and_an_invented_field_are_both_found() -> None:
    noun = NOUNS["people"]
    forgotten = dataclasses.replace(noun, fields=noun.fields[1:])
    invented = dataclasses.replace(noun, fields=(*noun.fields, Field("shoe_size", Kind.COUNT)))
    assert undeclared(forgotten) == {"name"}
    assert undeclared(invented) == {"shoe_size"}


@pytest.mark.parametrize("noun", ALL)
def test_kinds_are_what_the_record_holds(noun: Noun) -> None:
    hints = typing.get_type_hints(noun.record)
    for field in noun.fields:
        wanted = HOLDS.get(field.kind)
        if wanted is None:
            continue
        held = [one for one in (typing.get_args(hints[field.name]) or (hints[field.name],)) if one is not type(None)]
        assert len(held) == 1, field.name
        assert issubclass(held[0], wanted), f"{field.name} is no {field.kind}"
        if field.kind is Kind.CHOICE:
            assert field.choices is not None
            assert set(field.choices) == set(held[0]), f"{field.name} leaves out a choice"
        if field.kind in (Kind.DAY, Kind.MONTH):
            assert not issubclass(held[0], datetime), field.name


@pytest.mark.parametrize("noun", ALL)
def test_every_noun_is_a_table(noun: Noun) -> None:
    columns = {column.name for column in metadata.tables[noun.table].columns}
    assert {field.name for field in noun.fields} <= columns


@pytest.mark.parametrize("noun", ALL)
def test_letters_of_a_form_lead_to_one_field_and_are_in_its_label(noun: Noun) -> None:
    letters = [field.key for field in noun.fields if field.key]
    assert len(letters) == len(set(letters))
    for field in noun.fields:
        assert not field.key or (field.label is not None and field.key in field.label.template.casefold()), field.name


@pytest.mark.parametrize(
    ("table", "name"), [("people", "Person"), ("pay_inputs", "Figure of a month"), ("orders", "None")]
)
def test_the_history_knows_what_one_record_is_called(table: str, name: str) -> None:
    assert str(noun_name(table)) == name


def test_the_number_of_a_product_is_plain_text_wherever_it_is_kept() -> None:
    kept = [(table, noun.field("product_id")) for table, noun in NOUNS.items()
            if any(one.name == "product_id" for one in noun.fields)]  # fmt: skip
    assert {"products", "title_tests", "keywords", "unit_costs"} <= {table for table, _field in kept}
    assert [table for table, field in kept if not (field.kind is Kind.LINE and field.plain)] == []
