"""An answer that somebody else gave meanwhile is not written over by whoever has not seen it."""

from __future__ import annotations

from collections.abc import Collection

from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.nouns import RESULT_NAMES
from shopdesk.domain.daily.worksheet import Answer
from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language

Seen = Collection[Answer | None] | None
"""The answers to an item that whoever acts on it was shown; ``None`` where what stands is known to them."""


def is_seen(old: Answer | None, seen: Seen) -> bool:
    """Whether nothing stands there that was not shown; what the data say is nobody's, and they say it again."""
    return seen is None or old is None or old.auto or old in seen


def check_seen(item: Item, old: Answer | None, seen: Seen, mine: Answer | None = None) -> None:
    """Refuse to put ``mine``, or nothing, in the place of an answer that was not shown.

    Raises:
        ChangedMeanwhile: such an answer stands there; the sentence says who gave it, what and when.
    """
    if old is None or is_seen(old, seen):
        return
    said: Text = RESULT_NAMES[old.result]
    value = f"{old.number.normalize():f}" if old.number is not None else old.words
    if value:
        said = Text("{field}: {value}", field=said, value=value)
    raise ChangedMeanwhile(
        Text(
            "{who} answered “{item}” at {time} meanwhile: {answer}. Yours was not kept. Look at it; once more the same "
            "from you puts it in its place.",
            who=old.who or Text("Somebody else"),
            item=item.text(current_language()),
            time=f"{old.at:%H:%M}",
            answer=said,
        ),
        mine=mine,
        now=old,
        who=old.who,
        at=old.at,
    )


def says_the_same(old: Answer, fresh: Answer) -> bool:
    """Whether two people found the same for an item."""
    return (old.result, old.number, old.words, old.file, old.reason) == (
        fresh.result, fresh.number, fresh.words, fresh.file, fresh.reason
    )  # fmt: skip
