"""A payslip that proves itself: its calculation as plain JSON, and the check that recomputes every step of it.

The document needs no database and no rule file: each rate, bracket and figure stands in it with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.runs import RunKind
from shopdesk.domain.payroll.slip import DEDUCTIONS, Code, PayrollRun, Payslip
from shopdesk.domain.payroll.trace import LEAVES, OPERATIONS, Bands, Node, Source, plain
from shopdesk.domain.text import Text

FORMAT = "shopdesk-payslip-1"
_TOTALS = ("gross", "net", "employer_cost", "taxable_cumulative", "tax_cumulative")
_MOST_DIGITS = 60

Render = Callable[[Text], str]


def slip_document(run: PayrollRun, slip: Payslip, render: Render = str) -> dict[str, Any]:
    """The slip with its whole calculation; ``render`` puts labels into the reader's language."""
    nodes: list[dict[str, Any]] = []
    places: dict[int, int] = {}

    def place(node: Node | None) -> int | None:
        if node is None:
            return None
        for step in node.walk():
            if id(step) not in places:
                places[id(step)] = len(nodes)
                nodes.append(_node(step, [places[id(part)] for part in step.parts], render))
        return places[id(node)]

    lines = [
        {
            "code": line.code.value,
            "name": render(line.name),
            "amount": None if line.amount_fen is None else format_yuan(line.amount_fen, grouped=False),
            "not_taken": format_yuan(line.not_taken_fen, grouped=False),
            "explanation": render(line.explanation),
            "node": place(line.trace),
        }
        for line in slip.lines
    ]
    totals = {name: place(getattr(slip, name)) for name in _TOTALS}
    kind = {} if run.kind is RunKind.MONTHLY else {"kind": run.kind.value}
    return {
        "format": FORMAT,
        "store": run.store,
        "month": f"{run.month.start:%Y-%m}",
        "state": run.state.value,
        **kind,
        "name": slip.name,
        "mark": slip.mark,
        "lines": lines,
        "totals": totals,
        "nodes": nodes,
    }


def verify(document: Mapping[str, Any]) -> list[Text]:
    """Recompute every step of a slip; what does not agree, in words. An empty list: all of it agrees.

    Raises:
        UserError: the document is no payslip of this program, or damaged.
    """
    if document.get("format") != FORMAT:
        raise UserError(Text("This is no payslip with a calculation of this program. Choose another file."))
    try:
        return _verify(document)
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError, AttributeError) as error:
        raise UserError(
            Text("The calculation in this payslip is damaged and cannot be checked. Ask for the slip again.")
        ) from error


def _verify(document: Mapping[str, Any]) -> list[Text]:
    values: list[Fraction] = []
    wrong: list[Text] = []
    for node in document["nodes"]:
        values.append(_fraction(node["value"]))
        computed = _recomputed(node, values)
        if computed != values[-1]:
            wrong.append(_differs(node["label"], values[-1], computed))
    return wrong + _wrong_lines(document, values) + _wrong_totals(document, values)


def _recomputed(node: Mapping[str, Any], values: list[Fraction]) -> Fraction:
    if node["op"] in LEAVES:
        return values[-1]
    parts = [values[part] for part in node["parts"] if 0 <= part < len(values) - 1]
    if len(parts) != len(node["parts"]):
        raise ValueError("a part that comes later")
    return OPERATIONS[node["op"]](parts, _bands(node.get("bands", ())), int(node.get("place", 0)))


def _wrong_lines(document: Mapping[str, Any], values: list[Fraction]) -> list[Text]:
    known = [line for line in document["lines"] if line["amount"] is not None]
    pairs = [(line["name"], _fraction(line["amount"]), values[line["node"]] / 100) for line in known]
    return [_differs(name, stated, computed) for name, stated, computed in pairs if stated != computed]


def _wrong_totals(document: Mapping[str, Any], values: list[Fraction]) -> list[Text]:
    if any(line["amount"] is None for line in document["lines"]):
        return []
    gross = taken = Fraction(0)
    for line in document["lines"]:
        if line["code"] in DEDUCTIONS:
            taken += _fraction(line["amount"])
        elif line["code"] != Code.OWN_COMMISSION_CARRIED:
            gross += _fraction(line["amount"])
    wrong = []
    # A wage is not below zero, and what a reversal takes back not above it.
    bound = min if document.get("kind") == RunKind.REVERSAL else max
    for name, computed in (("gross", gross), ("net", bound(Fraction(0), gross - taken))):
        place = document["totals"][name]
        if place is not None and values[place] / 100 != computed:
            wrong.append(_differs(name, values[place] / 100, computed))
    return wrong


def _differs(label: str, stated: Fraction, computed: Fraction) -> Text:
    return Text(
        "{label}: the slip says {stated}, the calculation gives {computed}.",
        label=label,
        stated=plain(stated),
        computed=plain(computed),
    )


def _node(node: Node, parts: list[int], render: Render) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "op": node.operation,
        "value": plain(node.value),
        "unit": node.unit.value,
        "label": render(node.label),
    }
    if node.operation not in LEAVES:
        shown["parts"] = parts
    if node.bands:
        shown["bands"] = [[None if bound is None else plain(bound), plain(value)] for bound, value in node.bands]
    if node.operation == "share":
        shown["place"] = node.place
    if node.sources:
        shown["sources"] = [source_document(source) for source in node.sources]
    if node.rule is not None:
        shown["rule"] = {
            "code": node.rule.code,
            "valid_from": node.rule.valid_from.isoformat(),
            "source_zh": node.rule.source.zh,
            "source_en": node.rule.source.en,
            "as_of": node.rule.as_of.isoformat(),
            "verified": node.rule.verified,
            "own": node.rule.own,
        }
    if node.scheme is not None:
        shown["scheme"] = {"code": node.scheme.code, "valid_from": node.scheme.valid_from.isoformat()}
    return shown


def source_document(source: Source) -> dict[str, Any]:
    """Where a figure comes from, as plain JSON; an amount of fen is told in yuan by whoever knows that it is one."""
    shown: dict[str, Any] = {"kind": source.kind, "id": source.id}
    if source.amount is not None:
        shown["amount"] = plain(Fraction(source.amount))
    if source.day is not None:
        shown["day"] = source.day.isoformat()
    if source.reason:
        shown["reason"] = source.reason
    return shown


def _bands(rows: Any) -> Bands:
    return tuple((None if bound is None else _fraction(bound), _fraction(value)) for bound, value in rows)


def _fraction(text: Any) -> Fraction:
    if not isinstance(text, str) or len(text) > _MOST_DIGITS or "e" in text.casefold():
        raise ValueError("no exact number")
    return Fraction(text)
