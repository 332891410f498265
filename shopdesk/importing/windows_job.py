"""Limits for a process on Windows: a job that bounds its memory and ends it when this program ends."""

from __future__ import annotations

import ctypes
import subprocess
from ctypes import wintypes

_KILL_ON_CLOSE = 0x2000
_PROCESS_MEMORY = 0x100
_EXTENDED_LIMITS = 9


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """A job object; its processes end when it is closed, at the latest when this program ends."""

    def __init__(self, handle: int) -> None:
        """Keep the handle."""
        self._handle = handle

    def __del__(self) -> None:
        """Close the handle."""
        _kernel().CloseHandle(wintypes.HANDLE(self._handle))


def _kernel() -> ctypes.CDLL:
    kernel: ctypes.CDLL = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    return kernel


def bound(process: subprocess.Popen[bytes], most_memory: int) -> Job | None:
    """Bound a process; ``None`` where the system refuses, as within a job that allows no other."""
    kernel = _kernel()
    handle = kernel.CreateJobObjectW(None, None)
    if not handle:
        return None
    job = Job(handle)
    limits = _Extended()
    limits.BasicLimitInformation.LimitFlags = _KILL_ON_CLOSE | _PROCESS_MEMORY
    limits.ProcessMemoryLimit = most_memory
    size = ctypes.sizeof(limits)
    if not kernel.SetInformationJobObject(wintypes.HANDLE(handle), _EXTENDED_LIMITS, ctypes.byref(limits), size):
        return None
    if not kernel.AssignProcessToJobObject(wintypes.HANDLE(handle), wintypes.HANDLE(int(process._handle))):  # type: ignore[attr-defined]
        return None
    return job
