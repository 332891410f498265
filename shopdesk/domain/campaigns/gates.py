"""Entry rules of platform programmes: what a store, a product and an offer must have before an application.

A rule is data: a figure, a comparison and a value, with its source and date. The answer for each rule is passed, failed
(by how much, and the nearest change that would pass) or unknown (which figure is missing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.campaigns.gate_metrics import (
    METRICS,
    Metric,
    Scope,
    Unit,
    show,
    show_gap,
    show_whole,
    telling_places,
)
from shopdesk.domain.campaigns.gate_offer import nearest_offer
from shopdesk.domain.campaigns.gate_rules import Facts, GateRule, Operator
from shopdesk.domain.campaigns.records import GateVersion
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text


class Answer(StrEnum):
    """What a rule says to the figures at hand."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The entry rules of one programme as of a day.

    ``apply_zh``/``apply_en`` say how and when to apply; ``own`` marks a store's own version.
    """

    code: str
    zh: str
    en: str
    rules: tuple[GateRule, ...]
    apply_zh: str = ""
    apply_en: str = ""
    source: str = ""
    source_zh: str = ""
    as_of: date
    verified: bool = False
    own: bool = False

    def name(self, language: str) -> str:
        """The programme's name in ``zh_CN`` or, for anything else, in English."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """One rule's answer in words."""

    rule: GateRule
    answer: Answer
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswer:
    """All answers of one programme for one product.

    ``advice`` is the nearest change of the offer with which no rule fails any more; ``None`` where nothing fails, or
    where only time or the store's record can help.
    """

    gate: Gate
    answers: tuple[RuleAnswer, ...]
    advice: Text | None = None

    @property
    def answer(self) -> Answer:
        """Failed if any rule fails, unknown if a figure is missing, passed otherwise."""
        found = {entry.answer for entry in self.answers}
        for answer in (Answer.FAILED, Answer.UNKNOWN):
            if answer in found:
                return answer
        return Answer.PASSED


def check_gate(gate: Gate, facts: Facts) -> GateAnswer:
    """Every rule's answer for the figures of one product and its store."""
    answers = _answers(gate, facts)
    return GateAnswer(gate=gate, answers=answers, advice=_advice(gate, facts, answers))


def _answers(gate: Gate, facts: Facts) -> tuple[RuleAnswer, ...]:
    return tuple(check_rule(rule, facts) for rule in gate.rules)


def _advice(gate: Gate, facts: Facts, answers: tuple[RuleAnswer, ...]) -> Text | None:
    """A change of the offer in words, offered only after every rule was tried with it.

    What nobody said about store or product may stay unknown; a rule that the offer decides has to pass.
    """
    if all(answer.answer is not Answer.FAILED for answer in answers):
        return None
    change = nearest_offer(gate.rules, facts)
    if change is None:
        return None
    for answer in _answers(gate, change.applied(facts)):
        decides = METRICS[answer.rule.metric].scope is Scope.OFFER
        if answer.answer is Answer.FAILED or (decides and answer.answer is Answer.UNKNOWN):
            return None
    return change.words(facts)


def check_rule(rule: GateRule, facts: Facts) -> RuleAnswer:
    """One rule's answer."""
    metric = METRICS[rule.metric]
    value = metric.value(facts)
    wanted = demand(rule)
    if value is None:
        missing = metric.missing(facts)
        return RuleAnswer(
            rule=rule,
            answer=Answer.UNKNOWN,
            sentence=Text("{demand}: not known.", demand=wanted)
            if missing == metric.code
            else Text("{demand}: {missing} is not known.", demand=wanted, missing=METRICS[missing].name),
        )
    if rule.holds(value):
        return RuleAnswer(
            rule=rule,
            answer=Answer.PASSED,
            sentence=Text("{demand}: yes.", demand=wanted)
            if metric.unit is Unit.YES_NO
            else Text("{demand}: it is {value}.", demand=wanted, value=show(metric, value)),
        )
    return RuleAnswer(rule=rule, answer=Answer.FAILED, sentence=_failure(rule, metric, value, wanted))


def demand(rule: GateRule) -> Text:
    """What the rule asks for, in words."""
    metric = METRICS[rule.metric]
    if rule.operator is Operator.YES:
        return Text("{name} is required", name=metric.name)
    value = show_whole(metric, rule.value)
    if rule.operator is Operator.BETWEEN:
        upper = show_whole(metric, rule.upper if rule.upper is not None else rule.value)
        return Text("{name} from {lower} to {upper}", name=metric.name, lower=value, upper=upper)
    if rule.operator is Operator.AT_LEAST:
        return Text("{name} at least {value}", name=metric.name, value=value)
    if rule.operator is Operator.AT_MOST:
        return Text("{name} at most {value}", name=metric.name, value=value)
    if rule.operator is Operator.ABOVE:
        return Text("{name} above {value}", name=metric.name, value=value)
    return Text("{name} below {value}", name=metric.name, value=value)


def _failure(rule: GateRule, metric: Metric, value: Decimal, wanted: Text) -> Text:
    if metric.unit is Unit.YES_NO:
        return Text("{demand}: it is missing.", demand=wanted)
    bound = rule.value if value <= rule.value else rule.upper if rule.upper is not None else rule.value
    gap = abs(value - bound)
    if gap == 0:  # strictly above or below was asked for
        return Text("{demand}: it is {value}, exactly on the line.", demand=wanted, value=show(metric, value))
    places = telling_places(metric, gap)
    stands, away = show(metric, value, places), show_gap(metric, gap, places)
    if value < bound:
        return Text("{demand}: it is {value}, {gap} too little.", demand=wanted, value=stands, gap=away)
    return Text("{demand}: it is {value}, {gap} too much.", demand=wanted, value=stands, gap=away)


def gate_of(version: GateVersion) -> Gate:
    """The entry rules of a store's own version.

    Raises:
        UserError: a rule names an unknown figure or comparison.
    """
    return Gate(
        code=version.code,
        zh=version.zh,
        en=version.en,
        rules=tuple(
            _rule(
                {"metric": metric, "is": operator, "value": value, "upper": upper}, version.source, version.as_of, False
            )
            for metric, operator, value, upper in version.rules
        ),
        source=version.source,
        as_of=version.as_of,
        own=True,
    )


def version_of(gate: Gate, store_id: int) -> GateVersion:
    """The entry rules as a store's own version, to be kept."""
    return GateVersion(
        store_id=store_id,
        code=gate.code,
        zh=gate.zh,
        en=gate.en,
        as_of=gate.as_of,
        source=gate.source,
        rules=tuple(
            (rule.metric, rule.operator.value, str(rule.value), None if rule.upper is None else str(rule.upper))
            for rule in gate.rules
        ),
    )


def parse_gates(content: Mapping[str, Any]) -> list[Gate]:
    """The programmes in the contents of a ``gates-*.toml`` file.

    Raises:
        UserError: a rule names an unknown figure or comparison.
    """
    return [_gate(entry, content) for entry in content["programme"]]


def _gate(entry: Mapping[str, Any], content: Mapping[str, Any]) -> Gate:
    as_of = entry.get("as_of", content["as_of"])
    source = entry.get("source_en", content["source_en"])
    verified = entry.get("verified", content.get("verified", False))
    return Gate(
        code=entry["code"],
        zh=entry["zh"],
        en=entry["en"],
        apply_zh=entry.get("apply_zh", ""),
        apply_en=entry.get("apply_en", ""),
        rules=tuple(_rule(rule, source, as_of, verified) for rule in entry["rules"]),
        source=source,
        source_zh=entry.get("source_zh", content.get("source_zh", "")),
        as_of=as_of,
        verified=verified,
    )


def _rule(entry: Mapping[str, Any], source: str, as_of: date, verified: bool) -> GateRule:
    if entry["metric"] not in METRICS or entry["is"] not in set(Operator):
        raise UserError(Text("The entry rule “{rule}” cannot be read.", rule=f"{entry['metric']} {entry['is']}"))
    upper = entry.get("upper")
    return GateRule(
        metric=entry["metric"],
        operator=Operator(entry["is"]),
        value=Decimal(str(entry.get("value", 1))),
        upper=None if upper is None else Decimal(str(upper)),
        source=entry.get("source", source),
        as_of=entry.get("as_of", as_of),
        verified=entry.get("verified", verified),
    )
