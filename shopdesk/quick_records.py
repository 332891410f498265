"""Records of ours are made late: their methods are compiled when they are first called, not when a module is imported.

Python's ``dataclass`` writes and compiles six methods for each class while the module is imported, half a millisecond
of it. A start imports some three hundred frozen records and makes objects of a quarter of them, so for these the
decorator collects the fields only, and does that itself where a class has nothing else. Comparing, hashing and printing
come from ``dataclasses.make_dataclass`` with the same fields; filling a new record is written here, for the slots do it
themselves in less than half the time that ``object.__setattr__`` takes. It is compiled for what is made often: two
thirds of the records that a run makes, it makes fewer than ten times, and these are filled field by field in less time
than the compiler takes. Whatever is not an ordinary frozen record, and every class of others, Python makes as ever.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from types import MemberDescriptorType
from typing import Any

_genuine = dataclasses.dataclass
_OURS = "shopdesk."
_KNOWN = {"frozen", "slots", "kw_only"}
_WRITTEN = ("__init__", "__repr__", "__eq__", "__hash__")
_MISSING = dataclasses.MISSING
_SPECIAL = ("ClassVar", "InitVar", "KW_ONLY")
_FIELDS = "__dataclass_fields__"
_EXAMPLE: Any = _genuine(type("Example", (), {"__annotations__": {"a": int}}), init=False, repr=False, eq=False)
_PARAMS, _A_FIELD = _EXAMPLE.__dataclass_params__, getattr(_EXAMPLE, _FIELDS)["a"]._field_type
_FEW = 24
"""So many of a record are made before filling it is compiled, which takes as long as filling thirty by field."""


def install() -> None:
    """Let ``dataclasses.dataclass`` make our records late; to be called before the first of them is imported."""
    dataclasses.dataclass = _dataclass


def _dataclass(kind: type | None = None, /, **how: bool) -> Any:
    """In the place of ``dataclasses.dataclass``: the same words, the same classes."""

    def make(kind: type) -> Any:
        late = kind.__module__.startswith(_OURS) and how.get("frozen") and how.keys() <= _KNOWN
        if not late or "__setattr__" in vars(kind) or "__delattr__" in vars(kind):
            return _genuine(kind, **how)
        return _late(kind, slots=how.get("slots", False), kw_only=how.get("kw_only", False))

    return make if kind is None else make(kind)


def _late(kind: type, *, slots: bool, kw_only: bool) -> Any:
    own = {name for name in _WRITTEN if name in vars(kind)}
    if vars(kind).get("__hash__", own) is None:
        own.discard("__hash__")  # Python's mark of a class that says itself what is equal, not a hash of its own
    made: Any = _collected(kind, slots=slots, kw_only=kw_only)
    for name in _WRITTEN:
        if name not in own:
            setattr(made, name, _until_often(made) if name == "__init__" else _until_called(made, name))
    made.__setattr__, made.__delattr__ = _refusals(made)
    if slots:
        made.__getstate__ = vars(made).get("__getstate__", _state)
        made.__setstate__ = vars(made).get("__setstate__", _set_state)
    return made


def _collected(kind: type, *, slots: bool, kw_only: bool) -> Any:
    """The class with its fields, and none of the methods."""
    if slots and _is_plain(kind):
        return _with_fields(kind, kw_only=kw_only)
    return _genuine(kind, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)


def _is_plain(kind: type) -> bool:
    """Whether Python would do nothing with the class but collect its fields and make their slots."""
    words = vars(kind)
    known = words.get("__annotations__", {})
    return (
        type(kind) is type
        and bool(kind.__doc__)
        and "__slots__" not in words
        and _ordinary(known.values())
        and not any(isinstance(value, dataclasses.Field) and name not in known for name, value in words.items())
    )


def _with_fields(kind: type, *, kw_only: bool) -> Any:
    """What Python does with such a class, which searches each annotation three times for what is no field.

    Raises:
        ValueError: a default could be changed, and all records would share it.
    """
    fields: dict[str, Any] = {}
    for base in kind.__mro__[-1:0:-1]:
        fields.update(getattr(base, _FIELDS, {}))
    words = dict(vars(kind))
    for name, said in words.get("__annotations__", {}).items():
        default = getattr(kind, name, _MISSING)
        if isinstance(default, MemberDescriptorType):  # the slot of a field that is declared anew
            default = _MISSING
        field: Any = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
        if field.default.__class__.__hash__ is None:
            raise ValueError(
                f"mutable default {type(field.default)} for field {name} is not allowed: use default_factory"
            )
        field.name, field.type, field._field_type = name, said, _A_FIELD
        if field.kw_only is _MISSING:
            field.kw_only = kw_only
        fields[name] = field
    held = [field for field in fields.values() if field._field_type is _A_FIELD]  # one below may have what is no field
    taken = {name for base in kind.__mro__[1:-1] for name in vars(base).get("__slots__", ())}
    for name in (*(field.name for field in held), "__dict__", "__weakref__"):
        words.pop(name, None)
    words |= {
        _FIELDS: fields,
        "__dataclass_params__": _PARAMS,
        "__match_args__": tuple(field.name for field in held if field.init and not field.kw_only),
        "__slots__": tuple(field.name for field in held if field.name not in taken),
    }
    made = type(kind.__name__, kind.__bases__, words)
    made.__qualname__ = kind.__qualname__
    return made


def _ordinary(said: Collection[Any]) -> bool:
    """Whether all of these annotations are words, and none names what is no field."""
    try:
        words = " ".join(said)
    except TypeError:
        return False
    return not any(special in words for special in _SPECIAL)


def _until_called(record: type, name: str) -> Callable[..., Any]:
    """Stands for a method until it is called; then the method takes its place."""

    def stand_in(self: object, *args: Any, **named: Any) -> Any:
        fields = [(field.name, field.type, field) for field in dataclasses.fields(record)]
        method = getattr(dataclasses.make_dataclass(record.__name__, fields, init=False, frozen=True), name)
        setattr(record, name, method)
        return method(self, *args, **named)

    return stand_in


def _until_often(record: Any) -> Callable[..., None]:
    """Stands for ``__init__`` and fills the first few records field by field."""
    left = _FEW
    fields: tuple[Any, ...] = ()
    positional: tuple[str, ...] = ()

    def stand_in(self: object, /, *args: Any, **named: Any) -> None:
        nonlocal left, fields, positional
        if left == _FEW:
            fields = dataclasses.fields(record)
            positional = tuple(field.name for field in fields if field.init and not field.kw_only)
        left -= 1
        given = dict(zip(positional, args, strict=False))
        sound = len(args) <= len(positional) and given.keys().isdisjoint(named)
        given.update(named)
        if left and sound and _filled(self, fields, given):
            return
        record.__init__ = method = _filler(record)
        method(self, *args, **named)

    return stand_in


def _filled(record: Any, fields: tuple[Any, ...], given: dict[str, Any]) -> bool:
    """Fill a record; ``False`` where what is given is not what it takes, which the compiled method says in words."""
    for field in fields:
        if field.init and field.name in given:
            value = given.pop(field.name)
        elif field.default_factory is not _MISSING:
            value = field.default_factory()
        elif field.default is not _MISSING:
            value = field.default
        elif field.init:
            return False
        else:
            continue
        object.__setattr__(record, field.name, value)
    if given:
        return False
    if hasattr(record, "__post_init__"):
        record.__post_init__()
    return True


def _filler(record: type) -> Callable[..., None]:
    """The ``__init__`` of a record, with its defaults."""
    known: dict[str, Any] = {"_missing": _MISSING, "_set": object.__setattr__}
    positional, named, body = ["self"], list[str](), list[str]()
    for field in dataclasses.fields(record):
        value = name = field.name
        if field.init:
            words = name
            if field.default_factory is not _MISSING:
                words = f"{name}=_missing"
                known[f"_make_{name}"] = field.default_factory
                value = f"_make_{name}() if {name} is _missing else {name}"
            elif field.default is not _MISSING:
                words = f"{name}=_default_{name}"
                known[f"_default_{name}"] = field.default
            (named if field.kw_only else positional).append(words)
        elif field.default_factory is not _MISSING:
            known[f"_make_{name}"], value = field.default_factory, f"_make_{name}()"
        elif field.default is not _MISSING:
            known[f"_default_{name}"], value = field.default, f"_default_{name}"
        else:
            continue
        slot = getattr(record, name, None)
        if isinstance(slot, MemberDescriptorType):
            known[f"_set_{name}"] = slot.__set__
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"_set(self, {name!r}, {value})")
    if hasattr(record, "__post_init__"):
        body.append("self.__post_init__()")
    words = ", ".join([*positional, *(["*", *named] if named else [])])
    exec(compile(f"def __init__({words}):\n " + "\n ".join(body or ["pass"]), "<late record>", "exec"), known)
    method: Callable[..., None] = known["__init__"]
    method.__qualname__ = f"{record.__qualname__}.__init__"
    return method


def _refusals(record: Any) -> tuple[Callable[..., None], Callable[..., None]]:
    """What refuses to change a record."""

    def set_one(self: object, name: str, value: object) -> None:
        if type(self) is record or name in record.__dataclass_fields__:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(record, self).__setattr__(name, value)

    def delete_one(self: object, name: str) -> None:
        if type(self) is record or name in record.__dataclass_fields__:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(record, self).__delattr__(name)

    return set_one, delete_one


def _state(record: Any) -> list[Any]:
    """For copies and other processes: a record without a dictionary cannot be filled by its names from outside."""
    return [getattr(record, field.name) for field in dataclasses.fields(record)]


def _set_state(record: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(record), state, strict=True):
        object.__setattr__(record, field.name, value)
