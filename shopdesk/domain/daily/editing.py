"""Edits of a form: each takes a form and gives the changed one, so that an editor can show, undo and compare them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import time

from shopdesk.domain.daily.checklist import Area, Form, FormUse, Item, merge_shipped, new_code
from shopdesk.domain.daily.timetable import TimetableEntry, with_codes


def of_area(form: Form, area: str) -> tuple[Item, ...]:
    """The items of an area, in order, switched-off ones included."""
    return tuple(item for item in form.items if item.area == area)


def in_order(form: Form) -> Form:
    """The same form with its items area by area, as they are shown and printed."""
    known = {area.code for area in form.areas}
    items = [item for area in form.areas for item in of_area(form, area.code)]
    return replace(form, items=(*items, *(item for item in form.items if item.area not in known)))


def add_item(form: Form, area: str, after: str = "") -> tuple[Form, Item]:
    """A new empty item behind another one, or at the end of its area."""
    item = Item(code=new_code(form, area), area=area, zh="", en="")
    members = of_area(form, area)
    place = next((number + 1 for number, one in enumerate(members) if one.code == after), len(members))
    return put_item(replace(form, items=(*form.items, item)), item.code, area, place), item


def change_item(form: Form, code: str, fresh: Item) -> Form:
    """Other fields for an item; moved to another area it goes to the end of that."""
    old = form.item(code)
    if old is None:
        return form
    if old.area == fresh.area:
        return replace(form, items=tuple(fresh if item.code == code else item for item in form.items))
    changed = replace(form, items=tuple(fresh if item.code == code else item for item in form.items))
    return put_item(changed, code, fresh.area, len(of_area(form, fresh.area)))


def remove_item(form: Form, code: str) -> Form:
    """Without an item."""
    return replace(form, items=tuple(item for item in form.items if item.code != code))


def with_taken_out(form: Form, codes: Collection[str], others: Sequence[Form]) -> Form:
    """With items that are not on it, as the first of ``others`` that has them says, switched off; their areas too."""
    for code in sorted(codes):
        source = next((other for other in others if other.item(code) is not None), None)
        found = source.item(code) if source is not None else None
        if source is None or found is None or form.item(code) is not None:
            continue
        known = {area.code for area in form.areas}
        areas = tuple(area for area in source.areas if area.code == found.area and area.code not in known)
        form = replace(form, areas=form.areas + areas, items=(*form.items, replace(found, off=True)))
    return form


def put_item(form: Form, code: str, area: str, place: int) -> Form:
    """An item at a place among those of an area (0 is the first)."""
    item = form.item(code)
    if item is None:
        return form
    moved = replace(item, area=area)
    members = [one for one in of_area(form, area) if one.code != code]
    place = max(0, min(place, len(members)))
    members.insert(place, moved)
    others = [one for one in form.items if one.code != code and one.area != area]
    return in_order(replace(form, items=(*others, *members)))


def shift_item(form: Form, code: str, step: int) -> Form:
    """An item one place up or down; at the end of its area it goes over into the next one."""
    item = form.item(code)
    if item is None:
        return form
    members = of_area(form, item.area)
    place = [one.code for one in members].index(code) + step
    if 0 <= place < len(members):
        return put_item(form, code, item.area, place)
    codes = [area.code for area in form.areas]
    if item.area not in codes:
        return form
    target = codes.index(item.area) + step
    if not 0 <= target < len(codes):
        return form
    return put_item(form, code, codes[target], 0 if step > 0 else len(of_area(form, codes[target])))


def add_area(form: Form, zh: str, en: str) -> tuple[Form, Area]:
    """A new area at the end."""
    taken = {area.code for area in form.areas}
    number = 1
    while f"area{number}" in taken:
        number += 1
    area = Area(code=f"area{number}", zh=zh, en=en)
    return replace(form, areas=(*form.areas, area)), area


def change_area(form: Form, fresh: Area) -> Form:
    """Another name for an area."""
    return replace(form, areas=tuple(fresh if area.code == fresh.code else area for area in form.areas))


def remove_area(form: Form, code: str) -> Form:
    """Without an area and its items."""
    return replace(
        form,
        areas=tuple(area for area in form.areas if area.code != code),
        items=tuple(item for item in form.items if item.area != code),
    )


def put_area(form: Form, code: str, place: int) -> Form:
    """An area at a place among the areas (0 is the first)."""
    found = next((area for area in form.areas if area.code == code), None)
    if found is None:
        return form
    others = [area for area in form.areas if area.code != code]
    others.insert(max(0, min(place, len(others))), found)
    return in_order(replace(form, areas=tuple(others)))


def shift_area(form: Form, code: str, step: int) -> Form:
    """An area one place up or down."""
    codes = [area.code for area in form.areas]
    return put_area(form, code, codes.index(code) + step) if code in codes else form


def switch(form: Form, codes: Sequence[str], on: bool) -> Form:
    """Items asked again, or no longer; their answers of past days stay."""
    return replace(form, items=tuple(replace(item, off=not on) if item.code in codes else item for item in form.items))


def with_timetable(form: Form, entries: Sequence[TimetableEntry]) -> Form:
    """Another timetable, in the order of the day; new blocks get codes."""
    return replace(form, timetable=with_codes(sorted(entries, key=lambda entry: entry.time)))


def next_entry(entries: Sequence[TimetableEntry]) -> TimetableEntry:
    """A new block for the timetable: an hour after the last one."""
    last = entries[-1].time if entries else time(8, 0)
    return TimetableEntry(time=last.replace(hour=min(23, last.hour + 1)), zh="", en="")


def used_on(form: Form, use: FormUse) -> Form:
    """The same form, asked on other days."""
    return replace(form, use=use)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedNews:
    """What taking over a shipped revision changes in a store's form, and which own edits stay instead."""

    added: tuple[Item, ...] = ()
    changed: tuple[tuple[Item, Item], ...] = ()
    removed: tuple[Item, ...] = ()
    kept_own: tuple[Item, ...] = ()
    areas: tuple[Area, ...] = ()
    timetable: bool = False
    use: bool = False


def shipped_news(own: Form, base: Form, shipped: Form) -> ShippedNews:
    """Compare a store's form with what :func:`merge_shipped` would make of it."""
    merged = merge_shipped(own, base, shipped)
    pairs = [(item, fresh) for item in own.items if (fresh := merged.item(item.code)) is not None]
    return ShippedNews(
        added=tuple(item for item in merged.items if own.item(item.code) is None),
        changed=tuple((old, fresh) for old, fresh in pairs if old != fresh),
        removed=tuple(item for item in own.items if merged.item(item.code) is None),
        kept_own=tuple(old for old, fresh in pairs if old == fresh and _news_for(old, base, shipped)),
        areas=tuple(area for area in merged.areas if area.code not in {one.code for one in own.areas}),
        timetable=merged.timetable != own.timetable,
        use=merged.use is not own.use,
    )


def _news_for(item: Item, base: Form, shipped: Form) -> bool:
    """Whether the shipped form says something else about an item than what the store took over, and it edited that."""
    before, now = base.item(item.code), shipped.item(item.code)
    return before is not None and now != before and item != now


def differences(old: Item, fresh: Item) -> tuple[str, ...]:
    """The names of the fields that differ between two versions of an item."""
    return tuple(name for name in Item.__dataclass_fields__ if getattr(old, name) != getattr(fresh, name))
