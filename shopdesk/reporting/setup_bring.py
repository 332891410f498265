"""Papers to bring: one page for each visit or upload, and all of them as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from shopdesk.infra.i18n import tr
from shopdesk.reporting.setup_sheet import BOX, STYLE, TABLE, TICK

_WIDTHS = (5, 33, 16, 20, 26)


@dataclass(frozen=True, slots=True)
class BringLine:
    """A paper in words; ``expiry`` and ``scans`` are empty where nothing is known of them."""

    title: str
    hint: str
    state: str
    expiry: str
    scans: str
    packed: bool


@dataclass(frozen=True, slots=True)
class BringPage:
    """One visit or upload in words."""

    title: str
    also: str
    note: str
    on_day: date | None
    because: str
    lines: Sequence[BringLine]


@dataclass(frozen=True, slots=True)
class BringFacts:
    """All visits of a store."""

    store: str
    kind: str
    day: date
    pages: Sequence[BringPage]


def bring_sheets(facts: BringFacts) -> list[str]:
    """A document of its own for each visit, so that each begins a page."""
    bodies = [_page(facts, page) for page in facts.pages]
    if not bodies:
        bodies = [f"<p>{escape(tr('No papers have to be taken anywhere.'))}</p>"]
    return [
        f"<html><head><meta charset='utf-8'><style>{STYLE}</style></head><body>{body}</body></html>" for body in bodies
    ]


def _page(facts: BringFacts, page: BringPage) -> str:
    ready = sum(line.packed for line in page.lines)
    about = [facts.store, facts.kind, tr("As of {day}", day=facts.day.isoformat())]
    if page.on_day is not None:
        about.append(tr("on {day}", day=page.on_day.isoformat()))
    about.append(tr("{ready} of {count} lie ready", ready=ready, count=len(page.lines)))
    rows = [
        (
            TICK if line.packed else BOX,
            f"{escape(line.title)}<br/><span class='small'>{escape(line.hint)}</span>"
            if line.hint
            else escape(line.title),
            escape(line.state),
            escape(line.expiry),
            escape(line.scans),
        )
        for line in page.lines
    ]
    titles = ("", tr("Document"), tr("State"), tr("Valid until"), tr("Scan"))
    head = "".join(f"<th width='{width}%'>{escape(title)}</th>" for width, title in zip(_WIDTHS, titles, strict=True))
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"{TABLE}<thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>" if rows else ""
    also = f"<p><b>{escape(tr('Also to bring'))}</b> {escape(page.also)}</p>" if page.also else ""
    note = f"<p>{escape(page.note)}</p>" if page.note else ""
    return (
        f"<p class='top'>{escape(page.title)}</p><p class='about'>{escape(' · '.join(about))}</p>"
        f"<p class='about'>{escape(page.because)}</p>{table}{also}{note}"
    )


def write_bring_workbook(facts: BringFacts, target: Path) -> None:
    """All visits one below the other, a row for each paper.

    Raises:
        EnvironmentFault: the file is open in another program or cannot be written.
    """
    from shopdesk.reporting.book.book import Book
    from shopdesk.reporting.book.table import Column, add_table

    book = Book(tr("Papers to bring"))
    about = f"{facts.store} · {facts.kind} · {tr('As of {day}', day=facts.day.isoformat())}"
    sheet = book.sheet(tr("Papers to bring"), about, [30.0, 16.0, 22.0, 30.0, 12.0])
    columns: list[Column[BringLine]] = [
        Column(title=tr("Document"), kind="text", value=lambda line: line.title),
        Column(title=tr("State"), kind="text", value=lambda line: line.state),
        Column(title=tr("Valid until"), kind="text", value=lambda line: line.expiry),
        Column(title=tr("Scan"), kind="text", value=lambda line: line.scans),
        Column(title=tr("Lies ready"), kind="text", value=lambda line: "✓" if line.packed else ""),
    ]
    for page in facts.pages:
        sheet.section(page.title)
        add_table(sheet, columns, page.lines)
        for note in (page.also, page.note):
            if note:
                sheet.note(note)
        sheet.row += 1
    book.write(target)
