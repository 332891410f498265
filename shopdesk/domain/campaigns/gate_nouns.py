"""The fields of entry rules and of their versions."""

from __future__ import annotations

from shopdesk.domain.campaigns.gate_metrics import METRICS
from shopdesk.domain.campaigns.gate_rules import MOST, GateRule, Operator
from shopdesk.domain.campaigns.records import GateVersion
from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.text import Text

GATE_VERSION = Noun(
    "gate_versions",
    GateVersion,
    Text("Entry rules"),
    (
        *keys("code", "rules"),
        Field("zh", Kind.LINE, Text("Name (Chinese)")),
        Field("en", Kind.LINE, Text("Name (English)")),
        Field("as_of", Kind.DAY, Text("As of")),
        Field(
            "source",
            Kind.LINE,
            Text("Source"),
            placeholder=Text("Where you read it, for example the sign-up page"),
        ),
    ),
    titles=("zh", "en"),
)


OPERATOR_NAMES = {
    Operator.AT_LEAST: Text("≥ at least"),
    Operator.AT_MOST: Text("≤ at most"),
    Operator.ABOVE: Text("> above"),
    Operator.BELOW: Text("< below"),
    Operator.BETWEEN: Text("from … to"),
    Operator.YES: Text("yes"),
}

GATE_RULE = Noun(
    "gate_rules",
    GateRule,
    Text("Entry rule"),
    (
        *keys("source", "as_of", "verified"),
        Field("metric", Kind.CHOICE, Text("Figure"), choices={code: metric.name for code, metric in METRICS.items()}),
        Field("operator", Kind.CHOICE, Text("Comparison"), choices=OPERATOR_NAMES),
        Field("value", Kind.DECIMAL, Text("Value"), required=True, lowest=-MOST, highest=MOST),
        Field("upper", Kind.DECIMAL, Text("Up to"), lowest=-MOST, highest=MOST),
    ),
    titles=("metric",),
)
"""A rule is kept within the version of its programme's rules, so it has no table of its own."""
