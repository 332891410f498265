"""The fields of the daily forms, their answers, and of problems."""

from __future__ import annotations

from dataclasses import replace

from shopdesk.domain.daily.checklist import AnswerKind, Area, Checklist, ChecklistVersion, Form, Item
from shopdesk.domain.daily.problems import (
    SEVERITY_NAMES,
    STATE_NAMES,
    Problem,
    ProblemComment,
    ProblemEvent,
    ProblemFile,
)
from shopdesk.domain.daily.service_levels import Level
from shopdesk.domain.daily.timetable import RHYTHM_NAMES, BlockTick, TimetableEntry
from shopdesk.domain.daily.worksheet import Answer, Result, Worksheet
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.text import Text

_LONGEST_ITEM = 10_000  # a check item may be a whole page of instructions

RESULT_NAMES = {
    Result.PASS: Text("Pass"),
    Result.FAIL: Text("Fail"),
    Result.NOT_APPLICABLE: Text("Not applicable"),
}

CHECKLIST = Noun(
    "checklists",
    Checklist,
    Text("Daily form"),
    (
        *keys("code", "position"),
        Field("name_zh", Kind.LINE, Text("Name (Chinese)"), longest=60),
        Field("name_en", Kind.LINE, Text("Name (English)"), longest=60),
        Field("archived", Kind.FLAG, Text("Archived")),
    ),
    titles=("name_zh", "name_en"),
)

ANSWER_KIND_NAMES = {
    AnswerKind.YES_NO: Text("Pass or fail"),
    AnswerKind.NUMBER: Text("A number"),
    AnswerKind.TEXT: Text("A few words"),
    AnswerKind.PHOTO: Text("A photo"),
}
AUTO_NAMES = {
    "": Text("People only"),
    "figures_ready": Text("Yesterday's figures are imported"),
    "campaign_ended": Text("A campaign ended yesterday"),
    "milestones": Text("Campaign milestones are on time"),
    "shipped": Text("Yesterday's paid orders are shipped"),
    Level.CUTOFF.value: Text("Orders paid by the cut-off left the same day"),
    Level.HOURS_24.value: Text("Orders left within 24 hours"),
    Level.HOURS_48.value: Text("Orders left within 48 hours"),
    Level.FIRST_REPLY.value: Text("First replies within 30 seconds, on average"),
    "refunds": Text("Open refund requests (sub-order report)"),
    "documents": Text("Documents that run out"),
    "hero_stock": Text("Stock of the hero products"),
    "hero_note": Text("Low stock of heroes, as a note"),
}
_SECOND = Text("A second person has to verify it")

AREA = Noun(
    "checklist_areas",
    Area,
    Text("Area"),
    (
        *keys("code"),
        Field("zh", Kind.LINE, Text("Chinese text"), longest=60),
        Field("en", Kind.LINE, Text("English text"), longest=60),
    ),
    titles=("zh", "en"),
)

ITEM = Noun(
    "checklist_items",
    Item,
    Text("Check item"),
    (
        *keys("code"),
        Field("zh", Kind.WORDS, Text("Chinese text"), longest=_LONGEST_ITEM),
        Field("en", Kind.WORDS, Text("English text"), longest=_LONGEST_ITEM),
        Field("requirement_zh", Kind.WORDS, Text("Requirement"), longest=_LONGEST_ITEM),
        Field("requirement_en", Kind.WORDS, Text("English requirement"), longest=_LONGEST_ITEM),
        Field("area", Kind.REFERENCE, Text("Area")),
        Field("role", Kind.REFERENCE, Text("Role in charge")),
        Field("opens", Kind.TIME, Text("Begins at")),
        Field("due", Kind.TIME, Text("Due at")),
        Field("weekdays", Kind.DATA, Text("Weekdays")),
        Field("kind", Kind.CHOICE, Text("Answer"), choices=ANSWER_KIND_NAMES),
        Field("minimum", Kind.DECIMAL, Text("At least")),
        Field("maximum", Kind.DECIMAL, Text("At most")),
        Field("unit_zh", Kind.LINE, Text("Unit"), longest=20),
        Field("unit_en", Kind.LINE, Text("English unit"), longest=20),
        Field("auto", Kind.REFERENCE, Text("Data answer"), choices=AUTO_NAMES),
        Field("verify", Kind.FLAG, _SECOND),
        Field("off", Kind.FLAG, Text("Switched off")),
    ),
    titles=("zh", "en"),
)
"""A check item is kept within the content of its form's version, so it has no table of its own."""

TIMETABLE_ENTRY = Noun(
    "checklist_timetable",
    TimetableEntry,
    Text("Time of the timetable"),
    (
        *keys("code"),
        Field("time", Kind.TIME, Text("Time"), required=True),
        Field("end", Kind.TIME, Text("Until")),
        Field("zh", Kind.LINE, Text("Chinese text")),
        Field("purpose_zh", Kind.LINE, Text("What for")),
        Field("role", Kind.REFERENCE, Text("Role in charge")),
        Field("rhythm", Kind.CHOICE, Text("Comes round"), choices=RHYTHM_NAMES, required=True),
        Field("reminds", Kind.FLAG, Text("Reminds")),
        Field("en", Kind.LINE, Text("English text")),
        Field("purpose_en", Kind.LINE, Text("English purpose")),
    ),
    titles=("time",),
)


def tidy_form(form: Form) -> Form:
    """The form with the texts of its items and times trimmed and every value within the limits.

    Raises:
        FieldError: a value is out of bounds.
    """
    return replace(
        form,
        items=tuple(ITEM.tidy(item) for item in form.items),
        timetable=tuple(TIMETABLE_ENTRY.tidy(entry) for entry in form.timetable),
    )


CHECKLIST_VERSION = Noun(
    "checklist_versions",
    ChecklistVersion,
    Text("Version of a form"),
    (
        *keys("checklist_id", "shipped", "base", "content"),
        Field("number", Kind.COUNT, Text("Number"), additive=False),
        Field("valid_from", Kind.DAY, Text("From the day")),
    ),
)

WORKSHEET = Noun(
    "worksheets",
    Worksheet,
    Text("Daily worksheet"),
    (
        *keys("checklist_id", "version_id"),
        Field("day", Kind.DAY, Text("Day")),
        Field("started_at", Kind.MOMENT, Text("Begun at")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("day",),
)

ANSWER = Noun(
    "answers",
    Answer,
    Text("Check result"),
    (
        *keys("worksheet_id", "item_code", "problem_id", "said"),
        Field("result", Kind.CHOICE, Text("Result"), choices=RESULT_NAMES),
        Field("number", Kind.DECIMAL, Text("Number")),
        Field("words", Kind.WORDS, Text("Words")),
        Field("file", Kind.LINE, Text("File")),
        Field("who", Kind.LINE, Text("Who")),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("auto", Kind.FLAG, Text("From the data")),
        Field("reason", Kind.WORDS, Text("Reason")),
        Field("verified_by", Kind.LINE, Text("Verified by")),
        Field("verified_at", Kind.MOMENT, Text("Verified at")),
    ),
)

BLOCK_TICK = Noun(
    "block_ticks",
    BlockTick,
    Text("Block of the timetable done"),
    (
        *keys("worksheet_id", "block_code"),
        Field("turn", Kind.TIME, Text("Time")),
        Field("who", Kind.LINE, Text("Who")),
        Field("at", Kind.MOMENT, Text("Recorded at")),
    ),
    titles=("turn",),
)

PROBLEM = Noun(
    "problems",
    Problem,
    Text("Problem"),
    (
        *keys("item_code", "worksheet_id"),
        # A failed check item names its problem, so a title may be as long as an item.
        Field(
            "title",
            Kind.LINE,
            Text("Title"),
            required=True,
            longest=_LONGEST_ITEM,
            placeholder=Text("What is wrong?"),
        ),
        Field("detail", Kind.WORDS, Text("Details"), placeholder=Text("Details: where, since when, what was tried")),
        Field("area", Kind.LINE, Text("Area"), longest=60),
        Field("severity", Kind.CHOICE, Text("Severity"), choices=SEVERITY_NAMES),
        Field("state", Kind.CHOICE, Text("State"), choices=STATE_NAMES),
        Field("owner", Kind.LINE, Text("Follow-up owner"), longest=60),
        Field("due", Kind.DAY, Text("Due"), ahead=True),
        Field("opened_on", Kind.DAY, Text("Opened on")),
        Field("opened_by", Kind.LINE, Text("Opened by"), longest=60),
        Field("needs_second", Kind.FLAG, _SECOND),
        Field("done_by", Kind.LINE, Text("Done by"), longest=60),
        Field("result", Kind.WORDS, Text("Result")),
        Field("closed_on", Kind.DAY, Text("Closed on")),
        Field("closed_by", Kind.LINE, Text("Closed by"), longest=60),
        Field("reopened", Kind.COUNT, Text("Re-opened")),
        Field("inspect_on", Kind.DAY, Text("Look again on"), ahead=True),
    ),
    titles=("title",),
)


def check_problem(problem: Problem) -> None:
    """Refuse a problem that nobody can follow up.

    Raises:
        FieldError: it says nothing, or is due before it was found.
    """
    if not problem.title.strip():
        raise FieldError(PROBLEM.field("title"), Text("Say in a few words what the problem is."))
    if problem.due is not None and problem.due < problem.opened_on:
        sentence = Text("The due day {due} lies before the day it was found. Choose a later one.", due=problem.due)
        raise FieldError(PROBLEM.field("due"), sentence)


PROBLEM_COMMENT = Noun(
    "problem_comments",
    ProblemComment,
    Text("Comment"),
    (
        *keys("problem_id"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("words", Kind.WORDS, Text("Words"), required=True),
    ),
)

PROBLEM_EVENT = Noun(
    "problem_events",
    ProblemEvent,
    Text("Problem event"),
    (
        *keys("problem_id"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("from_state", Kind.CHOICE, Text("State before"), choices=STATE_NAMES),
        Field("to_state", Kind.CHOICE, Text("State after"), choices=STATE_NAMES),
        Field("note", Kind.WORDS, Text("Note")),
    ),
)

PROBLEM_FILE = Noun(
    "problem_files",
    ProblemFile,
    Text("Problem file"),
    (
        *keys("problem_id", "stored"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)
