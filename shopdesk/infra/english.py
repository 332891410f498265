"""English says “1 day” and “2 days”; the sentences in the program say “{count} days”.

Chinese has no plural, so the difference is made here, at the one place where English sentences are filled, and not in
two versions of each sentence. Only what stands right after the number changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Where the verb follows the noun it changes too; the longer phrase goes first.
_PHRASES = {
    "orders were paid more than 24 hours ago and are": "order was paid more than 24 hours ago and is",
    "rows look like one further up; they are": "row looks like one further up; it is",
    "rows look like one further up and were": "row looks like one further up and was",
    "people still work there, {name} among them. Give them": "person still works there: {name}. Give them",
    "orders paid yesterday are": "order paid yesterday is",
    "days have no figures yet and are": "day has no figures yet and is",
    "days have": "day has",
    "days are": "day is",
    "days add": "day adds",
    "documents are": "document is",
    "milestones are": "milestone is",
    "setup steps": "setup step",
    "open problems": "open problem",
    "entries": "entry",
    "people": "person",
}
_NOUNS = """
    answers campaigns changes checks days documents fields files forms formulas hours icons items leads lines milestones
    minutes months orders others pages parcels phases photos pictures pieces points posts problems products records
    reviews rows sheets steps stores times translations visitors weeks years
"""
_ONE = {**_PHRASES, **{noun: noun[:-1] for noun in _NOUNS.split()}}
_AFTER = "|".join(re.escape(many) for many in sorted(_ONE, key=len, reverse=True))


def in_the_singular(template: str, params: Mapping[str, Any]) -> str:
    """The sentence with the noun after each placeholder that is filled with 1 in the singular."""
    for name, value in params.items():
        if (type(value) is int and value == 1) or (type(value) is str and value == "1"):
            template = re.sub(
                rf"(\{{{re.escape(name)}\}} )({_AFTER})(?![\w-])",
                lambda found: found.group(1) + _ONE[found.group(2)],
                template,
            )
    return template
