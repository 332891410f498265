"""Which stores can be: a name that no other has, and a type that the platform has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Platform, Store, StoreType, check_store, types_of

MINE = Store(id=1, name="本店", platform=Platform.TMALL, store_type=types_of(Platform.TMALL)[0])


def test_a_store_may_keep_its_own_name_and_have_any_type_of_its_platform() -> None:
    others = [MINE, replace(MINE, id=2, name="分店")]
    check_store(MINE, others)
    check_store(replace(MINE, id=None, name="新店"), others)
    for platform in Platform:
        for kind in StoreType:
            store = replace(MINE, id=None, name="新店", platform=platform, store_type=kind)
            if kind in types_of(platform):
                check_store(store, others)
            else:
                with pytest.raises(UserError, match="has no store of the type"):
                    check_store(store, others)


@pytest.mark.parametrize(
    ("name", "archived", "said"),
    [
        ("本店", False, "There is already a store named “本店”. Choose another name."),
        ("本店", True, "An archived store is named “本店”."),
        ("  ", False, "Give the store a name."),
    ],
)
def test_a_name_is_given_once(name: str, archived: bool, said: str) -> None:
    with pytest.raises(UserError) as caught:
        check_store(replace(MINE, id=None, name=name), [replace(MINE, archived=archived)])
    assert str(caught.value).startswith(said)
