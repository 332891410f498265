"""Records made late are the records that Python makes: the same words, answers and refusals."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, FrozenInstanceError, dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

import pytest

import shopdesk.domain
from shopdesk import quick_records
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

_LATE = quick_records._dataclass
_GENUINE = quick_records._genuine
Maker = Callable[..., Any]
T = TypeVar("T")


def declared(maker: Maker) -> dict[str, Any]:
    """Records with everything that ours use, made by ``maker``."""

    def record(**how: bool) -> Callable[[type], Any]:
        def make(kind: type) -> Any:
            kind.__qualname__ = kind.__name__
            return maker(frozen=True, **how)(kind)

        return make

    @record(slots=True)
    class Point:
        """A point."""

        x: int
        y: int = 0
        seen: ClassVar[int] = 7

    @record(slots=True)
    class Named(Point):  # type: ignore[misc]
        name: str = field(default="", compare=False, repr=False)
        parts: tuple[int, ...] = field(default_factory=lambda: (1, 2))
        width: int = field(init=False)
        fixed: int = field(init=False, default=5)
        _: KW_ONLY
        unit: str = "m"

        def __post_init__(self) -> None:
            object.__setattr__(self, "width", self.x + self.y)
            if self.x < 0:
                raise ValueError("left of the edge")

    @record(slots=True, kw_only=True)
    class Words:
        first: str
        last: str = "z"

    @record()
    class Loose:
        a: int
        b: list[int] = field(default_factory=list, hash=False)

    @record(slots=True)
    class Own:
        a: int
        b: int = 1

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.a == other.a

        def __repr__(self) -> str:
            return f"own {self.a}"

    @record(slots=True)
    class Empty:
        pass

    class Titled:
        """Not a record: what it says of a name is the default of a field of that name."""

        __slots__ = ()
        title = "untitled"

    @record(slots=True, kw_only=True)
    class Sheet(Titled, Point):  # type: ignore[misc]
        """A record below two others, with a field declared anew."""

        y: int = 9
        title: str
        note: str = field(default="", kw_only=False)

    @record(slots=True)
    class Pair(Generic[T]):
        """A record of something."""

        one: T
        two: T

    return {kind.__name__: kind for kind in (Point, Named, Words, Loose, Own, Empty, Sheet, Pair)}


CALLS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Point", (1,), {}), ("Point", (1, 2), {}), ("Point", (), {"y": 3, "x": 1}), ("Point", (), {}),
    ("Point", (1, 2, 3), {}), ("Point", (1,), {"z": 1}), ("Named", (1, 2, "n"), {"unit": "cm"}),
    ("Named", (1, 2, "n", (), "cm"), {}), ("Named", (1,), {"width": 3}), ("Named", (-1,), {}),
    ("Named", (4,), {"parts": (9,)}), ("Words", (), {"first": "a"}), ("Words", ("a",), {}), ("Loose", (1,), {}),
    ("Loose", (1, [2]), {}), ("Own", (1,), {}), ("Sheet", (), {"x": 1}), ("Sheet", (1, "n"), {"y": 2, "title": "t"}),
    ("Pair", (1, 2), {}), ("Own", (1, 5), {}), ("Empty", (), {}), ("Empty", (1,), {}),
)  # fmt: skip


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of this file count as ours."""
    monkeypatch.setattr(quick_records, "_OURS", __name__)


def outcome(work: Callable[[], Any]) -> tuple[str, Any]:
    """What came of it, or of what sort the refusal is and what it says."""
    try:
        return "done", work()
    except Exception as error:
        return type(error).__name__, str(error)


def told(kinds: dict[str, type]) -> Iterator[Any]:
    """Everything that can be seen of records from outside."""
    made = [outcome(lambda name=name, args=args, more=more: kinds[name](*args, **more)) for name, args, more in CALLS]
    records = [value for how, value in made if how == "done"]
    yield [(how, repr(value)) for how, value in made]
    yield [[one == other for other in records] for one in records]
    for record in records:
        same = [record, replace(record), copy.copy(record), copy.deepcopy(record)]
        yield [repr(one) for one in same], [one == record for one in same]
        yield outcome(lambda record=record: hash(record)) == outcome(lambda record=record: hash(replace(record)))
        yield outcome(lambda record=record: hash(record))[0]
        for one in dataclasses.fields(record):
            yield outcome(lambda record=record, one=one: setattr(record, one.name, 5))
            yield outcome(lambda record=record, one=one: delattr(record, one.name))
        # Python's own record with slots refuses a name that is no field by a mistaken TypeError.
        assert outcome(lambda record=record: setattr(record, "unknown", 5))[0] in ("FrozenInstanceError", "TypeError")
        yield dataclasses.astuple(record), dataclasses.asdict(record), [one.name for one in dataclasses.fields(record)]
        yield hasattr(record, "__dict__"), type(record).__match_args__


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("few", [1, 3, 1000], ids=["compiled", "soon compiled", "field by field"])
def test_what_can_be_seen_of_a_record_is_the_same(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(quick_records, "_FEW", few)
    for late, genuine in zip(told(declared(_LATE)), told(declared(_GENUINE)), strict=True):
        assert late == genuine


@pytest.mark.usefixtures("ours")
def test_everything_that_is_said_of_a_field_stays_with_class_and_fields() -> None:
    seen = ("name", "type", "default", "init", "repr", "hash", "compare", "kw_only", "metadata", "_field_type")
    for late, genuine in zip(declared(_LATE).values(), declared(_GENUINE).values(), strict=True):
        assert late.__annotations__ == genuine.__annotations__
        assert [[getattr(one, what) for what in seen] for one in dataclasses.fields(late)] == [
            [getattr(one, what) for what in seen] for one in dataclasses.fields(genuine)
        ]
        assert vars(late).get("__slots__") == vars(genuine).get("__slots__")
        assert late.__qualname__ == genuine.__qualname__
        if not str(genuine.__doc__).startswith(f"{genuine.__name__}("):  # Python's own words for one without any
            assert late.__doc__ == genuine.__doc__
        assert dataclasses.is_dataclass(late)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("body", [{"__annotations__": {"a": "list"}, "a": []}, {"a": field(default=1)}])
def test_what_python_refuses_is_refused_in_the_same_words(body: dict[str, Any]) -> None:
    def refusal(maker: Maker) -> tuple[str, Any]:
        words = {**body, "__doc__": "A record.", "__module__": __name__}
        return outcome(lambda: maker(frozen=True, slots=True)(type("Record", (), words)))

    assert refusal(_LATE) == refusal(_GENUINE)
    assert refusal(_LATE)[0] != "done"


@pytest.mark.usefixtures("ours")
def test_filling_is_compiled_for_what_is_made_often() -> None:
    point = declared(_LATE)["Point"]
    written = []
    for _made in range(quick_records._FEW + 1):
        point(1)
        written.append(point.__init__.__code__.co_filename)
    assert "<late record>" not in written[: quick_records._FEW - 1]
    assert written[-1] == "<late record>"


@pytest.mark.usefixtures("ours")
def test_a_plain_class_below_a_record_may_have_more() -> None:
    wider: Any = type("Wider", (declared(_LATE)["Point"],), {})(1, 2)
    wider.note = "free"
    with pytest.raises(FrozenInstanceError):
        wider.x = 3
    assert wider == type(wider)(1, 2)
    assert wider.note == "free"


def test_whatever_is_no_frozen_record_of_ours_python_makes() -> None:
    @dataclass(slots=True)
    class Loose:
        a: int

    @dataclass(frozen=True)
    class Elsewhere:
        a: int

    for kind in (Loose, Elsewhere):
        assert kind.__init__.__code__.co_filename == "<string>"


def test_records_go_to_other_processes_and_back() -> None:
    for record in (Text("a {b}", b=1), Period(date(2026, 1, 1), date(2026, 1, 2))):
        assert type(record).__init__ is not object.__init__
        assert pickle.loads(pickle.dumps(record)) == record


def test_each_record_of_the_domain_is_filled_as_python_would() -> None:
    """The filler is written here, so its words are held against those that Python writes for the same fields."""
    for module in pkgutil.walk_packages(shopdesk.domain.__path__, "shopdesk.domain."):
        importlib.import_module(module.name)
    seen = 0
    for name, module in list(sys.modules.items()):
        for kind in vars(module).values() if name.startswith("shopdesk.domain") else ():
            if not (isinstance(kind, type) and kind.__module__ == name and dataclasses.is_dataclass(kind)):
                continue
            if kind.__setattr__ is object.__setattr__ or "<string>" in kind.__init__.__code__.co_filename:
                continue
            fields = [(one.name, one.type, copy.copy(one)) for one in dataclasses.fields(kind)]
            genuine = dataclasses.make_dataclass(kind.__name__, fields, frozen=True)
            late = inspect.signature(quick_records._filler(kind)).parameters.values()
            meant = inspect.signature(genuine.__init__).parameters.values()
            assert [(one.name, one.kind, one.default is one.empty) for one in late] == [
                (one.name, one.kind, one.default is one.empty) for one in meant
            ], kind
            assert all(
                one.default == other.default or "factory" in repr(other.default)
                for one, other in zip(late, meant, strict=True)
            ), kind
            seen += 1
    assert seen > 100
