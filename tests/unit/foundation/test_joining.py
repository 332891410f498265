"""Two edits of one record: none of them is lost, and where both cannot stand it is known."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.joining import TwoEdits, Was, compare, compare_parts, onto


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something with fields that two people may change."""

    id: int | None = None
    version: int = 0
    title: str = ""
    words: str = ""
    days: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another record."""

    title: str = ""


CONTENT = [field.name for field in fields(Note) if field.name not in ("id", "version")]
NOTES = st.builds(
    Note, title=st.sampled_from("ab"), words=st.sampled_from("ab"), days=st.integers(0, 1), done=st.booleans()
)


@given(NOTES, NOTES, NOTES)
def test_every_change_is_found_once_and_only_unlike_ones_clash(base: Note, mine: Note, now: Note) -> None:
    found = compare(base, mine, now)
    assert not set(found.mine) & set(found.theirs) and not (set(found.mine) | set(found.theirs)) & set(found.both)
    # Mine put on theirs: whatever one of them changed alone stands, and nothing else is touched.
    joined = replace(now, **{name: getattr(mine, name) for name in found.mine})
    for name in CONTENT:
        before, left, right, after = (getattr(one, name) for one in (base, mine, now, joined))
        assert (name in found.both) == (left != before and right != before and left != right)
        assert after == (left if left != before and name not in found.both else right)


@given(NOTES, NOTES)
def test_what_one_alone_changed_never_clashes(base: Note, now: Note) -> None:
    assert compare(base, base, now).mine == compare(base, base, now).both == ()
    assert compare(base, now, base).theirs == compare(base, now, now).both == ()


def test_number_and_version_are_no_content() -> None:
    assert compare(Note(id=1, version=1), Note(id=1, version=1), Note(id=1, version=7)) == TwoEdits((), (), ())


def test_different_records_are_refused() -> None:
    with pytest.raises(TypeError, match="one type"):
        compare(Note(), Note(), Other())


@given(NOTES, NOTES, NOTES)
def test_my_changes_go_onto_theirs_where_both_can_stand(base: Note, mine: Note, now: Note) -> None:
    now = replace(now, version=base.version + 1)
    joined = onto(base, mine, now)
    if compare(base, mine, now).both:
        assert joined is mine
        return
    assert joined.version == now.version
    for name in CONTENT:
        before, left, right = (getattr(one, name) for one in (base, mine, now))
        assert getattr(joined, name) == (left if left != before else right)


PARTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


@given(base=PARTS, mine=PARTS, now=PARTS)
def test_of_named_parts_each_change_is_somebodys(
    base: dict[str, int], mine: dict[str, int], now: dict[str, int]
) -> None:
    edits = compare_parts(base, mine, now)
    joined = {name: value for name, value in now.items() if name not in edits.mine}
    joined |= {name: mine[name] for name in edits.mine if name in mine}
    for name in "abcd":
        before, left, right = base.get(name), mine.get(name), now.get(name)
        assert (name in edits.both) == (left != right and before not in (left, right))
        if name not in edits.both:
            assert joined.get(name) == (right if left == before else left)


@given(was=st.none() | st.integers(0, 2), now=st.none() | st.integers(0, 2), wanted=st.none() | st.integers(0, 2))
def test_a_cell_is_written_only_over_what_was_shown_there(was: int | None, now: int | None, wanted: int | None) -> None:
    if now in (was, wanted):
        Was(was).check(now, wanted, str)
    else:
        with pytest.raises(UserError, match=f"{'—' if now is None else now} stands there now"):
            Was(was).check(now, wanted, str)
