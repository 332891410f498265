"""The running balance: lines of one second are put in the order that keeps it, and a hole is said with its amount."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.ledger.running import Break, RunningBalance, Step, arranged

Line = tuple[int, str, int, int | None]


def chain(opening: int, amounts: list[int], seconds: list[str]) -> list[Line]:
    """Lines whose balances follow."""
    balances = list(accumulate(amounts, initial=opening))[1:]
    return [(place, *one) for place, one in enumerate(zip(seconds, amounts, balances, strict=True))]


def followed(lines: list[Line], start: Step | None = None) -> tuple[list[list[Step]], list[Break]]:
    """What is put in another order, and where the balance breaks."""
    running = RunningBalance(start)
    return list(running.follow(lines)), running.breaks


def broken(order: list[Step], before: int) -> int:
    """How many balances of an order do not follow, counted in plain words."""
    count = 0
    for step in order:
        count += step.balance != before + step.amount
        before = step.balance or 0
    return count


def test_a_whole_statement_has_neither_breaks_nor_another_order() -> None:
    lines = chain(100_00, [50_00, -30_00, 1, -1], ["a", "b", "b", "c"])
    assert followed(lines) == ([], [])
    assert followed(lines, Step(9, "0", 7, 100_00)) == ([], [])


def test_a_hole_is_said_between_its_two_lines_with_what_is_missing() -> None:
    lines: list[Line] = [(1, "a", 10, 110), (2, "b", -20, 95), (3, "c", 5, 100), (4, "d", 5, 104)]
    assert followed(lines) == ([], [Break("a", "b", 5), Break("c", "d", -1)])
    assert followed(lines[:1], Step(0, "0", 1, 90)) == ([], [Break("0", "a", 10)])
    assert followed(lines[:1], Step(0, "0", 1, None)) == ([], [])
    # After a hole the balance goes on from what the later line says.
    assert followed([(1, "a", 10, 200), (2, "b", 10, 210)], Step(0, "0", 1, 100))[1] == [Break("0", "a", 90)]


def test_lines_without_a_balance_are_added_up_until_one_states_it() -> None:
    lines: list[Line] = [(1, "a", 10, 110), (2, "b", 7, None), (3, "c", -2, None), (4, "d", 1, 116)]
    assert followed(lines) == ([], [])
    assert followed([*lines[:3], (4, "d", 1, 120)]) == ([], [Break("c", "d", 4)])
    # Without any balance before nothing can be missing.
    assert followed([(1, "a", 7, None), (2, "b", 5, 50), (3, "c", 1, 51)]) == ([], [])
    assert followed([(1, "a", 7, None), (2, "b", 5, 50), (3, "c", 1, 53)])[1] == [Break("b", "c", 2)]
    # A second with such a line stays as it came.
    steps = [Step(1, "a", 5, None), Step(2, "a", 5, 10)]
    assert arranged(steps, 0) == steps


def test_the_newest_first_is_turned_round_and_said_once() -> None:
    lines = chain(0, [10, 20, -5], ["a", "a", "a"])
    better = [list(map(Step._make, lines))]
    assert followed(lines[::-1], Step(9, "0", 1, 0)) == (better, [])
    # The balance before is not known: only one of the lines can be the first.
    assert followed(lines[::-1]) == (better, [])


def test_two_lines_alike_are_both_kept() -> None:
    lines = chain(0, [10, -10, 10, -10, 3], ["a"] * 5)
    order = arranged([Step._make(lines[place]) for place in (4, 1, 3, 0, 2)], 0)
    assert broken(order, 0) == 0 and sorted(step.id for step in order) == [0, 1, 2, 3, 4]


def test_a_second_with_a_hole_breaks_no_more_often_than_it_must() -> None:
    lines = chain(0, [10, 20, 30, 40], ["a"] * 4)
    left = [Step._make(lines[place]) for place in (3, 0, 2)]  # the second line is missing
    order = arranged(left, 0)
    assert [step.id for step in order] == [0, 2, 3] and broken(order, 0) == 1
    better, breaks = followed([tuple(step) for step in left], Step(9, "0", 1, 0))
    assert better == [order] and breaks == [Break("a", "a", 20)]
    # Nothing fits: what came stays as it came.
    strange = [Step(1, "a", 1, 100), Step(2, "a", 1, 200)]
    assert arranged(strange, 0) == strange


def test_hundreds_of_lines_of_one_second_are_arranged() -> None:
    lines = chain(7, [*range(1, 401)], ["a"] * 400)
    assert arranged(list(map(Step._make, lines))[::-1], 7) == list(map(Step._make, lines))


def test_the_search_for_an_order_ends() -> None:
    # Many equal balances, and one line that nothing leads to: trying every order would never end.
    lines = [Step(place, "a", amount, 0) for place, amount in enumerate([0] * 200)]
    around = [Step(1000 + place, "a", sign * (place // 2 + 1), sign * (place // 2 + 1) if sign > 0 else 0)
              for place in range(60) for sign in ((1, -1)[place % 2],)]  # fmt: skip
    lost = Step(5000, "a", 1, 10_000_000)
    order = arranged([*lines, *around, lost], 0)
    assert len(order) == 261 and broken(order, 0) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(-50, 50), st.lists(st.tuples(st.integers(-3, 3), st.sampled_from("abc")), max_size=8), st.randoms())
def test_whatever_the_order_within_seconds_a_whole_statement_follows(
    opening: int, drawn: list[tuple[int, str]], chance: object
) -> None:
    drawn.sort(key=lambda one: one[1])
    lines = chain(opening, [amount for amount, _ in drawn], [at for _, at in drawn])
    mixed = list(lines)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    mixed.sort(key=lambda line: line[1])
    better, breaks = followed(mixed, Step(-1, "0", 0, opening))
    assert breaks == []
    told = {step.at: second for second in better for step in second}
    order = [step for at in "abc" for step in told.get(at, [Step._make(line) for line in mixed if line[1] == at])]
    assert broken(order, opening) == 0 and sorted(step.id for step in order) == list(range(len(lines)))


def test_of_two_orders_that_keep_the_balance_the_nearer_to_the_given_one_is_taken() -> None:
    up, down, far, back = Step(1, "a", 10, 10), Step(2, "a", -10, 0), Step(3, "a", 20, 20), Step(4, "a", -20, 0)
    assert arranged([down, up, far, back], 0) == [up, down, far, back]
    assert arranged([back, far, up, down], 0) == [far, back, up, down]
