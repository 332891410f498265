"""The owner's own rules for what a line of a statement is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class RulePlace(StrEnum):
    """Where a rule looks for its words."""

    REMARK = "remark"
    BUSINESS_TYPE = "business_type"
    DESCRIPTION = "description"


PLACE_NAMES: dict[RulePlace, Text] = {
    RulePlace.REMARK: Text("Remark (备注)"),
    RulePlace.BUSINESS_TYPE: Text("Business type (业务类型)"),
    RulePlace.DESCRIPTION: Text("Description (业务描述)"),
}


class RuleSign(StrEnum):
    """Which lines a rule is for."""

    ANY = "any"
    IN = "in"
    OUT = "out"


SIGN_NAMES: dict[RuleSign, Text] = {
    RuleSign.ANY: Text("In and out"),
    RuleSign.IN: Text("Money in only"),
    RuleSign.OUT: Text("Money out only"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRule(Kept):
    """A line whose ``place`` contains ``words`` is of this ``kind``, from ``since`` on (``None``: always).

    Own rules go before the shipped ones; of several the longest words win, then the rule made last.
    """

    store_id: int
    words: str
    kind: LineKind
    place: RulePlace = RulePlace.REMARK
    sign: RuleSign = RuleSign.ANY
    since: date | None = None
    note: str = ""


STATEMENT_RULE = Noun(
    "statement_rules",
    StatementRule,
    Text("Rule for statement lines"),
    (
        Field(
            "words",
            Kind.LINE,
            Text("Contains"),
            required=True,
            longest=100,
            help=Text("Brackets of any width and spaces make no difference."),
        ),
        Field("place", Kind.CHOICE, Text("Where"), choices=PLACE_NAMES),
        Field("sign", Kind.CHOICE, Text("Which lines"), choices=SIGN_NAMES),
        Field("kind", Kind.CHOICE, Text("Counts as"), required=True, choices=LINE_KIND_NAMES),
        Field("since", Kind.DAY, Text("From"), help=Text("Empty: for lines of every day.")),
        Field("note", Kind.LINE, Text("Note"), longest=200),
    ),
    titles=("words",),
)
