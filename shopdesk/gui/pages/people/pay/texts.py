"""How the steps of a payslip's calculation, its missing figures and its names are said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.records import KeptSlip
from shopdesk.domain.payroll.slip_parts import slip_label as label
from shopdesk.domain.payroll.trace import half_away, plain
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language, tr

_STEPS: dict[str, Text] = {
    "sum": Text("added up"),
    "minus": Text("the first less the others"),
    "times": Text("multiplied"),
    "over": Text("the first divided by the second"),
    "least": Text("the smallest of them"),
    "most": Text("the largest of them"),
    "round": Text("rounded to the fen"),
    "round_down": Text("rounded down"),
    "round_yuan": Text("rounded to the yuan"),
    "whole_steps": Text("how many whole times"),
    "band": Text("the band it lies in"),
    "slices": Text("slice by slice"),
    "share": Text("one share of it"),
    "given": Text("a figure"),
    "rule": Text("a rule"),
    "term": Text("a term of the scheme"),
    "counted": Text("counted"),
}
_SOURCES: dict[str, Text] = {
    "opening": Text("opening balance"),
    "month": Text("computed month"),
    "service_export": Text("service report"),
    "roster": Text("roster"),
    "orders": Text("orders"),
    "scorecard": Text("scorecard"),
    "typed": Text("typed or from the workbook"),
    "adjustment": Text("adjustment"),
}


def missing_words(slip: KeptSlip) -> str:
    """The figures that the slip misses, each once; empty where there is none."""
    figures = [tr(entry.params.get("figure", entry)) for entry in slip.missing]
    mine = f"{label(slip)}: "
    return "; ".join(dict.fromkeys(figure.removeprefix(mine) for figure in figures))


def step_word(operation: str) -> str:
    """What a step does with its parts."""
    known = _STEPS.get(operation)
    return operation if known is None else tr(known)


def value_of(node: Mapping[str, Any]) -> str:
    """The value of a step in its own unit."""
    exact, unit = Fraction(node["value"]), node["unit"]
    if unit == "fen":
        whole = format_yuan(half_away(exact))
        return whole if exact.denominator == 1 else tr("{amount} (before rounding)", amount=whole)
    if unit == "rate":
        return f"{_short(exact * 100)}%"
    return _short(exact)


def _short(value: Fraction) -> str:
    text = plain(value)
    if "/" not in text:
        return text
    near = (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{text} ≈ {near}"


def source_kind(kind: str) -> str:
    """What a kind of source is called."""
    known = _SOURCES.get(kind)
    return kind if known is None else tr(known)


def source_words(source: Mapping[str, Any]) -> str:
    """Where a figure came from: kind, mark, day, reason."""
    kind = source_kind(source["kind"])
    # The number of a typed figure is the program's own and says nothing to a reader.
    mark = "" if source["kind"] in ("typed", "adjustment", "opening") else source.get("id", "")
    day = source.get("day", "")
    parts = [kind, mark, "" if day == mark else day, source.get("reason", "")]
    return tr("Source: {where}", where=" · ".join(part for part in parts if part))


def rule_words(rule: Mapping[str, Any]) -> str:
    """Which rule it is, from when it holds, and who says so."""
    chinese = current_language().startswith("zh")
    said = tr(
        "Rule from {day}: {source} (looked up {as_of})",
        day=rule["valid_from"],
        source=rule["source_zh"] if chinese else rule["source_en"],
        as_of=rule["as_of"],
    )
    return said if rule["verified"] or rule["own"] else f"{said} · {tr('not verified')}"


def scheme_words(scheme: Mapping[str, Any]) -> str:
    """Which version of a pay scheme it is."""
    return tr("Pay scheme {code}, from {day}", code=scheme["code"], day=scheme["valid_from"])


def band_words(bound: str | None, held: str, bound_unit: str, held_unit: str) -> tuple[str, str]:
    """One band: up to where, and what holds there."""
    upper = tr("above") if bound is None else tr("up to {bound}", bound=value_of({"value": bound, "unit": bound_unit}))
    return upper, value_of({"value": held, "unit": held_unit})
