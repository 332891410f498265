"""Every subclass does what its base leaves to it: Qt's classes cannot be ABCs, so it is held to here."""

from __future__ import annotations

import importlib

from tests.architecture.sources import ROOT, modules


def classes():
    """Every class of the program."""
    for path in modules("shopdesk"):
        if path.name != "__main__.py":
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for one in vars(module).values():
                if isinstance(one, type) and one.__module__ == module.__name__:
                    yield one


def test_no_class_leaves_an_abstract_method_open():
    known = list(classes())
    bases = {base for one in known for base in one.__mro__[1:]}
    left = [
        f"{one.__module__}.{one.__name__}.{name}"
        for one in known
        if one not in bases and not getattr(one, "_is_protocol", False)
        for name in dir(one)
        if getattr(getattr(one, name, None), "__isabstractmethod__", False)
    ]
    assert not left, "say how:\n" + "\n".join(left)
