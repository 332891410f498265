"""The connection code: every mistake of a typing hand is found, and said by its group."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.sharing.codes import ALPHABET, Code, CodeError, CodeFault, parse, to_text
from shopdesk.sharing.secret import Secret

NOW = datetime(2026, 11, 30, 9, 15)
CODE = Code(("192.168.1.23",), 54321, bytes(range(12)), Secret(b"secret"), NOW)
TYPED = to_text(CODE)

hosts = st.one_of(
    st.ip_addresses().map(str),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-.", min_size=1, max_size=63).filter(
        lambda host: host.strip("0123456789.")
    ),
)
codes = st.builds(
    Code,
    st.lists(hosts, min_size=1, max_size=4).map(tuple),
    st.integers(1, 65535),
    st.binary(min_size=12, max_size=12),
    st.binary(min_size=6, max_size=6).map(Secret),
    st.integers(0, 60 * 24 * 365 * 20).map(lambda minutes: datetime(2025, 1, 1) + timedelta(minutes=minutes)),
    st.sampled_from(["", "shopdesk", "10.0.0.1"]),
)


@given(codes)
def test_what_is_written_is_read(code: Code) -> None:
    assert parse(to_text(code), code.made_at) == code


@given(codes, st.randoms(use_true_random=False))
def test_it_is_read_however_it_is_typed(code: Code, chance: random.Random) -> None:
    typed = to_text(code).replace("-", chance.choice(["-", " ", "", "  \n", "—", "－", ". "]))
    typed = "".join(chance.choice([sign, sign.lower()]) for sign in typed)
    typed = typed.replace("0", chance.choice("0oO")).replace("1", chance.choice("1iIlL"))
    typed = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() and chance.random() < 0.2 else sign for sign in typed)
    assert parse(typed, code.made_at) == code


@settings(max_examples=8)  # some two thousand mistakes of each
@given(codes)
def test_every_single_wrong_sign_is_found_and_its_group_named(code: Code) -> None:
    groups = to_text(code).split("-")
    for at, group in enumerate(groups):
        for place in range(len(group)):
            for sign in ALPHABET:
                if sign == group[place]:
                    continue
                wrong = [*groups[:at], group[:place] + sign + group[place + 1 :], *groups[at + 1 :]]
                with pytest.raises(CodeError) as caught:
                    parse("-".join(wrong), code.made_at)
                assert (caught.value.fault, caught.value.group) == (CodeFault.GROUP, at + 1)


@settings(max_examples=25)
@given(codes)
def test_every_swap_of_neighbours_is_found(code: Code) -> None:
    right = to_text(code)
    for place in range(len(right) - 1):
        one, other = right[place], right[place + 1]
        if one == other or "-" in (one, other):
            continue
        with pytest.raises(CodeError):
            parse(right[:place] + other + one + right[place + 2 :], code.made_at)
    plain = right.replace("-", "")
    for place in range(len(plain) - 1):
        if plain[place] != plain[place + 1]:
            with pytest.raises(CodeError):
                parse(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :], code.made_at)


@settings(max_examples=25)
@given(codes)
def test_groups_that_are_swapped_left_out_or_doubled_are_found(code: Code) -> None:
    groups = to_text(code).split("-")
    for at in range(len(groups)):
        for wrong in (groups[:at] + groups[at + 1 :], groups[: at + 1] + groups[at:]):
            with pytest.raises(CodeError):
                parse("-".join(wrong), code.made_at)
        if at and groups[at] != groups[at - 1]:
            swapped = [*groups[: at - 1], groups[at], groups[at - 1], *groups[at + 1 :]]
            with pytest.raises(CodeError):
                parse("-".join(swapped), code.made_at)


@given(st.text(max_size=200))
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(CodeError) as caught:
        parse(text, NOW)
    assert str(caught.value)


@given(st.lists(st.integers(0, 2**25 - 1), min_size=1, max_size=20))
def test_right_groups_of_wrong_content_are_refused_in_words(contents: list[int]) -> None:
    from shopdesk.sharing.codes import _check

    groups = []
    for at, content in enumerate(contents):
        signs = [content >> shift & 31 for shift in (20, 15, 10, 5, 0)]
        groups.append("".join(ALPHABET[sign] for sign in [*signs, _check(signs, at)]))
    with pytest.raises(CodeError) as caught:
        parse("-".join(groups), NOW)
    assert caught.value.fault in (CodeFault.WHOLE, CodeFault.OTHER_VERSION)


@pytest.mark.parametrize(
    ("typed", "fault", "group", "said"),
    [
        ("", CodeFault.EMPTY, None, "Type the connection code"),
        ("  - ", CodeFault.EMPTY, None, "Type the connection code"),
        (TYPED.replace(TYPED.split("-")[2], "ABC"), CodeFault.LENGTH, 3, "Group 3 of the code, ABC, has 3 signs"),
        ("U" + TYPED[1:], CodeFault.SIGN, 1, "“U” in group 1"),
        (TYPED + "-" + "X" * 100_000, CodeFault.LENGTH, 11, "has 100000 signs"),
    ],
)
def test_each_mistake_has_its_sentence(typed: str, fault: CodeFault, group: int | None, said: str) -> None:
    with pytest.raises(CodeError, match=said) as caught:
        parse(typed, NOW)
    assert (caught.value.fault, caught.value.group) == (fault, group)
    assert len(str(caught.value)) < 200


def test_a_code_of_another_version_is_told_from_a_mistake() -> None:
    from shopdesk.sharing.codes import _groups

    with pytest.raises(CodeError, match="another version") as caught:
        parse("-".join(_groups(b"\x31" + bytes(30))), NOW)
    assert caught.value.fault is CodeFault.OTHER_VERSION


def test_a_code_of_last_week_is_old_whatever_the_clocks_say() -> None:
    assert parse(TYPED, NOW + timedelta(hours=23)) == CODE
    assert parse(TYPED, NOW - timedelta(days=400)) == CODE
    with pytest.raises(CodeError, match="too old") as caught:
        parse(TYPED, NOW + timedelta(days=7))
    assert caught.value.fault is CodeFault.OLD


def test_a_code_of_one_address_is_short_enough_to_type() -> None:
    assert [len(group) for group in TYPED.split("-")] == [6] * 10


def test_the_secret_is_not_shown() -> None:
    assert "secret'" not in repr(CODE) and "Secret(…)" in f"{CODE}"


@pytest.mark.parametrize(
    "code",
    [
        Code((), 1, bytes(12), Secret(bytes(6)), NOW),
        Code(("10.0.0.1",) * 5, 1, bytes(12), Secret(bytes(6)), NOW),
        Code(("10.0.0.1",), 0, bytes(12), Secret(bytes(6)), NOW),
        Code(("10.0.0.1",), 1, bytes(11), Secret(bytes(6)), NOW),
        Code(("10.0.0.1",), 1, bytes(12), Secret(bytes(5)), NOW),
        Code(("10.0.0.1",), 1, bytes(12), Secret(bytes(6)), datetime(2024, 1, 1)),
        Code(("a" * 64,), 1, bytes(12), Secret(bytes(6)), NOW),
    ],
)
def test_what_no_code_can_say_is_refused(code: Code) -> None:
    with pytest.raises(ValueError, match=r"a code has|another length|IPv4"):
        to_text(code)
