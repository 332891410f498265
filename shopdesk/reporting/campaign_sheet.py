"""A campaign on paper, as HTML for A4: the application to a programme, and the sheet with everything of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from shopdesk.domain.campaigns.life import STATE_NAMES
from shopdesk.domain.campaigns.nouns import CAMPAIGN, CAMPAIGN_PRODUCT, MILESTONE
from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignEvent,
    CampaignFile,
    CampaignProduct,
    CampaignState,
    Milestone,
)
from shopdesk.domain.campaigns.war_room import Stock
from shopdesk.domain.fields import Field, Reader
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, in_a_row, sentences, tr
from shopdesk.reporting.setup_sheet import BOX, STYLE, TABLE, TICK

_APPLICATION = ("programme", "kind", "offer", "free_shipping", "courier", "owner")
_PLAN = (
    "budget_fen", "plan_visitors", "plan_orders", "plan_sales_fen", "plan_pieces", "plan_chats", "plan_service",
    "plan_packers", "plan_boxes", "plan_profit_fen", "spend_fen",
)  # fmt: skip
_PRICED = ("list_fen", "price_fen", "quantity")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """Everything of a campaign that goes on paper.

    ``stock`` is the newest stock of its products that a report knows, by product number; what was typed goes before.
    """

    store: str
    campaign: Campaign
    products: Sequence[CampaignProduct] = ()
    milestones: Sequence[Milestone] = ()
    events: Sequence[CampaignEvent] = ()
    files: Sequence[CampaignFile] = ()
    stock: Mapping[str, Stock] = field(default_factory=dict)


def application_html(facts: CampaignFacts, reader: Reader, *, on_screen: bool = False) -> str:
    """What a programme asks for: days, offer, products with price, quantity and stock; and whether it was approved.

    ``on_screen`` it has no names of files, which stand below it, and the letters and colours of the window.
    """
    title = tr("Application: {campaign}", campaign=facts.campaign.name)
    parts = [_about(facts, reader), _decided(facts), _products(facts, reader)]
    if on_screen:
        return _document(title, facts, parts, style="")
    return _document(title, facts, [*parts, _files(facts)])


def sheet_html(facts: CampaignFacts, reader: Reader) -> str:
    """The whole campaign: the application, its plan, who does what until when, its life, what was learned."""
    campaign = facts.campaign
    parts = [
        _about(facts, reader),
        _decided(facts),
        _lines([*_said(campaign, _PLAN, reader)], tr("Plan")),
        _products(facts, reader),
        _milestones(facts),
        _lines([(tr("Lessons"), campaign.lessons)] if campaign.lessons else [], ""),
        _files(facts),
        _history(facts),
    ]
    return _document(tr("Campaign sheet: {campaign}", campaign=campaign.name), facts, parts)


def _document(title: str, facts: CampaignFacts, parts: Sequence[str], style: str = STYLE) -> str:
    campaign = facts.campaign
    days = tr(
        "{start} – {end}, {days} days", start=campaign.start.isoformat(), end=campaign.end.isoformat(),
        days=campaign.period.length,
    )  # fmt: skip
    return (
        f"<html><head><meta charset='utf-8'><style>{style}</style></head><body>"
        f"<p class='top'><b>{escape(title)}</b></p><p class='about'>{escape(f'{facts.store} · {days}')}</p>"
        + "".join(parts)
        + "</body></html>"
    )


def _said(campaign: Campaign, names: Sequence[str], reader: Reader) -> list[tuple[str, str]]:
    """The fields that somebody filled, as their form names and shows them."""
    fields = [CAMPAIGN.field(name) for name in names]
    known = [(one, getattr(campaign, one.name)) for one in fields if getattr(campaign, one.name) not in (None, "")]
    return [(tr(one.label or ""), reader.shown(one, value)) for one, value in known]


def _about(facts: CampaignFacts, reader: Reader) -> str:
    campaign = facts.campaign
    asked = [CAMPAIGN.field(name) for name in _APPLICATION]
    lines = _said(campaign, ("warm_up_on",), reader)
    lines += [(tr(one.label or ""), reader.shown(one, getattr(campaign, one.name)) or NO_DATA) for one in asked]
    helpers = {one.owner for one in facts.milestones if one.owner} - {campaign.owner}
    if helpers:
        lines.append((tr("Takes part"), in_a_row(sorted(helpers))))
    return _lines([*lines, *_said(campaign, ("note",), reader)], "")


def _decided(facts: CampaignFacts) -> str:
    """Applied on which day, approved or not; boxes to tick while nobody has decided."""
    campaign, said = facts.campaign, []
    for event in facts.events:
        if event.to_state in (CampaignState.APPLIED, CampaignState.APPROVED, CampaignState.REJECTED):
            who = f" ({event.who})" if event.who else ""
            said.append(f"{tr(STATE_NAMES[event.to_state])}: {event.day.isoformat()}{who}")
    if campaign.state is CampaignState.REJECTED and campaign.reason:
        said.append(tr("Rejected: {reason}", reason=campaign.reason))
    if campaign.state in (CampaignState.IDEA, CampaignState.PLANNED, CampaignState.APPLIED):
        yes, no = tr(STATE_NAMES[CampaignState.APPROVED]), tr(STATE_NAMES[CampaignState.REJECTED])
        said.append(f"{BOX} {yes}　{BOX} {no}")
    return _lines([(tr("Application"), " · ".join(said))] if said else [], "")


def _lines(lines: Sequence[tuple[str, str]], heading: str) -> str:
    if not lines:
        return ""
    rows = "".join(f"<tr><td width='26%'>{escape(name)}</td><td>{_text(value)}</td></tr>" for name, value in lines)
    return f"{_heading(heading)}{TABLE}{rows}</table>"


def _products(facts: CampaignFacts, reader: Reader) -> str:
    if not facts.products:
        return ""
    fields = [CAMPAIGN_PRODUCT.field(name) for name in _PRICED]
    heads = [
        tr("Product"), *(tr(one.label or "") for one in fields), tr("of the list price"), tr("Pieces in stock"),
    ]  # fmt: skip
    rows = [_product(facts, one, fields, reader) for one in facts.products]
    return _heading(tr("Products")) + _table(heads, rows, (34, 12, 14, 12, 12, 16), numbers=1) + _worth(facts.products)


def _product(facts: CampaignFacts, product: CampaignProduct, fields: Sequence[Field], reader: Reader) -> list[str]:
    found = facts.stock.get(product.product_id)
    stock = "" if product.stock is None else f"{product.stock:,}"
    if not stock and found is not None:
        stock = f"{found.pieces:,}" + (f"\n({found.day.isoformat()})" if found.day is not None else "")
    shown = [reader.shown(one, getattr(product, one.name)) for one in fields]
    share = percent_text(ratio(product.price_fen, product.list_fen), 0)
    return [f"{product.title}\n{product.product_id}".strip(), *shown, share, stock or NO_DATA]


def _worth(products: Sequence[CampaignProduct]) -> str:
    """Pieces offered of all products and what they come to, where every price and quantity is known."""
    priced = [(one.quantity, one.price_fen) for one in products]
    known = [(count, fen) for count, fen in priced if count is not None and fen is not None]
    if len(known) != len(priced):
        return ""
    said = tr(
        "{pieces} pieces, {amount} yuan at campaign prices.",
        pieces=f"{sum(count for count, _fen in known):,}",
        amount=format_yuan(sum(count * fen for count, fen in known)),
    )
    return f"<p>{escape(said)}</p>"


def _milestones(facts: CampaignFacts) -> str:
    if not facts.milestones:
        return ""
    language = current_language()
    titles = {one.id: one.title(language) for one in facts.milestones}
    heads = ["", tr("Due"), tr("What"), *(tr(MILESTONE.label_of(name)) for name in ("owner", "after_id", "note"))]
    rows = [
        [
            TICK if one.done_on is not None else BOX,
            one.due.isoformat(),
            one.title(language),
            one.owner,
            titles.get(one.after_id, "") if one.after_id is not None else "",
            sentences([_done(one), one.note]),
        ]
        for one in facts.milestones
    ]
    return _heading(tr("Milestones")) + _table(heads, rows, (4, 16, 32, 12, 20, 16))


def _done(one: Milestone) -> str:
    return tr("Done on {day} {who}", day=one.done_on.isoformat(), who=one.done_by).strip() if one.done_on else ""


def _files(facts: CampaignFacts) -> str:
    if not facts.files:
        return ""
    rows = [[one.name, f"{one.at:%Y-%m-%d %H:%M}", one.who] for one in facts.files]
    return _heading(tr("Files kept with it")) + _table([tr("Name"), tr("Recorded at"), tr("Who")], rows, (60, 24, 16))


def _history(facts: CampaignFacts) -> str:
    if not facts.events:
        return ""
    rows = [
        [
            one.day.isoformat(),
            f"{tr(STATE_NAMES[one.from_state])} → {tr(STATE_NAMES[one.to_state])}",
            one.who,
            one.note,
        ]
        for one in facts.events
    ]
    return _heading(tr("History")) + _table([tr("Day"), tr("Step"), tr("Who"), tr("Note")], rows, (14, 34, 16, 36))


def _heading(text: str) -> str:
    return f"<p class='head'>{escape(text)}</p>" if text else "<p class='about'></p>"


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, numbers: int | None = None
) -> str:
    """A table of texts; from column ``numbers`` on they are figures and stand at the right."""
    sides = ["" if numbers is None or place < numbers else " align='right'" for place in range(len(heads))]
    head = "".join(
        f"<th width='{width}%'{side}>{escape(title)}</th>"
        for title, width, side in zip(heads, widths, sides, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{side}>{_text(cell)}</td>" for cell, side in zip(row, sides, strict=True)) + "</tr>"
        for row in rows
    )
    return f"{TABLE}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(value: str) -> str:
    return escape(value).replace("\n", "<br/>")
