"""openpyxl without numpy: call :func:`leave_numpy_out` before it is imported.

openpyxl imports numpy, where it is installed, to know its kinds of numbers. We never hand it one, and numpy is three
fifths of the time and most of the memory that openpyxl's import takes.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from types import ModuleType

_NUMBERS = "openpyxl.compat.numbers"


def leave_numpy_out() -> None:
    """Have openpyxl know Python's numbers only; nothing where it is imported already.

    Its one module that looks for numpy is put in place beforehand. Hiding numpy itself for a moment would hide it from
    the charts, too, which another thread may be importing.
    """
    if _NUMBERS in sys.modules:
        return
    numbers = ModuleType(_NUMBERS)
    vars(numbers).update(NUMERIC_TYPES=(int, float, Decimal), NUMPY=False)
    sys.modules[_NUMBERS] = numbers
