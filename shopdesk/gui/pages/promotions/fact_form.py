"""A form on a product of a campaign whose further figures, kept by their codes, are fields of their own in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from shopdesk.domain.campaigns.facts import fact_value
from shopdesk.domain.joining import TwoEdits, compare_parts
from shopdesk.gui.widgets.record_form import RecordForm

_FACTS = "facts"


class FactForm(RecordForm):
    """Joins two edits figure by figure: of the shipping and the commission of one product each may be somebody's."""

    def compared(self, base: Any, mine: Any, now: Any) -> TwoEdits:
        """What each changed, the figures by their codes."""
        whole, parts = super().compared(base, mine, now), compare_parts(base.facts, mine.facts, now.facts)
        return TwoEdits(
            mine=(*_without(whole.mine), *parts.mine),
            theirs=(*_without(whole.theirs), *parts.theirs),
            both=(*_without(whole.both), *parts.both),
        )

    def held(self, record: Any, name: str) -> Any:
        """What the product holds for an editor."""
        if hasattr(record, name):
            return super().held(record, name)
        return fact_value(name, record.facts.get(name, ""))

    def begun_with(self, kept: Any, now: Any, typed: Collection[str]) -> Any:
        """What is typed over is as it was kept, the figures too."""
        begun = super().begun_with(kept, now, typed)
        facts = dict(now.facts)
        for code in typed:
            if not hasattr(kept, code):
                facts.pop(code, None)
                facts.update({code: kept.facts[code]} if code in kept.facts else {})
        return replace(begun, facts=facts)


def _without(names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name != _FACTS)
