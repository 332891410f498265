"""The fields of scorecards, design jobs and training."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.growth.records import ScoreEntry
from shopdesk.domain.growth.scorecards import BETTER_NAMES, UNIT_NAMES, Card, Indicator
from shopdesk.domain.growth.training import (
    MOST_DAYS,
    MOST_MONTHS,
    STATE_NAMES,
    PlanItem,
    Training,
    TrainingItem,
    TrainingPlan,
)
from shopdesk.domain.text import Text

_LARGEST = Decimal(1_000_000_000)
_MARK: dict[str, Any] = {"lowest": Decimal(0), "highest": Decimal(100), "additive": False}
_NAME_ZH = Field("name_zh", Kind.LINE, Text("Name (Chinese)"), key="n", required=True, longest=60)
_NAME_EN = Field("name_en", Kind.LINE, Text("Name (English)"), key="e", longest=60)

SCORE_ENTRY = Noun(
    "score_entries",
    ScoreEntry,
    Text("Figure of a scorecard"),
    (
        *keys("indicator"),
        Field("person_id", Kind.REFERENCE, Text("Person"), required=True),
        Field("month", Kind.MONTH, Text("Month"), required=True),
        Field(
            "value",
            Kind.DECIMAL,
            Text("Figure", context="scorecard"),
            key="f",
            lowest=-_LARGEST,
            highest=_LARGEST,
            additive=False,
        ),
        Field("left_out", Kind.FLAG, Text("Leave it out this month")),
        Field("reason", Kind.LINE, Text("Why"), key="w", required=True),
    ),
)

DESIGN_JOB = Noun(
    "design_jobs",
    DesignJob,
    Text("Design job"),
    (
        Field("title", Kind.LINE, Text("What is wanted"), key="w", required=True, longest=120),
        Field("person_id", Kind.REFERENCE, Text("Designer"), key="d", required=True),
        Field("asked_by", Kind.LINE, Text("Asked by"), key="b", longest=60),
        Field("asked_on", Kind.DAY, Text("Asked on"), key="a", required=True),
        Field("due_on", Kind.DAY, Text("Due"), key="u", ahead=True),
        Field("delivered_on", Kind.DAY, Text("Delivered"), key="l"),
        Field(
            "passed_try",
            Kind.COUNT,
            Text("Passed at try"),
            key="p",
            lowest=1,
            highest=99,
            usual=(1, 9),
            additive=False,
            help=Text("1 for at once; empty while it has not passed."),
        ),
        Field("note", Kind.LINE, Text("Note"), key="n", longest=1000),
        *keys("file_name", "stored"),
    ),
    titles=("title",),
    identity=("title", "person_id", "asked_on"),
)

TRAINING = Noun(
    "trainings",
    Training,
    Text("Training"),
    (
        *keys("plan", "name_zh", "name_en"),
        Field("person_id", Kind.REFERENCE, Text("Person"), key="p", required=True),
        Field("started_on", Kind.DAY, Text("Began"), key="b", required=True),
        Field("ends_on", Kind.DAY, Text("On trial until"), key="u", required=True),
        Field("state", Kind.CHOICE, Text("State"), choices=STATE_NAMES),
        Field("decided_on", Kind.DAY, Text("Decided on")),
        Field("reason", Kind.LINE, Text("Why"), key="w", longest=400),
    ),
    titles=("started_on",),
)

TRAINING_ITEM = Noun(
    "training_items",
    TrainingItem,
    Text("Training item"),
    (
        *keys("training_id", "position"),
        Field("title_zh", Kind.LINE, Text("Title (Chinese)"), longest=120),
        Field("title_en", Kind.LINE, Text("Title (English)"), longest=120),
        Field("what_zh", Kind.WORDS, Text("What to learn (Chinese)"), column=False),
        Field("what_en", Kind.WORDS, Text("What to learn (English)"), column=False),
        Field("day", Kind.COUNT, Text("By day", context="training"), lowest=1, highest=MOST_DAYS, additive=False),
        Field("pass_mark", Kind.DECIMAL, Text("Pass mark"), **_MARK),
        Field("result", Kind.DECIMAL, Text("Test result"), key="r", **_MARK),
        Field("done_on", Kind.DAY, Text("Done on"), key="d"),
        Field("note", Kind.LINE, Text("Note"), key="n", longest=400),
    ),
    titles=("title_zh", "title_en"),
)

INDICATOR = Noun(
    "indicators",
    Indicator,
    Text("Indicator"),
    (
        *keys("code"),
        _NAME_ZH,
        _NAME_EN,
        Field(
            "weight",
            Kind.RATE,
            Text("Weight"),
            key="w",
            required=True,
            usual=(Decimal("0.02"), None),
            placeholder=Text("for example: 30%"),
        ),
        Field("source", Kind.REFERENCE, Text("Figure from"), key="f", required=True),
        Field("unit", Kind.CHOICE, Text("Unit"), key="u", choices=UNIT_NAMES, required=True),
        Field("better", Kind.CHOICE, Text("Direction"), key="d", choices=BETTER_NAMES, required=True),
        Field("target", Kind.DECIMAL, Text("Target (100 points)"), key="t", lowest=-_LARGEST, highest=_LARGEST,
              required=True, additive=False),
        Field("floor", Kind.DECIMAL, Text("Worth nothing at"), key="o", lowest=-_LARGEST, highest=_LARGEST,
              required=True, additive=False),
    ),
    titles=("name_zh", "name_en"),
)  # fmt: skip
"""No table of its own: indicators are a part of their card."""

BANDS = Field(
    "bands",
    Kind.LINE,
    Text("Bands instead"),
    key="b",
    placeholder=Text("for example: 95:100, 90:80, 85:60"),
    help=Text("Figure and points; empty: linear between the two figures above."),
)

CARD = Noun(
    "cards",
    Card,
    Text("Scorecard"),
    (
        *keys("code", "roles", "indicators", "about_zh", "about_en", "own"),
        _NAME_ZH,
        _NAME_EN,
        Field("valid_from", Kind.DAY, Text("Holds from (first of a month)"), key="h", required=True),
    ),
    titles=("name_zh", "name_en"),
)

PLAN = Noun(
    "plans",
    TrainingPlan,
    Text("Training plan"),
    (
        *keys("code", "roles", "items", "own"),
        _NAME_ZH,
        _NAME_EN,
        Field("months", Kind.COUNT, Text("Trial (months)"), key="t", required=True, lowest=1, highest=MOST_MONTHS,
              additive=False),
    ),
    titles=("name_zh", "name_en"),
)  # fmt: skip

PLAN_ITEM = Noun(
    "plan_items",
    PlanItem,
    Text("Training item"),
    (
        Field("title_zh", Kind.LINE, Text("Title (Chinese)"), key="t", required=True, longest=120),
        Field("title_en", Kind.LINE, Text("Title (English)"), key="e", longest=120),
        Field("what_zh", Kind.WORDS, Text("What to learn (Chinese)"), key="w"),
        Field("what_en", Kind.WORDS, Text("What to learn (English)"), key="l"),
        Field(
            "day",
            Kind.COUNT,
            Text("By day", context="training"),
            key="d",
            required=True,
            lowest=1,
            highest=MOST_DAYS,
            additive=False,
        ),
        Field("pass_mark", Kind.DECIMAL, Text("Pass mark"), key="p", placeholder=Text("empty: no test"), **_MARK),
    ),
    titles=("title_zh", "title_en"),
)
