"""The handbook as a booklet: HTML for A4, a chapter for each kind, in it the topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby

from shopdesk.domain.handbook.records import KIND_NAMES, HandbookEntry, to_copy
from shopdesk.domain.money import format_yuan
from shopdesk.infra.i18n import tr

_STYLE = """
body { font-size: 9.5pt; }
p.top { font-size: 17pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.day { font-size: 8.5pt; margin-top: 0px; margin-bottom: 8px; }
p.kind { font-size: 13pt; font-weight: bold; margin-top: 10px; margin-bottom: 3px; }
p.small { font-size: 8pt; margin: 0px; }
p.text { margin-top: 2px; margin-bottom: 0px; }
"""


def handbook_html(store: str, day: date, entries: Sequence[HandbookEntry], roles: Mapping[str, str]) -> str:
    """The booklet of a store as it stands on a day; entries come in the order given, kinds together."""
    parts = [
        f"<p class='top'>{escape(tr('Handbook of {store}', store=store))}</p>",
        f"<p class='day'>{escape(tr('As it stood on {day}: {count} entries', day=day, count=len(entries)))}</p>",
    ]
    for kind, members in groupby(entries, key=lambda one: one.kind):
        rows = "".join(_row(one, store, roles) for one in members)
        parts.append(
            f"<p class='kind'>{escape(tr(KIND_NAMES[kind]))}</p><table width='100%' border='1' cellspacing='0' "
            f"cellpadding='4' style='border-collapse: collapse'><tbody>{rows}</tbody></table>"
        )
    return f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _row(entry: HandbookEntry, store: str, roles: Mapping[str, str]) -> str:
    about = " · ".join(map(escape, facts_of(entry, roles)))
    text = escape(to_copy(entry, store)).replace("\n", "<br/>")
    small = f"<p class='small'>{about}</p>" if about else ""
    title = f"<td width='28%'><b>{escape(entry.title)}</b>{small}</td>"
    return f"<tr>{title}<td width='72%'><p class='text'>{text}</p></td></tr>"


def facts_of(entry: HandbookEntry, roles: Mapping[str, str]) -> list[str]:
    """What stands beside an entry's name: topic, for whom, how far they may go, since when and from where."""
    known = [entry.topic]
    if entry.role_code:
        known.append(tr("for {role}", role=roles.get(entry.role_code, entry.role_code)))
    if entry.limit_fen is not None:
        known.append(tr("decided alone up to {amount} yuan", amount=format_yuan(entry.limit_fen)))
    if entry.valid_from is not None:
        known.append(tr("holds from {day}", day=entry.valid_from))
    if entry.source:
        known.append(tr("source: {source}", source=entry.source))
    return [one for one in known if one]
