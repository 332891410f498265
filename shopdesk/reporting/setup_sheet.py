"""The printed opening checklist: what blocks, phases with their steps, documents, time limits, as HTML for A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from shopdesk.domain.setup.nouns import SETUP_STEP
from shopdesk.infra.i18n import tr

BOX, TICK, SKIP = "☐", "☑", "—"
STYLE = """
body { font-size: 9pt; }
p.top { font-size: 16pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.head { font-size: 11pt; font-weight: bold; margin-top: 12px; margin-bottom: 4px; }
p.about { font-size: 8pt; color: #444444; margin-top: 0px; margin-bottom: 4px; }
ul { margin-top: 2px; margin-bottom: 2px; -qt-list-indent: 1; }
td, th { padding-top: 2px; padding-bottom: 2px; padding-left: 4px; padding-right: 4px; vertical-align: top; }
th { background-color: #e6e6e6; text-align: left; }
.small { font-size: 8pt; color: #444444; }
"""
TABLE = "<table width='100%' border='1' cellspacing='0' cellpadding='3' style='border-collapse: collapse'>"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A step or document on paper; ``done`` ticks the box, ``skipped`` crosses it out."""

    title: str
    detail: str
    state: str
    owner: str
    due: date | None
    late: bool
    note: str
    done: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class SheetPhase:
    """A phase with how many of its needed steps are done."""

    title: str
    done: int
    needed: int
    lines: Sequence[SheetLine]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Everything on the sheet, already in words."""

    store: str
    kind: str
    day: date
    done: int
    needed: int
    earliest: date | None
    blockers: Sequence[str]
    phases: Sequence[SheetPhase]
    documents: Sequence[SheetLine]
    clocks: Sequence[tuple[str, str]]


def setup_html(facts: SheetFacts) -> str:
    """The sheet as a document with tables whose heading rows repeat on each page."""
    head = (
        f"<p class='top'>{escape(tr('Opening checklist'))} · {escape(facts.store)}</p>"
        f"<p class='about'>{escape(facts.kind)} · {escape(tr('As of {day}', day=facts.day.isoformat()))} · "
        f"{escape(tr('{done} of {needed} steps done', done=facts.done, needed=facts.needed))}"
        f"{_earliest(facts.earliest)}</p>"
    )
    parts = [head]
    if facts.blockers:
        items = "".join(f"<li>{escape(item)}</li>" for item in facts.blockers)
        parts.append(f"<p class='head'>{escape(tr('What blocks the opening'))}</p><ul>{items}</ul>")
    if facts.clocks:
        items = "".join(f"<li><b>{escape(title)}</b> · {escape(text)}</li>" for title, text in facts.clocks)
        parts.append(f"<p class='head'>{escape(tr('Time limits'))}</p><ul>{items}</ul>")
    parts.extend(
        f"<p class='head'>{escape(phase.title)} ({phase.done}/{phase.needed})</p>{_table(phase.lines, tr('Step'))}"
        for phase in facts.phases
    )
    parts.append(f"<p class='head'>{escape(tr('Documents'))}</p>{_table(facts.documents, tr('Document'))}")
    return _document(parts)


def papers_html(facts: SheetFacts) -> str:
    """The list of papers by itself, to hand to whoever gets them."""
    ready = sum(line.done for line in facts.documents)
    needed = sum(not line.skipped for line in facts.documents)
    return _document(
        [
            f"<p class='top'>{escape(tr('Documents'))} · {escape(facts.store)}</p>",
            f"<p class='about'>{escape(facts.kind)} · {escape(tr('As of {day}', day=facts.day.isoformat()))} · "
            f"{escape(tr('{done} of {needed} documents there', done=ready, needed=needed))}</p>",
            _table(facts.documents, tr("Document")),
        ]
    )


def _document(parts: Sequence[str]) -> str:
    return f"<html><head><meta charset='utf-8'><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _earliest(day: date | None) -> str:
    return "" if day is None else " · " + escape(tr("Earliest opening {day}", day=day.isoformat()))


def _table(lines: Sequence[SheetLine], heading: str) -> str:
    titles = ("", heading, *(tr(SETUP_STEP.label_of(name)) for name in ("state", "owner", "due_on", "note")))
    widths = (4, 40, 16, 11, 14, 15)  # a state of one word must not break
    head = "".join(f"<th width='{width}%'>{escape(title)}</th>" for title, width in zip(titles, widths, strict=True))
    rows = "".join(_row(line) for line in lines)
    return f"{TABLE}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(line: SheetLine) -> str:
    box = TICK if line.done else SKIP if line.skipped else BOX
    due = line.due.isoformat() if line.due else ""
    if line.late:
        due = f"<b>{due} !</b>"
    detail = f"<br/><span class='small'>{escape(line.detail)}</span>" if line.detail else ""
    cells = (box, f"{escape(line.title)}{detail}", escape(line.state), escape(line.owner), due, escape(line.note))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
