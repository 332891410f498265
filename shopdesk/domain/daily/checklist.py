"""The form: areas, items and the day's timetable, kept as numbered versions so that past days keep theirs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

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
class TimetableEntry:
    """What the day's timetable says for a time of day."""

    time: time
    zh: str
    en: str

    def text(self, language: str) -> str:
        """What is done then, in a language."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)


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
        timetable=tuple(
            TimetableEntry(time=time.fromisoformat(entry["time"]), zh=entry["zh"], en=entry["en"])
            for entry in raw.get("timetable", ())
        ),
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
        "timetable": [{"time": f"{one.time:%H:%M}", "zh": one.zh, "en": one.en} for one in form.timetable],
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


def new_code(form: Form, area: str) -> str:
    """A code for a new item of an area that no item of the form has."""
    taken = {item.code for item in form.items}
    number = 1
    while f"{area}.own{number}" in taken:
        number += 1
    return f"{area}.own{number}"


def merge_shipped(own: Form, base: Form, shipped: Form) -> Form:
    """The shipped news in a store's own form: new items come, removed ones go, edited ones stay as they are.

    ``base`` is the shipped form that ``own`` was made from.
    """
    base_items = {item.code: item for item in base.items}
    own_items = {item.code: item for item in own.items}
    items = []
    for item in own.items:
        fresh = shipped.item(item.code)
        if item.code not in base_items:
            items.append(item)
        elif fresh is None:
            if item != base_items[item.code]:
                items.append(item)
        elif item == base_items[item.code]:
            items.append(fresh)
        elif replace(item, off=base_items[item.code].off) == base_items[item.code]:
            items.append(replace(fresh, off=item.off))
        else:
            items.append(item)
    for place, item in enumerate(shipped.items):
        if item.code not in own_items and item.code not in base_items:
            _insert_behind(items, item, [one.code for one in shipped.items[:place] if one.area == item.area])
    areas = list(own.areas) + [area for area in shipped.areas if area.code not in {one.code for one in own.areas}]
    timetable = shipped.timetable if own.timetable == base.timetable else own.timetable
    use = shipped.use if own.use is base.use else own.use
    return Form(areas=tuple(areas), items=tuple(items), timetable=timetable, use=use)


def _insert_behind(items: list[Item], item: Item, before: list[str]) -> None:
    """Put a new item behind the nearest of those that stand before it in the shipped form, otherwise at the end."""
    places = {one.code: place for place, one in enumerate(items)}
    place = next((places[code] + 1 for code in reversed(before) if code in places), len(items))
    items.insert(place, item)
