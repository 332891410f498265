"""The fields of a setup: plan, steps, documents, time limits and own fees."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.setup.answers import BRAND_NAMES, HOLDER_NAMES, MARK_NAMES, PRODUCER_NAMES, QUESTION_NAMES
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, OwnFee
from shopdesk.domain.setup.records import (
    DOCUMENT_STATE_NAMES,
    STEP_STATE_NAMES,
    TRADEMARK_NAMES,
    SetupClock,
    SetupDocument,
    SetupPlan,
    SetupScan,
    SetupStep,
    SetupVisit,
)
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES
from shopdesk.domain.text import Text

_MOST_DAYS = 3650

"""The bounds of what an outlook multiplies with: a hundredth, the plan as it is, ten times the plan."""

SETUP_PLAN = Noun(
    "setup_plans",
    SetupPlan,
    Text("Setup plan"),
    (
        *keys("template", "template_version", "left_out"),
        Field("started_on", Kind.DAY, Text("Begun on"), required=True),
        Field("opening_on", Kind.DAY, Text("Wanted opening day"), ahead=True),
        Field("trademark", Kind.CHOICE, Text("Trademark"), choices=TRADEMARK_NAMES),
        Field("category", Kind.REFERENCE, Text("Category")),
        Field("expected_year_fen", Kind.MONEY, Text("Expected yearly sales (yuan)")),
        Field("brand", Kind.CHOICE, QUESTION_NAMES["brand"], choices=BRAND_NAMES),
        Field("producer", Kind.CHOICE, QUESTION_NAMES["producer"], choices=PRODUCER_NAMES),
        Field("mark", Kind.CHOICE, QUESTION_NAMES["mark"], choices=MARK_NAMES),
        Field("sells", Kind.REFERENCE, QUESTION_NAMES["sells"]),
        Field("holder", Kind.CHOICE, QUESTION_NAMES["holder"], choices=HOLDER_NAMES),
    ),
)

SETUP_STEP = Noun(
    "setup_steps",
    SetupStep,
    Text("Setup step"),
    (
        *keys("code", "position", "waits_for", "documents", "own", "wanted"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("phase", Kind.REFERENCE, Text("Phase")),
        Field("what", Kind.WORDS, Text("What to do")),
        Field("why", Kind.WORDS, Text("Why")),
        Field("typical_days", Kind.COUNT, Text("Usual days"), lowest=1, highest=_MOST_DAYS),
        Field("blocks_opening", Kind.FLAG, Text("Blocks the opening")),
        Field("state", Kind.CHOICE, Text("State"), choices=STEP_STATE_NAMES),
        Field("owner", Kind.LINE, Text("Owner"), longest=60),
        Field("due_on", Kind.DAY, Text("Due"), ahead=True),
        Field("done_on", Kind.DAY, Text("Done on")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_DOCUMENT = Noun(
    "setup_documents",
    SetupDocument,
    Text("Document"),
    (
        *keys("code", "position", "covered_by", "own", "decided", "wanted"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("hint", Kind.WORDS, Text("What to look out for")),
        Field("state", Kind.CHOICE, Text("State"), choices=DOCUMENT_STATE_NAMES),
        Field("owner", Kind.LINE, Text("Owner"), longest=60),
        Field("due_on", Kind.DAY, Text("Due"), ahead=True),
        Field("expires_on", Kind.DAY, Text("Valid until")),
        Field("warn_days", Kind.COUNT, Text("Warn (days ahead)"), highest=_MOST_DAYS, additive=False),
        Field(
            "rejection",
            Kind.WORDS,
            Text("Why it was rejected"),
            placeholder=Text("for example: the seal is not readable"),
        ),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_SCAN = Noun(
    "setup_scans",
    SetupScan,
    Text("Scan"),
    (
        *keys("document_id", "stored"),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)

SETUP_VISIT = Noun(
    "setup_visits",
    SetupVisit,
    Text("Papers to bring"),
    (
        *keys("code", "position", "papers", "packed", "own"),
        Field("title", Kind.LINE, Text("Where to"), longest=120),
        Field("on_day", Kind.DAY, Text("On the day"), ahead=True),
        Field("also", Kind.WORDS, Text("Also to bring")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title",),
)

SETUP_CLOCK = Noun(
    "setup_clocks",
    SetupClock,
    Text("Time limit"),
    (
        *keys("code", "position", "trigger", "ends", "own"),
        Field("title", Kind.LINE, Text("Title"), longest=120),
        Field("consequence", Kind.WORDS, Text("If it is missed")),
        Field("days", Kind.COUNT, Text("Runs for (days)"), required=True, lowest=1, highest=_MOST_DAYS, additive=False),
        Field("started_on", Kind.DAY, Text("Started on (by hand)")),
        Field("ended_on", Kind.DAY, Text("Met on (by hand)")),
    ),
    titles=("title",),
)

OWN_FEE = Noun(
    "setup_fees",
    OwnFee,
    Text("Own fee"),
    (
        Field("item", Kind.CHOICE, Text("Fee"), choices=FEE_ITEM_NAMES, required=True),
        Field("amount_fen", Kind.MONEY, Text("Amount"), additive=False),
        Field("rate", Kind.RATE, Text("Rate"), usual=(Decimal("0.001"), Decimal("0.3"))),
        Field(
            "source",
            Kind.LINE,
            Text("Source"),
            required=True,
            placeholder=Text("for example: seller centre, fee page"),
        ),
        Field("as_of", Kind.DAY, Text("As of")),
        Field("withdrawn", Kind.FLAG, Text("Withdrawn")),
        Field("category", Kind.LINE, Text("Category"), placeholder=Text("all products")),
        Field("valid_from", Kind.DAY, Text("From day")),
        Field("platform", Kind.CHOICE, Text("Platform"), choices=PLATFORM_NAMES),
        Field("store_type", Kind.CHOICE, Text("Store type"), choices=TYPE_NAMES),
        Field("trademark", Kind.CHOICE, Text("Trademark"), choices=TRADEMARK_NAMES),
        Field(
            "ladder", Kind.LINE, Text("Comes back by steps"), placeholder=Text("for example: 180000: 50%; 600000: 100%")
        ),
        Field("link", Kind.LINE, Text("Link"), longest=500, searchable=False),
        Field("verified", Kind.FLAG, Text("Seen on the platform's own page")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("item",),
)
