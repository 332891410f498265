"""The form: areas, items and the day's timetable, kept as numbered versions so that past days keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from shopdesk.domain.daily.timetable import TimetableEntry, check_blocks, entries_from_plain, entries_to_plain
from shopdesk.domain.errors import UserError
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class AnswerKind(StrEnum):
    """How an item is answered."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    PHOTO = "photo"


class FormUse(StrEnum):
    """On which days a form is asked."""

    EVERY_DAY = "every_day"
    CAMPAIGN_DAYS = "campaign_days"
    CAMPAIGN_INSTEAD = "campaign_instead"
    BY_CHOICE = "by_choice"


EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of the form, in the order printed."""

    code: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        """Its name in a language."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One check. ``code`` stays the same over versions, so that answers of different days belong together.

    ``opens`` and ``due`` bound its time window; ``weekdays`` are ISO numbers; ``minimum`` and ``maximum`` bound a
    number; ``auto`` names the check that the data can answer; ``verify`` asks for a second person's look.
    """

    code: str
    area: str
    zh: str
    en: str
    requirement_zh: str = ""
    requirement_en: str = ""
    role: str = ""
    opens: time | None = None
    due: time | None = None
    weekdays: tuple[int, ...] = EVERY_DAY
    kind: AnswerKind = AnswerKind.YES_NO
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit_zh: str = ""
    unit_en: str = ""
    auto: str = ""
    verify: bool = False
    off: bool = False

    def text(self, language: str) -> str:
        """What is checked, in a language."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)

    def requirement(self, language: str) -> str:
        """What is required, in a language; empty where nothing is said."""
        if language.startswith("zh"):
            return self.requirement_zh or self.requirement_en
        return self.requirement_en or self.requirement_zh

    def unit(self, language: str) -> str:
        """What the number counts, in a language."""
        return (self.unit_zh or self.unit_en) if language.startswith("zh") else (self.unit_en or self.unit_zh)

    def asked_on(self, day: date) -> bool:
        """Whether it belongs to the form of ``day``."""
        return not self.off and day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The content of one version of a checklist, and on which days it is asked."""

    areas: tuple[Area, ...] = ()
    items: tuple[Item, ...] = ()
    timetable: tuple[TimetableEntry, ...] = ()
    use: FormUse = FormUse.BY_CHOICE

    def item(self, code: str) -> Item | None:
        """The item with a code."""
        return next((item for item in self.items if item.code == code), None)

    def asked_on(self, day: date) -> tuple[Item, ...]:
        """The items of ``day`` in the order printed: area by area."""
        places = {area.code: place for place, area in enumerate(self.areas)}
        asked = [item for item in self.items if item.asked_on(day)]
        return tuple(sorted(asked, key=lambda item: places.get(item.area, len(places))))

    def area_name(self, code: str, language: str) -> str:
        """The name of an area; its code where it is gone."""
        return next((area.name(language) for area in self.areas if area.code == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Kept):
    """A form that a store uses: the normal day, the campaign day, closing, or one of its own."""

    store_id: int
    code: str
    name_zh: str
    name_en: str
    position: int = 0
    archived: bool = False

    def name(self, language: str) -> str:
        """Its name in a language."""
        return (self.name_zh or self.name_en) if language.startswith("zh") else (self.name_en or self.name_zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistVersion(Kept):
    """One version of a checklist.

    ``shipped`` is the revision of the shipped form it took over last, 0 for none, and ``base`` that form, so that a
    later revision can be merged without losing what the store changed.
    """

    store_id: int
    checklist_id: int
    number: int
    valid_from: date
    shipped: int = 0
    base: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The content as records."""
        return form_from_plain(self.content)

    @property
    def edited(self) -> bool:
        """Whether the store changed what was shipped."""
        return bool(self.shipped) and self.content != self.base


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def form_from_plain(raw: dict[str, Any]) -> Form:
    """A form from plain values, as they are in the shipped files and in the data file."""
    return Form(
        areas=tuple(Area(**entry) for entry in raw.get("areas", ())),
        items=tuple(_item(entry) for entry in raw.get("items", ())),
        timetable=entries_from_plain(raw.get("timetable", ())),
        use=FormUse(raw.get("use", FormUse.BY_CHOICE)),
    )


def _item(entry: dict[str, Any]) -> Item:
    values = dict(entry)
    values["opens"] = _time(values.get("opens"))
    values["due"] = _time(values.get("due"))
    values["kind"] = AnswerKind(values.get("kind", "yes_no"))
    values["weekdays"] = tuple(values.get("weekdays", EVERY_DAY))
    for name in ("minimum", "maximum"):
        if values.get(name) is not None:
            values[name] = Decimal(str(values[name]))
    return Item(**values)


def form_to_plain(form: Form) -> dict[str, Any]:
    """A form as plain values; defaults are left out so that versions stay small."""
    blank = Item(code="", area="", zh="", en="")
    items: list[dict[str, Any]] = []
    for item in form.items:
        entry: dict[str, Any] = {}
        for name in Item.__dataclass_fields__:
            value = getattr(item, name)
            if value == getattr(blank, name) and name not in ("code", "area", "zh", "en"):
                continue
            entry[name] = _plain(value)
        items.append(entry)
    plain = {
        "areas": [{"code": area.code, "zh": area.zh, "en": area.en} for area in form.areas],
        "items": items,
        "timetable": entries_to_plain(form.timetable),
    }
    # Left out where nothing is said, so that forms kept before there was a use stay equal to what they were.
    return plain if form.use is FormUse.BY_CHOICE else {**plain, "use": form.use.value}


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value.value if isinstance(value, AnswerKind) else value


def check_form(form: Form, *, language: str) -> None:
    """Refuse a form that cannot be filled in; items are named in ``language``.

    Raises:
        UserError: with the sentence for the editor.
    """
    areas = {area.code for area in form.areas}
    seen: set[str] = set()
    for item in form.items:
        name = item.text(language)
        if not name.strip():
            raise UserError(Text("An item has no text. Write what is to be checked, or remove it."))
        if item.code in seen:
            raise UserError(Text("Two items have the code {code}. Remove one of them.", code=item.code))
        if item.area not in areas:
            raise UserError(Text("“{item}” belongs to no area. Choose one.", item=name))
        if not item.weekdays:
            raise UserError(Text("“{item}” is asked on no day of the week. Choose one, or switch it off.", item=name))
        if item.opens and item.due and item.due <= item.opens:
            raise UserError(Text("“{item}” is due before its time begins. Correct the times.", item=name))
        if item.minimum is not None and item.maximum is not None and item.maximum < item.minimum:
            raise UserError(Text("The limits of “{item}” exclude every number. Correct them.", item=name))
        seen.add(item.code)
    check_blocks(form.timetable, language=language)


def new_code(form: Form, area: str) -> str:
    """A code for a new item of an area that no item of the form has."""
    taken = {item.code for item in form.items}
    number = 1
    while f"{area}.own{number}" in taken:
        number += 1
    return f"{area}.own{number}"


_TOGETHER = (
    ("zh", "en"),
    ("requirement_zh", "requirement_en"),
    ("purpose_zh", "purpose_en"),
    ("opens", "due"),
    ("time", "end", "rhythm"),
    ("kind", "minimum", "maximum", "unit_zh", "unit_en"),
)
"""Fields that say one thing between them: where the store changed one, the others stay with it."""
T = TypeVar("T", Item, TimetableEntry)


def merge_shipped(own: Form, base: Form, shipped: Form) -> Form:
    """The shipped news in a store's own form: new items and blocks come, removed ones go, the store's edits stay.

    ``base`` is the shipped form that ``own`` was made from. What the store changed stays field by field, so that an
    item with other times still gets the words that were missing.
    """
    areas = list(own.areas) + [area for area in shipped.areas if area.code not in {one.code for one in own.areas}]
    items = _merged(own.items, base.items, shipped.items)
    blocks = sorted(_merged(own.timetable, base.timetable, shipped.timetable), key=lambda one: one.time)
    use = shipped.use if own.use is base.use else own.use
    return Form(areas=tuple(areas), items=tuple(items), timetable=tuple(blocks), use=use)


def _merged(own: Sequence[T], base: Sequence[T], shipped: Sequence[T]) -> list[T]:
    before, fresh = {one.code: one for one in base}, {one.code: one for one in shipped}
    merged = []
    for one in own:
        if one.code not in before:
            merged.append(one)
        elif one.code in fresh:
            merged.append(_with_news(one, before[one.code], fresh[one.code]))
        elif one != before[one.code]:
            merged.append(one)
    known = {one.code for one in own} | set(before)
    for place, one in enumerate(shipped):
        if one.code not in known:
            _insert_behind(merged, one, [other.code for other in shipped[:place] if _belongs(other, one)])
    return merged


def _belongs(one: Item | TimetableEntry, other: Item | TimetableEntry) -> bool:
    return getattr(one, "area", "") == getattr(other, "area", "")


def _with_news(own: T, base: T, fresh: T) -> T:
    edited = {name for name in own.__dataclass_fields__ if getattr(own, name) != getattr(base, name)}
    for group in _TOGETHER:
        if edited.intersection(group):
            edited.update(group)
    return replace(fresh, **{name: getattr(own, name) for name in edited if hasattr(own, name)})


def _insert_behind(many: list[T], one: T, before: list[str]) -> None:
    """Put a new one behind the nearest of those that stand before it in the shipped form, otherwise at the end."""
    places = {other.code: place for place, other in enumerate(many)}
    place = next((places[code] + 1 for code in reversed(before) if code in places), len(many))
    many.insert(place, one)
