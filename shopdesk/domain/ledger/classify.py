"""Which kind a line of a statement is: the longest known words of its remark, else exactly its business type.

Brackets of every form are one, spaces count for nothing. Rules are dated, because the words change from year to year;
what none knows stays "not classified". The owner's rules go before the shipped ones.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import RulePlace, RuleSign, StatementRule

ANY_WORDS = "…"
"""Stands in the words of a shipped rule for whatever is between two parts."""
NO_RULE = (LineKind.NOT_CLASSIFIED, "")

_UNSEEN = "".join(map(chr, (*range(9), *range(14, 28), 127, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                            *range(0x2060, 0x2070), 0xFEFF)))  # fmt: skip
"""Signs that nobody sees; they come with what is copied from chats and web pages."""
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("[{【〔〖「『《〈", "("),
        **dict.fromkeys("]}】〕〗」』》〉", ")"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(_UNSEEN, ""),
    }
)
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"\d{15,}")
_MOST_REMEMBERED = 50_000


def normal(text: str | None) -> str:
    """Words as they are compared: one width, one form of brackets and dashes, no spaces or unseen signs.

    >>> normal("天猫佣金 （类目）")
    '天猫佣金(类目)'
    """
    if not text:
        return ""
    shown = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(shown.split()).translate(_SIGNS)


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """Words that are known to name a kind, from one day to another (``None``: as far as known).

    ``parts`` have to stand in the remark in their order; where they are exactly the business type they count, too.
    ``in_remark`` is false for words that only count as the business type. ``over`` names kinds whose words lose against
    these however long they are: interest in the remark makes the repayment of a loan a cost.
    """

    kind: LineKind
    words: str
    parts: tuple[str, ...]
    in_remark: bool = True
    over: frozenset[LineKind] = frozenset()
    since: date | None = None
    until: date | None = None

    @property
    def length(self) -> int:
        """How long the words are, which decides between several."""
        return sum(map(len, self.parts))

    def holds(self, day: date) -> bool:
        """Whether the rule is known for a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def found_in(self, remark: str) -> bool:
        """Whether a normalised remark has the words."""
        start = 0
        for part in self.parts:
            place = remark.find(part, start)
            if place < 0:
                return False
            start = place + len(part)
        return True

    def is_all_of(self, business_type: str) -> bool:
        """Whether a normalised business type is exactly the words."""
        if len(self.parts) == 1:
            return business_type == self.parts[0]
        return (
            business_type.startswith(self.parts[0])
            and business_type.endswith(self.parts[-1])
            and self.found_in(business_type)
        )


def parse_rules(raw: Mapping[str, Any]) -> tuple[ShippedRule, ...]:
    """The shipped rules from their TOML form.

    Raises:
        ValueError: a kind is unknown.
    """
    rules = []
    for group in raw["rule"]:
        for form in ("words", "types"):
            for words in group.get(form, ()):
                rules.append(
                    ShippedRule(
                        kind=LineKind(group["kind"]),
                        words=words,
                        parts=tuple(normal(part) for part in words.split(ANY_WORDS)),
                        in_remark=form == "words",
                        over=frozenset(map(LineKind, group.get("over", ()))),
                        since=group.get("since"),
                        until=group.get("until"),
                    )
                )
    return tuple(rules)


class Classifier:
    """Tells the kind of lines by the shipped rules and the owner's own; remembers what it was asked."""

    def __init__(self, shipped: Iterable[ShippedRule], own: Iterable[StatementRule] = ()) -> None:
        """Use these rules."""
        self._shipped = tuple(sorted(shipped, key=lambda rule: -rule.length))
        worded = [(normal(rule.words), rule) for rule in own]
        # Words of which nothing is left would be in every line.
        self._own = tuple(sorted((one for one in worded if one[0]), key=lambda one: (-len(one[0]), -(one[1].id or 0))))
        days = {rule.since for rule in self._shipped} | {rule.since for _words, rule in self._own}
        days |= {date.fromordinal(rule.until.toordinal() + 1) for rule in self._shipped if rule.until is not None}
        self._epochs = sorted(day.isoformat() for day in days if day is not None)
        # The owner may look for an order, or for a part of its number.
        self._digits = tuple(
            words for words, rule in self._own if rule.place is RulePlace.REMARK and _DIGIT.search(words)
        )
        self._described = any(rule.place is RulePlace.DESCRIPTION for _words, rule in self._own)
        self._known: dict[tuple[Any, ...], tuple[LineKind, str]] = {}

    @property
    def state(self) -> tuple[Any, ...]:
        """What tells whether two classifiers answer alike."""
        return (self._shipped, tuple((rule, rule.version) for _words, rule in self._own))

    def kind(
        self, business_type: str | None, remark: str | None, description: str | None, amount: int, day: str
    ) -> tuple[LineKind, str]:
        """The kind of a line, and the rule that gave it: its words, ``type:`` and the type, or ``own:`` and its id.

        Args:
            business_type: as the statement writes it.
            remark: 备注.
            description: 业务描述; only the owner's rules look there.
            amount: in fen, money out negative.
            day: the day of the line, as ISO text.
        """
        # What differs between two lines of a kind is mostly the number of their order.
        if remark and not self._looked_for(remark):
            remark = _LONG_NUMBER.sub("", remark)
        asked = (
            business_type,
            remark,
            description if self._described else None,
            amount > 0,
            bisect.bisect_right(self._epochs, day) if self._epochs else 0,
        )
        known = self._known.get(asked)
        if known is None:
            on = date.fromisoformat(day)
            remark, business_type = normal(remark), normal(business_type)
            known = self._own_kind(business_type, remark, normal(description), amount, on)
            if known is None:
                known = self._shipped_kind(business_type, remark, on)
            if len(self._known) < _MOST_REMEMBERED:
                self._known[asked] = known
        return known

    def kinds(
        self,
        business_types: Sequence[str | None],
        remarks: Sequence[str | None],
        descriptions: Sequence[str | None],
        amounts: Sequence[int],
        days: Sequence[str],
    ) -> list[tuple[LineKind, str]]:
        """:meth:`kind` of many lines at once."""
        together = "\n".join([remark or "" for remark in remarks])
        bare: Sequence[str | None] = _LONG_NUMBER.sub("", together).split("\n")
        if len(bare) != len(remarks):
            return list(map(self.kind, business_types, remarks, descriptions, amounts, days))
        if self._digits:
            bare = [one if self._looked_for(one) else cut for one, cut in zip(remarks, bare, strict=True)]
        nothing = [0] * len(bare)
        asked = zip(
            business_types,
            bare,
            descriptions if self._described else [None] * len(bare),
            [amount > 0 for amount in amounts],
            [bisect.bisect_right(self._epochs, day) for day in days] if self._epochs else nothing,
            strict=True,
        )
        known = self._known
        return [
            known.get(one) or self.kind(one[0], one[1], one[2], amount, day)
            for one, amount, day in zip(asked, amounts, days, strict=True)
        ]

    def _looked_for(self, remark: str | None) -> bool:
        """Whether an own rule may look for digits of this remark, so that no number may be left out of it."""
        if not self._digits or not remark:
            return False
        said = normal(remark)
        return any(words in said for words in self._digits)

    def _own_kind(
        self, business_type: str, remark: str, description: str, amount: int, day: date
    ) -> tuple[LineKind, str] | None:
        texts = {
            RulePlace.REMARK: remark,
            RulePlace.BUSINESS_TYPE: business_type,
            RulePlace.DESCRIPTION: description,
        }
        for words, rule in self._own:
            if rule.since is not None and day < rule.since:
                continue
            if rule.sign is not RuleSign.ANY and (rule.sign is RuleSign.IN) is not (amount > 0):
                continue
            if words in texts[rule.place]:
                return rule.kind, f"own:{rule.id}"
        return None

    def _shipped_kind(self, business_type: str, remark: str, day: date) -> tuple[LineKind, str]:
        found = [rule for rule in self._shipped if rule.in_remark and rule.holds(day) and rule.found_in(remark)]
        if found:
            first = found[0]
            better = next((rule for rule in found if first.kind in rule.over), first)
            return better.kind, better.words
        for rule in self._shipped:
            if business_type and rule.holds(day) and rule.is_all_of(business_type):
                return rule.kind, f"type:{rule.words}"
        return NO_RULE
