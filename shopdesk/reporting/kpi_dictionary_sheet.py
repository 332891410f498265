"""The dictionary of KPIs as HTML for A4, a table for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from shopdesk.infra.i18n import tr

_STYLE = """
body { font-size: 8.5pt; }
p.top { font-size: 15pt; font-weight: bold; margin-top: 0px; margin-bottom: 4px; }
p.group { font-size: 11pt; font-weight: bold; margin-top: 8px; margin-bottom: 2px; }
th { background-color: #e4e4e4; text-align: left; }
"""


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One KPI in words."""

    group: str
    name: str
    formula: str
    unit: str
    days: str
    source: str
    judged: str


def dictionary_html(title: str, rows: Sequence[DictionaryRow]) -> str:
    """The paper: rows of one group stand below its name, in the order given."""
    names = (tr("Figure"), tr("Formula"), tr("Unit"), tr("Several days"), tr("Comes from"), tr("Judged by it"))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    parts = []
    for group, members in groupby(rows, key=lambda row: row.group):
        body = "".join(
            "<tr>"
            + "".join(
                f"<td>{escape(text)}</td>"
                for text in (row.name, row.formula, row.unit, row.days, row.source, row.judged)
            )
            + "</tr>"
            for row in members
        )
        parts.append(
            f"<p class='group'>{escape(group)}</p><table width='100%' border='1' cellspacing='0' cellpadding='3' "
            f"style='border-collapse: collapse'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
    return (
        f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body><p class='top'>{escape(title)}</p>"
        f"{''.join(parts)}</body></html>"
    )
